"""However often and in whichever order a provider tells of a call, it ends in the same stored state and counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contact_gateway.application.records_of_calls import LiveCall, Played, TaskCode
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.usage import Allowance
from tests.builders import MONDAY, restriction
from tests.fakes.twilio import BASE_URL, CALL_SID, LANDLORD
from tests.fakes.twilio_rooms import LEG_SID, ROOM_SID, Room, TwilioRooms

WARNING = "0a-1"


@dataclass(frozen=True)
class Report:
    """What a provider posts to one of our routes, below the room's own id."""

    route: str
    fields: tuple[tuple[str, str], ...]


def report(route: str, seconds: int, **fields: str) -> Report:
    """Return a report of what happened so many seconds after the call began."""
    told = format_datetime(MONDAY + timedelta(seconds=seconds))
    return Report(route, tuple({"Timestamp": told, **fields}.items()))


def in_room(event: str, seconds: int, **fields: str) -> Report:
    return report("room", seconds, StatusCallbackEvent=event, ConferenceSid=ROOM_SID, **fields)


ANNOUNCED = f"{BASE_URL}/webhooks/{LANDLORD}/twilio/voice/announcement?id={WARNING}"
LEG = {"CallSid": LEG_SID}
TALKED = (
    report("leg-status", 10, CallStatus="in-progress", **LEG),
    in_room("participant-join", 1, ParticipantLabel="caller"),
    in_room("participant-join", 20, ParticipantLabel="agent", **LEG),
    in_room("conference-start", 20),
    in_room("announcement-end", 60, AnnounceUrl=ANNOUNCED),
    in_room("participant-leave", 390, ParticipantLabel="agent", **LEG),
    in_room("participant-leave", 391, ParticipantLabel="caller"),
    in_room("conference-end", 391),
    report("leg-status", 391, CallStatus="completed", CallDuration="381", **LEG),
    report("status", 391, CallStatus="completed", CallDuration="391", Duration="7"),
    report("recording?kind=call", 400, RecordingSid=f"RE{'a' * 32}", RecordingDuration="371"),
)
MISSED = (
    in_room("participant-join", 1, ParticipantLabel="caller"),
    report("leg-status", 30, CallStatus="no-answer", **LEG),
    in_room("participant-leave", 31, ParticipantLabel="caller"),
    in_room("conference-end", 31),
    report("status", 31, CallStatus="completed", CallDuration="31", Duration="1"),
)
LEFT_A_MESSAGE = (
    report("message", 40, RecordingDuration="7", RecordingSid=f"RE{'b' * 32}"),
    report("recording?kind=voicemail", 42, RecordingDuration="7", RecordingSid=f"RE{'b' * 32}"),
    report("status", 50, CallStatus="completed", CallDuration="50", Duration="1"),
)


@dataclass(frozen=True)
class Stored:
    """What is left of a call."""

    counts: Counts
    tallies: Mapping[Allowance, tuple[int, int]]
    call: LiveCall | None
    recordings: Sequence[str]
    tasks: Sequence[tuple[str, str, str]]
    happened: frozenset[Happening]
    breaches: int


def any_order(reports: Sequence[Report]) -> st.SearchStrategy[list[Report]]:
    """Draw the reports in any order, some of them twice or more."""
    again = st.lists(st.sampled_from(reports), max_size=6)
    return again.flatmap(lambda repeated: st.permutations([*reports, *repeated]))


@cache
def a_watched_call(reports: tuple[Report, ...]) -> Stored:
    """Play a call with ten minutes a week, into which one warning was sent, and everything that is told of it.

    At its end somebody looks for warnings that were not heard.
    """
    twilio = TwilioRooms()
    twilio.decide(restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}, channels=[Channel.VOICE]))
    room = Room(twilio.put_through(twilio.call()))
    _send_warning(twilio, room)
    twilio.clock.advance(timedelta(minutes=20))
    for one in reports:
        _tell(twilio, one, room)
    twilio.services.calls.sweep_warnings(LANDLORD)
    return _stored(twilio)


@cache
def a_plain_call(reports: tuple[Report, ...]) -> Stored:
    """Play a call that nobody answered, and everything that is told of it."""
    twilio = TwilioRooms()
    twilio.call()
    twilio.call("dialled?turn=1", CallStatus="in-progress", DialCallStatus="no-answer")
    for one in reports:
        _tell(twilio, one)
    return _stored(twilio)


CUT_OFF = in_room("announcement-fail", 60, AnnounceUrl=ANNOUNCED, ReasonAnnouncementFailed="404")
WITHOUT_THE_WARNING = tuple(one for one in TALKED if ("AnnounceUrl", ANNOUNCED) not in one.fields)
CONTRADICTION = report("leg-status", 391, CallStatus="no-answer", **LEG)


