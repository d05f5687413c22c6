"""What is said now, what was said before, and in which words a contact was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contact_gateway.application.edit_script import script_of
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import Policies
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_scripts import Scripts
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_calls import Played
from contact_gateway.application.records_of_scripts import (
    EDITED,
    Announced,
    DecidedStep,
    SaidStep,
    ScriptState,
    ScriptVersion,
)
from contact_gateway.domain.calls import SCRIPT_OF
from contact_gateway.domain.policy import DEFAULT, Policy
from contact_gateway.domain.script_edits import pack_text, unfit
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadScripts:
    """Reads; nothing is changed. Raises `Unavailable` without the database, `NotFound` for what is not there."""

    policies: Policies
    scripts: Scripts
    files: Files
    book: CallBook

    def of_language(self, landlord: str, language: str) -> Sequence[ScriptState]:
        """Return every script of a language as it is said now, whether the language is switched on or not."""
        policy = self._pack(landlord)
        if language not in policy.known_languages:
            raise NotFound(f"There is no language {language}.")
        last = {version.script: version for version in self.scripts.last_versions(landlord, language)}
        return [_state(policy, language, script, last.get(script)) for script in Script]

    def one(self, landlord: str, language: str, name: str) -> ScriptState:
        """Return one script as it is said now."""
        policy = self._pack(landlord)
        script = script_of(policy, language, name)
        versions = self.scripts.versions(landlord, language, script)
        return _state(policy, language, script, versions[0] if versions else None)

    def versions(self, landlord: str, language: str, name: str) -> Sequence[ScriptVersion]:
        """Return every edit of a script, the newest first."""
        return self.scripts.versions(landlord, language, script_of(self.policies.current(landlord), language, name))

    def recording(self, landlord: str, address: str) -> Document:
        """Return the recorded audio that is served under an address."""
        return self.files.get(landlord, self.scripts.file_of(landlord, address))

    def said(self, landlord: str, contact_id: str) -> Sequence[SaidStep]:
        """Return in which words each step of a contact was answered, by the wording of that time."""
        return [self._said(landlord, step) for step in self.scripts.decided(landlord, contact_id)]

    def announced(self, landlord: str, contact_id: str) -> Sequence[Announced]:
        """Return what was played into a call, in the words of that time; nothing where it ran through no room."""
        last = self.scripts.decided(landlord, contact_id)[-1]
        try:
            played = self.book.live(landlord, contact_id).played
        except NotFound:
            return ()
        return [self._announced(landlord, last, one, one.sent_at) for one in played if one.sent_at]

    def _announced(self, landlord: str, last: DecidedStep, played: Played, sent_at: datetime) -> Announced:
        wording = self.scripts.wording_at(landlord, sent_at)
        policy, script = self.policies.version(landlord, last.policy_version, wording), SCRIPT_OF[played.announcement]
        text = script_text(policy, script, last.decision, sent_at)
        return Announced(script=script, text=text, state=played.state, sent_at=sent_at)

    def _said(self, landlord: str, step: DecidedStep) -> SaidStep:
        policy, decision = self.policies.version(landlord, step.policy_version, step.wording), step.decision
        answer = (decision.reply,) if decision.reply else ()
        texts = {
            script: script_text(policy, script, decision, step.decided_at)
            for script in dict.fromkeys((*answer, *decision.scripts))
        }
        return SaidStep(
            step=step.step,
            decided_at=step.decided_at,
            policy_version=step.policy_version,
            wording=step.wording,
            said=tuple((script, text) for script, text in texts.items() if text),
        )

    def _pack(self, landlord: str) -> Policy:
        """Return the policy in force as its pack has it, without any edit."""
        return self.policies.version(landlord, self.policies.current(landlord).version, 0)


def _state(pack: Policy, language: str, script: Script, last: ScriptVersion | None) -> ScriptState:
    state = ScriptState(
        language=pack.known_languages[language],
        script=script,
        text=pack_text(pack, language, script),
        source=pack.sources.get(f"scripts.{language}.{script}", DEFAULT),
        last=last,
    )
    if last is None or last.taken_back or unfit(pack, language, script, last.text):
        return state
    return replace(state, text=last.text, source=EDITED)
