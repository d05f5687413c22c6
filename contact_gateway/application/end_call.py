"""A member of staff ends a call (TOR-05, TOR-09, TUN-4.6a, DER-4.6): always possible, without anybody's approval."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from contact_gateway.application.closing import Closing
from contact_gateway.application.continue_contact import API_PROVIDER
from contact_gateway.application.errors import NotDone, Refused, Unclear
from contact_gateway.application.leg_changed import LegChanged, let_nobody_ring_on
from contact_gateway.application.officers import is_officer
from contact_gateway.application.ports import Clock, People, Policies
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records import RecordedStep
from contact_gateway.application.records_of_calls import (
    CallState,
    EndedBy,
    Leg,
    LiveCall,
    ProviderCall,
    Task,
    TaskCode,
)
from contact_gateway.application.show_call import NeedsWarnings, warnings_due
from contact_gateway.domain.calls import AT_ONCE, WARNINGS, EndReason, LegState
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.policy import DEFAULT, Policy

NOT_ENDED = "The provider did not end this call, or did not say so: hang up yourself."

GOES_ON = "Nobody has answered this emergency. It is not dropped: its caller goes on to the emergency line."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Who ends a call, and why. `note` is what was said last; it lies sealed."""

    officer: str
    reason: EndReason
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The record of an ending; `why` says why the call goes on, empty where it ends."""

    record: EndedBy
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCall:
    """Puts it on record with the draft of an incident, what has to follow and that the call is to end; then ends it."""

    book: CallBook
    live_calls: LiveCalls
    closing: Closing
    leg_changed: LegChanged
    lookup: ContactLookup
    people: People
    needs_warnings: NeedsWarnings
    policies: Policies
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, contact_id: str, ending: Ending) -> Ended:
        """End a call: after its closing words, or at once where staff are threatened or no words can be played.

        Staff who are threatened leave first; the caller then hears the closing words alone. So it is in an emergency
        too, which the clock never ends: where the provider does not either, whoever ends it does. A caller whom nobody
        has answered hears the words alone, and in an emergency is taken on to the emergency line.

        Nobody is refused for a name: an officer whom nobody knows is on record as given, and the draft of the incident
        is for any manager.

        Asked again the record stays as it is, and the call is told to end again. Raises `NotFound`, `Unavailable` and
        `Refused`: not_a_call, and warnings_missing where this customer is to hear two warnings first.
        """
        step = self.lookup.recorded(landlord, contact_id)
        if step.contact.is_writing:
            raise Refused("not_a_call", "Staff end calls and visits; writing is never ended.")
        # Read before the book takes its connection: whoever waits in line for the same call holds one too.
        policy = self.policies.current(landlord)
        needed = ending.reason not in AT_ONCE and self.needs_warnings(landlord, step.decision.counted_for)
        drafter = ending.officer if is_officer(self.people, landlord, ending.officer) else ""
        with self.book.open(landlord, contact_id) as book:
            call = book.call()
            ended = book.ended()
            if ended is None:
                _refuse_unwarned(warnings_due(call, needed=needed))
                ended = self._ended(step, call, ending)
                book.put_ended(ended, self._tasks(policy, step, ended, for_officer=drafter))
            if call is not None:
                self.closing.want(book, call, at_once=ending.reason in AT_ONCE)
        leg = call.leg if call else None
        if leg is not None and leg.emergency and leg.waits_for_an_answer:
            return Ended(record=ended, why=self._pass_on(landlord, leg))
        ends = self._end(landlord, step, leg, ending)
        return Ended(record=ended, why="" if ends else NOT_ENDED)

    def _ended(self, step: RecordedStep, call: LiveCall | None, ending: Ending) -> EndedBy:
        return EndedBy(
            contact_id=step.contact_id,
            officer=ending.officer,
            reason=ending.reason,
            at=self.clock.now(),
            warnings_heard=call.heard(*WARNINGS) if call else 0,
            note=ending.note,
            channel=step.contact.channel,
        )

    def _pass_on(self, landlord: str, leg: Leg) -> str:
        """Take the caller of an emergency on to the emergency line, once, and let nobody ring on; say so."""
        if not leg.gone:
            self.leg_changed(landlord, leg.id, ProviderCall(state=CallState.GONE))
            let_nobody_ring_on(self.live_calls, landlord, leg)
        return GOES_ON

    def _end(self, landlord: str, step: RecordedStep, leg: Leg | None, ending: Ending) -> bool:
        """End the call; False where only whoever talks can, because the provider did not."""
        if leg is None or leg.state is LegState.FAILED:
            return self._hang_up_plain(landlord, step.contact)
        if leg.waits_for_an_answer:
            return self.closing.before_the_answer(landlord, leg)
        if leg.state is not LegState.ANSWERED:
            return self.closing.at_once(landlord, leg)
        if ending.reason in AT_ONCE or leg.emergency:
            return self.closing.without_staff(landlord, leg)
        return self.closing(landlord, leg)

    def _hang_up_plain(self, landlord: str, contact: Contact) -> bool:
        """Hang up a call without a room, where it is ours: a visit ends in person, another system hangs up itself."""
        is_ours = contact.channel is Channel.VOICE and not contact.provider.startswith(API_PROVIDER)
        return self._hang_up(landlord, contact.provider_id) if is_ours else True

    def _hang_up(self, landlord: str, call_id: str) -> bool:
        try:
            self.live_calls.end_call(landlord, call_id)
        except (NotDone, Unclear) as fault:
            log.warning("A call to %s was ended on record and may go on: %s", landlord, type(fault).__name__)
            return False
        return True

    def _tasks(self, policy: Policy, step: RecordedStep, ended: EndedBy, *, for_officer: str) -> list[Task]:
        incident = self._task(TaskCode.COMPLETE_INCIDENT, step, ended, DEFAULT, for_officer)
        if not policy.voice.asks_to_stop:
            return [incident]
        return [incident, self._task(TaskCode.ASK_TO_STOP, step, ended, _clause(policy))]

    def _task(self, code: TaskCode, step: RecordedStep, ended: EndedBy, clause: str, for_officer: str = "") -> Task:
        return Task(
            id=self.new_id(),
            code=code,
            customer_id=step.decision.counted_for,
            contact_id=ended.contact_id,
            for_officer=for_officer,
            clause=clause,
            made_at=ended.at,
        )


def _refuse_unwarned(due: int) -> None:
    if due:
        raise Refused(
            "warnings_missing",
            "This customer hears two warnings before a call is ended, one of them the final one; "
            f"{due} still to be heard. Where you are threatened you can end the call now: give that reason.",
        )


def _clause(policy: Policy) -> str:
    return policy.sources.get("voice.asks_to_stop", DEFAULT)
