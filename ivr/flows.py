"""The steps of a call up to its connection, and after it: what is heard when it comes in, at a key, at no answer."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace

from contact_gateway.application.errors import GatewayError, NotFound, Refused
from contact_gateway.application.ports import PhoneNumbers
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.policy import VOICEMAIL, Policy
from contact_gateway.domain.voice import meaning_of
from ivr import ending, payloads, twiml
from ivr.answering import Answering
from ivr.known_policies import KnownPolicies
from ivr.reports import told_at
from ivr.speech import meant
from ivr.stage import Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Flows:
    """Each method takes a landlord and a verified form, and returns TwiML. Raises `Refused` for a malformed form.

    Whatever breaks behind them, the caller is never left in silence and never declined for it (DESIGN section 9).
    """

    services: Services
    known: KnownPolicies
    answering: Answering

    def incoming(self, landlord: str, form: PostedForm) -> str:
        """The first ring."""
        return self.answering.decided(landlord, self._contact(form), turn=1)

    def key(self, landlord: str, form: PostedForm) -> str:
        """A key of the menu, or words that mean one.

        Nothing stands between the emergency key and the emergency line, not even a decision. A choice without a meaning
        leaves the call where it was.
        """
        choice, language = payloads.read_choice(form), payloads.read_language(form)
        meaning = meant(self.known.copy(landlord), choice.pressed, choice.said, language)
        return self._chosen(landlord, form, meaning)

    def fallback(self, landlord: str, form: PostedForm) -> str:
        """A document could not be had. Where an emergency key or word led to it, that is what is carried out."""
        with suppress(Refused):
            choice, language = payloads.read_choice(form), payloads.read_language(form)
            if _means_emergency(self.known.copy(landlord), choice):
                return twiml.emergency(self.answering.without_a_decision(landlord, language))
        return self.answering.safe(landlord, unhurried=self._relayed(form))

    def reference(self, landlord: str, form: PostedForm) -> str:
        """A reference that was asked for; the emergency key works here too."""
        digits, contact = payloads.read_digits(form), self._contact(form)
        if meant(self.known.copy(landlord), digits, "") == Key.EMERGENCY:
            return self._chosen(landlord, form, Key.EMERGENCY)
        asked = replace(contact, step=Step.REFERENCE, reference=digits, turn=payloads.read_turn(form, "go"))
        return self.answering.decided(landlord, asked, _next_turn(form))

    def dialled(self, landlord: str, form: PostedForm) -> str:
        """Whoever was dialled has hung up, or never answered: then it goes on as for `unanswered`."""
        result = payloads.read_dial_result(form, self.services.clock.now())
        if result.answered:
            self._happened(landlord, form, Happening.ANSWERED, result.seconds)
            return ending.hang_up()
        return self.unanswered(landlord, form)

    def unanswered(self, landlord: str, form: PostedForm) -> str:
        """Nobody answered: whoever comes next is rung, or a message may be left."""
        if payloads.read_has_gone(form):
            self._happened(landlord, form, Happening.UNANSWERED)
            return ending.hang_up()
        pressed = Key.EMERGENCY if payloads.read_is_emergency(form) else ""
        contact = replace(self._contact(form), step=Step.UNANSWERED, turn=payloads.read_turn(form), pressed=pressed)
        answer = self.answering.decide(landlord, contact)
        if answer is None:
            stage = self._stage(landlord, form)
            knows_nobody = not stage.lines.emergency
            return twiml.emergency_again(stage) if pressed or knows_nobody else ending.voicemail(stage)
        if answer.decision.to == VOICEMAIL:
            self._happened(landlord, form, Happening.UNANSWERED)
        return self.answering.document(landlord, answer, _next_turn(form))

    def emergency_dialled(self, landlord: str, form: PostedForm) -> str:
        """The emergency line has hung up; where it never answered, somebody else has to."""
        result = payloads.read_dial_result(form, self.services.clock.now())
        if result.answered:
            self._happened(landlord, form, Happening.ANSWERED, result.seconds)
            return ending.hang_up()
        self._happened(landlord, form, Happening.UNANSWERED)
        return twiml.another_line(self._stage(landlord, form))

    def message(self, landlord: str, form: PostedForm) -> str:
        """A message was left."""
        if payloads.read_recorded_seconds(form) > 0:
            self._take_message(landlord, form)
        return ending.goodbye(self.answering.speech(landlord, payloads.read_language(form)))

    def take_message(self, landlord: str, form: PostedForm, recording: str, seconds: int) -> None:
        """Keep a message. A call that came during an outage, and was stored nowhere, is stored now.

        Who called is not known where the form does not say it. Raises `NotFound`, `Unavailable`.
        """
        take, key = self.services.calls.take_message, contact_key(form)
        try:
            take(landlord, key, recording, seconds)
        except NotFound:
            missed = replace(self._contact_of(payloads.read_late_call(form)), step=Step.UNANSWERED)
            self.services.receive_contact(landlord, missed)
            take(landlord, key, recording, seconds)

    def status(self, landlord: str, form: PostedForm) -> None:
        """Record the end of a call. Its length is that of the whole call, so it says nothing about talking.

        Raises `Unavailable`: the provider tells it again.
        """
        if not payloads.read_is_over(form):
            return
        now = self.services.clock.now()
        self.services.record_outcome(landlord, contact_key(form), Event(happening=Happening.ENDED, at=now))
        with suppress(NotFound):
            call = self.services.calls.read.so_far(landlord, contact_key(form))
            # Also where it is watched no longer: what was rung before it became an emergency is over as well.
            self.services.calls.caller_left(landlord, call.contact_id, told_at(form, now))

    def _chosen(self, landlord: str, form: PostedForm, meaning: str) -> str:
        if not meaning:
            return self.answering.again(landlord, self._contact(form), _next_turn(form))
        contact = replace(self._contact(form), step=Step.KEY, pressed=meaning, turn=payloads.read_turn(form))
        if meaning == Key.EMERGENCY:
            self.answering.note(landlord, contact)
            return twiml.emergency(self._stage(landlord, form))
        return self.answering.decided(landlord, contact, _next_turn(form))

    def _stage(self, landlord: str, form: PostedForm) -> Stage:
        """Return where the call stands whatever was decided, or could not be."""
        language, turn = payloads.read_language(form), _next_turn(form)
        return self.answering.without_a_decision(landlord, language, turn, unhurried=self._relayed(form))

    def _relayed(self, form: PostedForm) -> bool:
        """Whether a text relay carries the call, also where its form is too broken to say anything else."""
        numbers = self.services.phone_numbers
        return any(map(numbers.relayed, payloads.read_numbers(form)))

    def _contact(self, form: PostedForm) -> Contact:
        return self._contact_of(payloads.read_call(form))

    def _contact_of(self, call: payloads.Call) -> Contact:
        numbers = self.services.phone_numbers
        return Contact(
            provider=payloads.PROVIDER,
            provider_id=call.sid,
            channel=Channel.VOICE,
            sender=numbers.read(call.caller),
            received_at=self.services.clock.now(),
            dialled=_without_prefix(call.dialled, numbers),
            relay=numbers.relayed(call.caller) or numbers.relayed(call.dialled),
        )

    def _take_message(self, landlord: str, form: PostedForm) -> None:
        recording, seconds = payloads.read_recording(form), payloads.read_recorded_seconds(form)
        if not recording:
            self._happened(landlord, form, Happening.VOICEMAIL)
            return
        try:
            self.take_message(landlord, form, recording, seconds)
        except GatewayError:
            # The provider tells of the recording once more, to a route that it may try again.
            log.warning("A message for %s was not stored at once.", landlord)

    def _happened(self, landlord: str, form: PostedForm, happening: Happening, talk_seconds: int = 0) -> None:
        event = Event(happening=happening, at=self.services.clock.now(), talk_seconds=talk_seconds)
        try:
            self.services.record_outcome(landlord, contact_key(form), event)
        except GatewayError:
            # The caller is still on the line and comes first; the sweeper settles what was not told.
            log.warning("What happened to a call to %s was not stored.", landlord)


def contact_key(form: PostedForm) -> ContactKey:
    """Return the key of the contact that a call is. Raises `Refused`."""
    return ContactKey(payloads.PROVIDER, payloads.read_sid(form))


def _without_prefix(dialled: str, numbers: PhoneNumbers) -> str:
    """Return the landlord's own number, also where the prefix of the relay was dialled before it."""
    line = numbers.read(dialled) if numbers.relayed(dialled) else None
    return line.value if line else dialled


def _means_emergency(policy: Policy | None, choice: payloads.Choice) -> bool:
    """Whether a key or words mean an emergency in any language that there is, switched on or not."""
    if meant(policy, choice.pressed, choice.said) == Key.EMERGENCY:
        return True
    languages = policy.known_languages.values() if policy and not choice.pressed else ()
    spoken = (*(policy.spoken.values() if policy else ()), *(language.spoken for language in languages))
    return any(meaning_of(choice.said, phrases) == Key.EMERGENCY for phrases in spoken)


def _next_turn(form: PostedForm) -> int:
    return payloads.read_turn(form) + 1