@pytest.mark.clause("DER-6.1")
@settings(max_examples=40)
@given(told=any_order(TALKED))
@example(told=list(reversed(TALKED)))
def test_a_talk_is_counted_once_and_for_its_own_seconds(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call(TALKED)
    assert (stored.counts.attempts, stored.counts.accepted, stored.counts.talk_seconds) == (1, 1, 371)
    assert list(stored.tallies.values()) == [(371, 0)]
    assert stored.call is not None
    assert stored.call.leg.state is LegState.OVER
    assert stored.call.heard(Announcement.FIRST_WARNING) == 1


@pytest.mark.parametrize("event", ["participant-join", "conference-start"])
def test_an_answer_of_which_one_report_is_lost_for_good_is_counted_by_the_other(event: str) -> None:
    told = tuple(one for one in TALKED if ("StatusCallbackEvent", event) not in one.fields)
    assert len(told) < len(TALKED)
    assert a_watched_call(told) == a_watched_call(TALKED)


@settings(max_examples=20)
@given(told=any_order((*TALKED, CONTRADICTION)))
@example(told=[CONTRADICTION, *TALKED])
def test_a_report_that_contradicts_the_others_takes_no_talk_back(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call((*TALKED, CONTRADICTION))
    assert stored.counts.talk_seconds == 371


@settings(max_examples=20)
@given(told=any_order((*TALKED, CUT_OFF)))
@example(told=[CUT_OFF, *TALKED])
@example(told=[*TALKED, CUT_OFF])
def test_a_warning_that_was_heard_was_heard_whatever_else_is_told_of_it(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call(TALKED)
    assert stored.tasks == []


@settings(max_examples=20)
@given(told=any_order((*WITHOUT_THE_WARNING, CUT_OFF)))
@example(told=[CUT_OFF, *WITHOUT_THE_WARNING])
def test_a_warning_that_was_cut_off_is_one_task_about_the_customer(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call((*WITHOUT_THE_WARNING, CUT_OFF))
    assert stored.tasks == [(TaskCode.WARNING_NOT_HEARD, "lee", "sam")]
    assert stored.call is not None
    assert [one.state for one in stored.call.played if one.id == WARNING] == [AnnouncementState.FAILED]


@settings(max_examples=20)
@given(told=any_order(WITHOUT_THE_WARNING))
def test_a_warning_of_which_nothing_is_told_is_one_task_too(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call(WITHOUT_THE_WARNING)
    assert stored.tasks == [(TaskCode.WARNING_NOT_HEARD, "lee", "sam")]


@settings(max_examples=20)
@given(told=any_order(MISSED))
@example(told=list(reversed(MISSED)))
def test_a_call_that_nobody_answers_gives_back_what_it_reserved(told: list[Report]) -> None:
    stored = a_watched_call(tuple(told))
    assert stored == a_watched_call(MISSED)
    assert (stored.counts.attempts, stored.counts.accepted, stored.counts.talk_seconds) == (1, 0, 0)
    assert set(stored.tallies.values()) == {(0, 0)}


@settings(max_examples=20)
@given(told=any_order(LEFT_A_MESSAGE))
@example(told=list(reversed(LEFT_A_MESSAGE)))
def test_a_message_is_one_message_however_often_it_is_told(told: list[Report]) -> None:
    stored = a_plain_call(tuple(told))
    assert stored == a_plain_call(LEFT_A_MESSAGE)
    assert (stored.counts.accepted, len(stored.recordings), len(stored.tasks)) == (1, 1, 1)


def _tell(twilio: TwilioRooms, one: Report, room: Room | None = None) -> None:
    known = f"id={room.leg}" if room else ""
    path = f"{one.route}{'&' if '?' in one.route else '?'}{known}" if known else one.route
    answer = twilio.post(f"voice/{path}", {"CallSid": CALL_SID, **dict(one.fields)})
    assert answer.status_code in {200, 204}, answer.text


def _send_warning(twilio: TwilioRooms, room: Room) -> None:
    contact = twilio.book.contact_of_leg(LANDLORD, room.leg)
    now: datetime = twilio.clock.now()
    sent = Played(
        id=WARNING,
        contact_id=contact,
        leg=room.leg,
        announcement=Announcement.FIRST_WARNING,
        state=AnnouncementState.SENT,
        asked_by="lee",
        asked_at=now,
        due_at=now,
        sent_at=now,
    )
    with twilio.book.open(LANDLORD, contact) as book:
        book.put_played(sent)


def _stored(twilio: TwilioRooms) -> Stored:
    rows = twilio.memory.of(LANDLORD)
    (contact,) = rows.contacts.values()
    day = timedelta(days=1)
    with twilio.book.open(LANDLORD, contact.id) as book:
        call = book.call()
    return Stored(
        counts=twilio.services.counters.of_customer(LANDLORD, "sam", MONDAY - day, MONDAY + day),
        tallies={allowance: (tally.used, tally.reserved) for allowance, tally in rows.tallies.items()},
        call=call,
        recordings=[one.id for one in twilio.services.calls.recordings.of_contact(LANDLORD, contact.id)],
        tasks=[(one.code, one.for_officer, one.customer_id) for one in twilio.services.calls.tasks.open(LANDLORD)],
        happened=frozenset(event.happening for event in contact.events),
        breaches=len(rows.breaches),
    )
