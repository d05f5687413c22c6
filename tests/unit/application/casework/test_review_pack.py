from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.application.records_of_review_packs import ReviewPack
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.casework.acts import Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Grounds
from tests.fakes.call_book import MemoryCallBook
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_weigh import take
from tests.unit.domain.casework.cases import local


@pytest.fixture
def room() -> Room:
    """No e-mail from Sam since Wednesday 22 April."""
    room = Room()
    room.told()
    return room


def at(room: Room, when: str, channel: Channel) -> None:
    room.at(when)
    take(room, channel, local(when))


def pack(room: Room, when: str = "2026-05-20T10:00") -> ReviewPack:
    return room.at(when).does.review_pack(HERE, "r1", "ann")


def test_contacts_are_counted_by_week_and_channel_since_it_came_into_force(room: Room) -> None:
    at(room, "2026-04-21T10:00", Channel.EMAIL)
    for when in ("2026-04-22T10:00", "2026-04-26T23:30", "2026-04-27T00:30"):
        at(room, when, Channel.EMAIL)
    at(room, "2026-04-28T10:00", Channel.VOICE)
    found = pack(room)
    weeks = [(week.monday, week.channel, week.counts.attempts) for week in found.weeks]
    assert weeks == [
        (date(2026, 4, 20), Channel.EMAIL, 2),
        (date(2026, 4, 27), Channel.EMAIL, 1),
        (date(2026, 4, 27), Channel.VOICE, 1),
    ]
    assert (found.total.attempts, found.total.held) == (4, 3)
    assert (found.time.start, found.reviewed_before) == (local("2026-04-22T00:00"), False)


def test_breaches_are_there_one_by_one(room: Room) -> None:
    at(room, "2026-04-23T10:00", Channel.EMAIL)
    at(room, "2026-04-23T11:00", Channel.VOICE)
    assert [(one.restriction_id, one.at) for one in pack(room).breaches] == [("r1", local("2026-04-23T10:00"))]


def test_incidents_letters_and_adjustments_are_there_with_what_was_told(room: Room) -> None:
    told = IncidentReport(grounds=Grounds.ABUSE, what_happened="He swore at the caretaker.")
    room.at("2026-05-02T10:00").does.record_incident(HERE, "sam", "mo", told)
    asked = AdjustmentRequest(adjustment=Adjustment.LARGE_PRINT, asked="Letters that I can read.")
    room.at("2026-05-03T10:00").does.record_adjustment(HERE, "sam", "mo", asked)
    found = pack(room)
    assert [sorted(one.words.values()) for one in found.incidents] == [["He swore at the caretaker."]]
    assert [one.letter for one in found.letters] == ["decision"]
    assert found.adjustments == {Adjustment.LARGE_PRINT}
    assert [one.adjustment for one in found.adjusted] == [Adjustment.LARGE_PRINT]


def test_contacts_that_staff_ended_are_there(room: Room) -> None:
    at(room, "2026-05-04T10:00", Channel.VOICE)
    (call,) = [one.id for one in room.memory.of(HERE).contacts.values()]
    ended = EndedBy(
        contact_id=call,
        officer="mo",
        reason=EndReason.ABUSE,
        at=local("2026-05-04T10:05"),
        warnings_heard=2,
        note="He swore.",
    )
    with MemoryCallBook(room.memory).open(HERE, call) as book:
        book.put_ended(ended)
    assert pack(room).ended_contacts == (ended,)


def test_what_the_customer_said_is_there(room: Room) -> None:
    room.at("2026-05-02T10:00").appeal(words="I was ill that month.")
    room.at("2026-05-03T10:00").does.complain(HERE, "sam", "mo", "mo", "He never rings back.")
    room.at("2026-05-04T10:00").does.items.comment(HERE, "r1", "mo", "One a week is too few.", Channel.SMS)
    said = [(one.occasion, *one.words.values()) for one in pack(room).said]
    assert said == [
        ("appealed", "I was ill that month."),
        ("complained", "He never rings back."),
        ("commented", "One a week is too few."),
    ]


def test_after_a_review_the_time_begins_with_it(room: Room) -> None:
    at(room, "2026-05-01T10:00", Channel.EMAIL)
    room.at("2026-05-02T10:00").does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=Grounds.ABUSE))
    room.at("2026-05-10T10:00").does.review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on.")
    at(room, "2026-05-11T10:00", Channel.EMAIL)
    found = pack(room)
    assert (found.time.start, found.reviewed_before) == (local("2026-05-10T10:00"), True)
    assert (found.total.attempts, len(found.breaches), found.incidents) == (1, 1, ())


def test_before_it_is_in_force_there_is_nothing_to_review() -> None:
    room = Room()
    room.told()
    assert refusal(lambda: pack(room, "2026-04-21T10:00")) == "not_in_force"


def test_who_looked_is_on_record_and_nothing_is_changed(room: Room) -> None:
    at(room, "2026-04-23T10:00", Channel.EMAIL)
    before = (list(room.memory.of(HERE).acts), room.tasks())
    pack(room)
    assert room.memory.of(HERE).audit[-1] == "staff:review_pack:read r1 ann customer=sam contacts=1"
    assert (room.memory.of(HERE).acts, room.tasks()) == before
