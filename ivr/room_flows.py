"""The steps of a call that runs through a room: its caller waits, somebody is rung, both meet, words are played."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from twilio.twiml.voice_response import VoiceResponse

from contact_gateway.application.errors import GatewayError, NotFound
from contact_gateway.application.place_leg import WantedLeg
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.read_call import CallSoFar, LegFacts
from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall, RecordingKind
from contact_gateway.application.room_changed import InRoom, RoomReport
from contact_gateway.application.services import Services
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.scripts import Script
from ivr import ending, payloads, rooms, twiml, whispers
from ivr.addresses import Route, address
from ivr.answering import Answering
from ivr.connecting import WORKFLOW
from ivr.flows import Flows, contact_key
from ivr.reports import read_leg_state, read_room_report, told_at
from ivr.stage import Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoomFlows:
    """Each method takes a landlord and a verified form; those about a document return TwiML. Raises `Refused`."""

    services: Services
    answering: Answering
    flows: Flows

    def connect(self, landlord: str, form: PostedForm) -> str:
        """The words before a connection were heard: ring whoever is to answer, and let the caller wait in a room.

        A workflow finds and rings somebody itself.
        """
        turn, key = payloads.read_turn(form), contact_key(form)
        try:
            call = self.services.calls.read.so_far(landlord, key)
            stage = replace(self.answering.stage(landlord, call.decision, call.policy), turn=turn)
            if not stage.lines.to:
                return twiml.without_a_room(call.decision, stage)
            if stage.lines.to.startswith(WORKFLOW):
                in_queue = replace(stage, contact_id=call.contact_id)
                return twiml.hand_over(call.decision, in_queue, self.services.clock.now())
            leg = self.services.calls.place_leg(landlord, _wanted(call, stage, form))
        except GatewayError:
            log.warning("A call to %s could not be put through to where it was to go.", landlord)
            return self.answering.safe(landlord, turn + 1)
        return self._meet(landlord, form, call.decision, stage, leg)

    def left(self, landlord: str, form: PostedForm) -> str:
        """The caller came out of a room: after the talk, or because nobody answered."""
        calls, leg_id = self.services.calls, payloads.read_id(form)
        try:
            leg = calls.read.leg(landlord, leg_id).leg
            at = told_at(form, self.services.clock.now())
            calls.caller_left(landlord, leg.contact_id, at, last_turn=leg.turn)
        except GatewayError:
            log.warning("That a caller of %s came out of a room was not stored.", landlord)
            return self.flows.unanswered(landlord, form)
        return ending.hang_up() if leg.answered_at else self.flows.unanswered(landlord, form)

    def wait(self, landlord: str, form: PostedForm) -> str:
        """The caller waits for an answer; where nobody gives one, the caller is taken on."""
        leg_id, speech = payloads.read_id(form), self.answering.speech(landlord, payloads.read_language(form))
        if not leg_id:
            return rooms.wait_in_queue(speech, payloads.read_turn(form))
        self._waits(landlord, leg_id)
        return rooms.wait(speech, leg_id)

    def leg(self, landlord: str, form: PostedForm) -> str:
        """Whoever was rung has answered."""
        facts = self._leg(landlord, payloads.read_id(form))
        if facts is not None and facts.leg.is_unplaced:
            self._placed(landlord, form)
            facts = self._leg(landlord, payloads.read_id(form))
        if facts is None:
            return ending.hang_up()
        if facts.gone:
            return rooms.caller_has_gone()
        if facts.policy.voice.press_to_accept:
            return whispers.ask_to_accept(facts.decision.banner, address(Route.ACCEPTED, id=facts.leg.id))
        return _into_the_room(whispers.whisper(facts.decision.banner), facts)

    def accepted(self, landlord: str, form: PostedForm) -> str:
        """Whoever was rung takes the call; where it runs through no room, an empty document lets both talk."""
        if not payloads.read_id(form):
            return whispers.nothing()
        facts = self._leg(landlord, payloads.read_id(form))
        if facts is None:
            return ending.hang_up()
        return rooms.caller_has_gone() if facts.gone else _into_the_room(VoiceResponse(), facts)

    def whisper(self, landlord: str, form: PostedForm) -> str:
        """Whoever was dialled without a room has answered; what is not known is not whispered."""
        key = ContactKey(payloads.PROVIDER, payloads.read_parent(form))
        try:
            call = self.services.calls.read.so_far(landlord, key)
        except GatewayError:
            return whispers.nothing()
        if call.policy.voice.press_to_accept:
            return whispers.ask_to_accept(call.decision.banner, address(Route.ACCEPTED))
        return str(whispers.whisper(call.decision.banner))

    def announcement(self, landlord: str, form: PostedForm) -> str:
        """Words are played to both. Raises `NotFound` and `Unavailable`: the provider then says that it failed."""
        asked = self.services.calls.read.announcement(landlord, payloads.read_id(form))
        speech = self.answering.speech_for(landlord, asked.policy, asked.decision)
        return rooms.announcement(speech.texts(asked.script))

    def closing(self, landlord: str, form: PostedForm) -> str:
        """Staff left the call at once: its caller alone hears the closing words."""
        try:
            call = self.services.calls.read.so_far(landlord, contact_key(form))
        except GatewayError:
            return ending.closing(self.answering.speech(landlord))
        return ending.closing(self.answering.speech_for(landlord, call.policy, call.decision))

    def leg_status(self, landlord: str, form: PostedForm) -> None:
        """How a leg's own call stands. Raises `NotFound`, `Unavailable`."""
        said = read_leg_state(form, self.services.clock.now())
        self.services.calls.leg_changed(landlord, payloads.read_id(form), said, payloads.read_sid(form))

    def room(self, landlord: str, form: PostedForm) -> None:
        """What happened in a room. Raises `NotFound`, `Unavailable`."""
        report = read_room_report(form, self.services.clock.now())
        self.services.calls.room_changed(landlord, payloads.read_id(form), report)

    def recording(self, landlord: str, form: PostedForm) -> None:
        """A recording is ready to be fetched; of a call that we do not know there is nothing to keep.

        Raises `NotFound` for a leg that is none of ours, `Unavailable`.
        """
        recording, seconds = payloads.read_recording(form), payloads.read_recorded_seconds(form)
        if not recording or seconds == 0:
            return
        if payloads.read_recording_kind(form) is RecordingKind.VOICEMAIL:
            self.flows.take_message(landlord, form, recording, seconds)
            return
        key = self._recorded(landlord, form)
        try:
            self.services.calls.take_message.recorded_call(landlord, key, recording, seconds)
        except NotFound:
            log.warning("A recording of a call to %s that is not known stays with its provider.", landlord)

    def _meet(self, landlord: str, form: PostedForm, decision: Decision, stage: Stage, leg: Leg) -> str:
        if leg.state is LegState.WANTED:
            return rooms.ask_again(stage.speech, stage.turn)
        if leg.state is LegState.FAILED:
            return twiml.without_a_room(decision, stage)
        if leg.gone:
            return ending.hang_up() if leg.answered_at else self.flows.unanswered(landlord, form)
        recorded = Script.RECORDED in decision.scripts
        return rooms.caller_to_room(leg, stage.speech, recorded=recorded)

    def _leg(self, landlord: str, leg_id: str) -> LegFacts | None:
        try:
            return self.services.calls.read.leg(landlord, leg_id)
        except GatewayError:
            log.warning("Whoever answered a call for %s could not be told about it.", landlord)
            return None

    def _waits(self, landlord: str, leg_id: str) -> None:
        """Tell that a caller is in a room, as the room itself does by a report that may be lost."""
        report = RoomReport(what=InRoom.CALLER_WAITS, at=self.services.clock.now())
        try:
            self.services.calls.room_changed(landlord, leg_id, report)
        except GatewayError:
            log.warning("Whether a caller of %s waits for nobody could not be looked up.", landlord)

    def _placed(self, landlord: str, form: PostedForm) -> None:
        """Store that a leg of which nobody knew does ring, so that it is not given up while it hears who calls."""
        going_on = ProviderCall(state=CallState.GOING_ON)
        try:
            self.services.calls.leg_changed(landlord, payloads.read_id(form), going_on, payloads.read_sid(form))
        except GatewayError:
            log.warning("A leg of %s that was answered is not on record as placed.", landlord)

    def _recorded(self, landlord: str, form: PostedForm) -> ContactKey:
        leg = payloads.read_id(form)
        if not leg:
            return contact_key(form)
        return ContactKey(payloads.PROVIDER, self.services.calls.read.leg(landlord, leg).leg.call_id)


def _wanted(call: CallSoFar, stage: Stage, form: PostedForm) -> WantedLeg:
    return WantedLeg(
        contact_id=call.contact_id,
        call_id=payloads.read_sid(form),
        turn=stage.turn,
        to=call.decision.to,
        line=stage.lines.to,
        dialled=call.contact.dialled,
        ring_seconds=stage.rules.ring_seconds,
        limit=call.decision.time_limit,
    )


def _into_the_room(response: VoiceResponse, facts: LegFacts) -> str:
    return rooms.agent_to_room(response, facts.leg, recorded=Script.RECORDED in facts.decision.scripts)
