"""What would a text say? Asked before it is put in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contact_gateway.application.edit_script import script_of
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.records_of_scripts import Preview
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import unfit
from contact_gateway.domain.script_lengths import length_of
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.verdicts import NAMED_WAYS

_TEN_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewScript:
    """Fill a text as a decision would, and say what speaks against it. Nothing is stored."""

    policies: Policies
    clock: Clock

    def __call__(self, landlord: str, language: str, name: str, text: str) -> Preview:
        """Return the text with every placeholder filled with an example. Raises `NotFound`."""
        policy, now = self.policies.current(landlord), self.clock.now()
        script = script_of(policy, language, name)
        scripts: Mapping[str, Mapping[str, str]] = {**policy.scripts, language: {script: text}}
        said = script_text(replace(policy, scripts=scripts), script, _example(policy, language, now), now)
        faults = tuple(map(str, unfit(policy, language, script, text)))
        return Preview(text=said, length=length_of(said), faults=faults)


def _example(policy: Policy, language: str, now: datetime) -> Decision:
    """Return a decline until the next time from tomorrow on at which somebody answers, with ten minutes granted."""
    return Decision(
        outcome=Outcome.DECLINE,
        answered_from=policy.business_hours.next_open(now + timedelta(days=1)) or now + timedelta(days=1),
        channels_open=tuple(channel for channel in policy.channels if channel in NAMED_WAYS),
        time_limit=_TEN_MINUTES,
        language=language,
    )
