"""From a step of a call to what is heard next. Whatever breaks behind it, nobody is declined for it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from contact_gateway.application.errors import GatewayError, Refused, told_for_the_log
from contact_gateway.application.receive_contact import Answer
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import VOICEMAIL, Policy
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import VoiceRules
from ivr import twiml
from ivr.addresses import PublicUrl, beside_the_documents
from ivr.destinations import lines_for, safe_lines
from ivr.known_policies import KnownPolicies
from ivr.speech import Speech, speech_of
from ivr.stage import Stage

_HEARD = {
    Step.RECEIVED: frozenset[Script](),
    Step.KEY: frozenset({Script.GREETING}),
    Step.REFERENCE: frozenset({Script.GREETING}),
    Step.UNANSWERED: frozenset(
        {
            *(Script.GREETING, Script.RECORDED, Script.CLOSED_UNTIL, Script.CLOSED_NOW),
            *(Script.BEFORE_CONNECTING, Script.TIME_LIMIT),
        }
    ),
}
"""What was said before a step, and is not said again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
    """Decides and makes the document of it."""

    services: Services
    known: KnownPolicies
    public_url: PublicUrl

    def decided(self, landlord: str, contact: Contact, turn: int) -> str:
        """Return what a caller hears after a step; `turn` is the next go at anything that is asked or rung.

        Where nobody can decide it is the safe document. Raises `Refused`.
        """
        step = self.decide(landlord, contact)
        return self.document(landlord, step, turn) if step else self.safe(landlord, turn, unhurried=contact.relay)

    def decide(self, landlord: str, contact: Contact) -> Answer | None:
        """Decide and store a step of a call; None where nobody can. Raises `Refused`."""
        try:
            answer = self.services.receive_contact(landlord, contact)
        except Refused:
            raise
        except GatewayError:
            # Open, for the caller's sake: a person answers, though nobody could look up what was decided.
            log.warning("A call to %s was answered without a decision.", landlord)
            return None
        self.known.remember(landlord, answer.policy)
        return answer

    def note(self, landlord: str, contact: Contact) -> None:
        """Decide and store a step of which it is known what is heard: whatever breaks, the call goes on at once."""
        try:
            self.decide(landlord, contact)
        except Exception as fault:  # noqa: BLE001 nothing stands between the emergency key and the emergency line
            log.warning("An emergency of a caller of %s was not stored: %s", landlord, told_for_the_log(fault))

    def again(self, landlord: str, contact: Contact, turn: int) -> str:
        """Return what a caller hears who chose nothing that has a meaning: the call stays where it was.

        What can be chosen is said again, and no greeting.
        """
        try:
            call = self.services.calls.read.so_far(landlord, ContactKey(contact.provider, contact.provider_id))
        except GatewayError:
            return self.decided(landlord, contact, turn)
        stands = Answer(contact_id=call.contact_id, contact=call.contact, decision=call.decision, policy=call.policy)
        return self.document(landlord, stands, turn, _HEARD[call.contact.step] | {Script.GREETING, Script.RECORDED})

    def document(self, landlord: str, answer: Answer, turn: int, heard: frozenset[Script] | None = None) -> str:
        """Return what carries out a decision; the safe document where nobody knows whom to ring.

        `heard` is what was said before, by the step unless it is told.
        """
        contact = answer.contact
        heard = _heard(answer) if heard is None else heard
        try:
            stage = self.stage(landlord, answer.decision, answer.policy)
        except GatewayError:
            log.warning("Nobody could look up who is rung for a call to %s.", landlord)
            return self.safe(landlord, turn, unhurried=answer.decision.unhurried)
        if not stage.lines.to and answer.decision.gets_through and answer.decision.to != VOICEMAIL:
            return self._passed_over(landlord, answer, turn, heard)
        go = contact.turn + 1 if contact.step is Step.REFERENCE else 1
        return twiml.answer(
            answer.decision, replace(stage, turn=turn, go=go, heard=heard, contact_id=answer.contact_id)
        )

    def _passed_over(self, landlord: str, answer: Answer, turn: int, heard: frozenset[Script]) -> str:
        """Return what follows at once where somebody has no telephone, which is as good as not answering it."""
        missed = self.decide(landlord, replace(answer.contact, step=Step.UNANSWERED, turn=turn))
        if missed is None:
            return self.safe(landlord, turn, unhurried=answer.decision.unhurried)
        return self.document(landlord, missed, turn + 1, heard)

    def stage(self, landlord: str, decision: Decision, policy: Policy) -> Stage:
        """Return where a call stands with a decision."""
        return Stage(
            speech=self.speech_for(landlord, policy, decision),
            lines=lines_for(decision, policy, lambda: self.services.people.officers(landlord)),
            rules=policy.voice,
        )

    def safe(self, landlord: str, turn: int = 1, *, unhurried: bool = False) -> str:
        """Return what is heard when something is broken; at once, from what is in memory."""
        return twiml.safe(self.without_a_decision(landlord, turn=turn, unhurried=unhurried))

    def without_a_decision(
        self, landlord: str, language: str = ENGLISH, turn: int = 1, *, unhurried: bool = False
    ) -> Stage:
        """Return where a call stands of which nothing is known but its language, and whether a relay carries it."""
        policy = self.known.copy(landlord)
        return Stage(
            speech=replace(self.speech(landlord, language), unhurried=unhurried),
            lines=safe_lines(policy),
            rules=policy.voice if policy else VoiceRules(),
            turn=turn,
        )

    def speech(self, landlord: str, language: str = ENGLISH) -> Speech:
        """Return what is said whatever was decided."""
        nothing = Decision(outcome=Outcome.CONNECT, language=language)
        return self.speech_for(landlord, self.known.copy(landlord), nothing)

    def speech_for(self, landlord: str, policy: Policy | None, decision: Decision) -> Speech:
        """Return what is said now for a decision, by this policy."""
        beside = beside_the_documents(self.public_url(landlord), landlord)
        return speech_of(policy, decision, self.services.clock.now(), beside)


def _heard(answer: Answer) -> frozenset[Script]:
    """Return what was said before; whoever is still unknown has heard that the call is recorded, if it is."""
    said = _HEARD[answer.contact.step]
    return said | {Script.RECORDED} if Script.ASK_REFERENCE_AGAIN in answer.decision.scripts else said
