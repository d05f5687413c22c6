"""The steps of a call: what is heard when it comes in, when a key is pressed, when somebody answered or nobody did."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from contact_gateway.application.errors import GatewayError, Refused
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from ivr import payloads, twiml
from ivr.announcements import Texts, texts_of
from ivr.destinations import lines_for, safe_lines
from ivr.known_policies import KnownPolicies

FIXED_KEYS: Mapping[str, str] = {"1": Key.EMERGENCY, "2": Key.SOMEBODY_ELSE, "3": Key.REVIEW}
"""What keys mean where a landlord's menu gives them no other meaning."""

_NO_DECISION = Decision(outcome=Outcome.CONNECT)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Flows:
    """Each method takes a landlord and a verified form, and returns TwiML. Raises `Refused` for a malformed form.

    Whatever breaks behind them, the caller is never left in silence and never declined for it (DESIGN section 9).
    """

    services: Services
    known: KnownPolicies

    def incoming(self, landlord: str, form: PostedForm) -> str:
        """The first ring."""
        return self._decided(landlord, self._contact(form))

    def key(self, landlord: str, form: PostedForm) -> str:
        """A key of the menu. Nothing stands between the emergency key and the emergency line, not even a decision."""
        return self._pressed(landlord, self._contact(form), payloads.read_digits(form))

    def reference(self, landlord: str, form: PostedForm) -> str:
        """A reference that was asked for; the emergency key works here too."""
        contact, digits = self._contact(form), payloads.read_digits(form)
        if self._meaning(landlord, digits) == Key.EMERGENCY:
            return self._pressed(landlord, contact, digits)
        turn = payloads.read_turn(form)
        return self._decided(landlord, replace(contact, step=Step.REFERENCE, reference=digits, turn=turn))

    def dialled(self, landlord: str, form: PostedForm) -> str:
        """Whoever was dialled has hung up, or never answered: then a message may be left."""
        if self._dial_answered(landlord, form):
            return twiml.hang_up()
        return twiml.voicemail(self._texts(landlord))

    def emergency_dialled(self, landlord: str, form: PostedForm) -> str:
        """The emergency line has hung up; where it never answered, somebody else has to."""
        if self._dial_answered(landlord, form):
            return twiml.hang_up()
        return twiml.another_line(safe_lines(self.known.current(landlord)))

    def message(self, landlord: str, form: PostedForm) -> str:
        """A message was left."""
        if payloads.read_recorded_seconds(form) > 0:
            self._happened(landlord, form, Happening.VOICEMAIL)
        return twiml.goodbye(self._texts(landlord))

    def safe(self, landlord: str) -> str:
        """What is heard when something is broken; at once, from what is in memory."""
        policy = self.known.copy(landlord)
        return twiml.safe(texts_of(policy, _NO_DECISION, self.services.clock.now()), safe_lines(policy))

    def status(self, landlord: str, form: PostedForm) -> None:
        """Record the end of a call. Its length is that of the whole call, so it says nothing about talking.

        Raises `Unavailable`: the provider tells it again.
        """
        if payloads.read_is_over(form):
            event = Event(happening=Happening.ENDED, at=self.services.clock.now())
            self.services.record_outcome(landlord, _contact_key(form), event)

    def _pressed(self, landlord: str, contact: Contact, digits: str) -> str:
        meaning = self._meaning(landlord, digits)
        if not meaning:
            return self._decided(landlord, contact)
        said = self._decided(landlord, replace(contact, step=Step.KEY, pressed=meaning))
        return self._emergency(landlord) if meaning == Key.EMERGENCY else said

    def _meaning(self, landlord: str, digits: str) -> str:
        policy = self.known.copy(landlord)
        return {**FIXED_KEYS, **(policy.menu if policy else {})}.get(digits, "")

    def _decided(self, landlord: str, contact: Contact) -> str:
        try:
            answer = self.services.receive_contact(landlord, contact)
            policy = self.known.remember(landlord, answer.policy)
            lines = lines_for(answer.decision, policy, lambda: self.services.people.officers(landlord))
        except Refused:
            raise
        except GatewayError:
            # Open, for the caller's sake: a person answers, though nobody could look up what was decided.
            log.warning("A call to %s was answered without a decision.", landlord)
            return self.safe(landlord)
        decision = answer.decision if contact.step is Step.RECEIVED else _greeted(answer.decision)
        turn = contact.turn + 1 if contact.step is Step.REFERENCE else 1
        return twiml.answer(decision, texts_of(policy, decision, self.services.clock.now()), lines, turn)

    def _emergency(self, landlord: str) -> str:
        return twiml.emergency(self._texts(landlord), safe_lines(self.known.copy(landlord)))

    def _texts(self, landlord: str) -> Texts:
        return texts_of(self.known.copy(landlord), _NO_DECISION, self.services.clock.now())

    def _contact(self, form: PostedForm) -> Contact:
        call = payloads.read_call(form)
        return Contact(
            provider=payloads.PROVIDER,
            provider_id=call.sid,
            channel=Channel.VOICE,
            sender=self.services.phone_numbers.read(call.caller),
            received_at=self.services.clock.now(),
            dialled=call.dialled,
        )

    def _dial_answered(self, landlord: str, form: PostedForm) -> bool:
        result = payloads.read_dial_result(form)
        happening = Happening.ANSWERED if result.answered else Happening.UNANSWERED
        self._happened(landlord, form, happening, result.seconds if result.answered else 0)
        return result.answered

    def _happened(self, landlord: str, form: PostedForm, happening: Happening, talk_seconds: int = 0) -> None:
        event = Event(happening=happening, at=self.services.clock.now(), talk_seconds=talk_seconds)
        try:
            self.services.record_outcome(landlord, _contact_key(form), event)
        except GatewayError:
            # The caller is still on the line and comes first; the sweeper settles what was not told.
            log.warning("What happened to a call to %s was not stored.", landlord)


def _greeted(decision: Decision) -> Decision:
    """Leave out the greeting, which was heard at the first ring."""
    return decision.saying(*(script for script in decision.scripts if script is not Script.GREETING))


def _contact_key(form: PostedForm) -> ContactKey:
    return ContactKey(payloads.PROVIDER, payloads.read_sid(form))
