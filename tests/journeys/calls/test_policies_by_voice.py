"""What the five landlords' policies say about calls, as their callers hear it: each under its own pack."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.policy import QUEUE, REPAIRS_DESK
from contact_gateway.domain.restrictions import Restriction
from tests.builders import new_officer, phone, restriction
from tests.fakes.twilio import LANDLORD, words
from tests.fakes.twilio_rooms import Room, TwilioRooms
from tests.journeys.calls.heard import tree, under
from tests.unit.policies.reading import SHIPPED, shipped

EVERY_LANDLORD = pytest.mark.parametrize("slug", sorted(SHIPPED))
SECOND_CALL, THIRD_CALL = f"CA{'b' * 32}", f"CA{'c' * 32}"
NO_CALLS = restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE])


def by_clause(slug: str, clause: str) -> object:
    """Make a row of a table, marked with its clause."""
    return pytest.param(slug, id=clause, marks=pytest.mark.clause(clause))


def phone_of(slug: str, destination: str) -> str:
    return shipped(slug).destinations[destination].phone


def with_restriction(slug: str, *restrictions: Restriction) -> TwilioRooms:
    twilio = under(slug)
    for one in restrictions:
        twilio.decide(one)
    return twilio


def rung(twilio: TwilioRooms) -> list[str]:
    return [line for line, *_ in twilio.live.asked_to("ring")]


@pytest.mark.clause("TOR-06")
@EVERY_LANDLORD
def test_a_declined_caller_hears_help_first_then_another_way_and_how_to_have_it_looked_at(slug: str) -> None:
    heard = tree(with_restriction(slug, NO_CALLS).call())
    first, second, *rest = heard
    assert first == second
    assert first.startswith("Ask for key: If this is an emergency, press 1")
    assert "You can still reach us by" in first
    assert first.endswith("If you would like this to be looked at again, press 3.")
    assert rest[-2:] == ["Say Thank you for calling Example Homes. Goodbye.", "Hang up"]


@pytest.mark.clause("TOR-06")
def test_a_declined_caller_at_torus_may_leave_a_message_that_somebody_listens_to() -> None:
    twilio = with_restriction("torus", NO_CALLS)
    assert "Record, then message" in tree(twilio.call())
    twilio.call("message", RecordingDuration="9", RecordingSid=f"RE{'a' * 32}")
    (task,) = twilio.services.calls.tasks.open(LANDLORD)
    assert task.code == "listen_to_message"


@pytest.mark.clause("TOR-08")
@EVERY_LANDLORD
def test_a_declined_caller_may_complain_by_a_key(slug: str) -> None:
    twilio = with_restriction(slug, NO_CALLS)
    twilio.call()
    twilio.put_through(twilio.call("key?turn=1", Digits="5"))
    assert rung(twilio) == [phone_of(slug, shipped(slug).subjects[Subject.COMPLAINT])]


@pytest.mark.clause("DER-10.1c")
def test_whoever_is_to_write_to_derby_homes_is_told_so_by_telephone() -> None:
    in_writing = restriction(Kind.SINGLE_FORM, {"form": "writing"}, clause="DER-10.1c")
    heard = tree(with_restriction("derby_homes", in_writing).call())
    assert heard[0].count("You can still reach us by text message, e-mail, letter or web form.") == 1
    assert heard[-1] == "Hang up"


@pytest.mark.clause("TUN-8.3c2")
def test_the_call_after_the_last_that_tuntum_allows_in_a_week_hears_when_to_call_again() -> None:
    twilio = with_restriction("tuntum", restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}))
    for call in (None, SECOND_CALL):
        said = {"CallSid": call} if call else {}
        assert tree(twilio.call(**said))[-1] == "Go to connect"
    assert "can be taken again on Monday 9 March from 9 am" in tree(twilio.call(CallSid=THIRD_CALL))[0]


@pytest.mark.parametrize(
    "slug",
    [
        by_clause("tuntum", "TUN-8.3a"),
        by_clause("octavia", "OCT-4.3a"),
        by_clause("magna", "MAG-13"),
        by_clause("derby_homes", "DER-10.1b"),
    ],
)
def test_a_point_of_contact_and_then_the_deputy_are_rung_and_never_the_queue(slug: str) -> None:
    terms = {"officer": "lee", "deputies": ["kim"]}
    twilio = with_restriction(slug, restriction(Kind.SINGLE_POINT_OF_CONTACT, terms, [Channel.VOICE]))
    kim = new_officer(id="kim", name="Kim Officer", contact_points=(phone("+441632960002"),))
    twilio.services.people.add(LANDLORD, kim)
    room = Room(twilio.put_through(twilio.call()))
    twilio.leg_status(room, "no-answer")
    twilio.put_through(twilio.call("unanswered?turn=1"))
    last = tree(twilio.call("unanswered?turn=2"))
    assert rung(twilio) == ["+441632960001", "+441632960002"]
    assert last[-3] == "Record, then message"
    assert not any(phone_of(slug, QUEUE) in line for line in last)


@pytest.mark.clause("OCT-4.3b")
def test_what_is_left_of_the_week_at_octavia_bounds_the_call_in_its_document() -> None:
    twilio = with_restriction("octavia", restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}))
    heard = twilio.call()
    assert "Say This call can last up to 10 minutes." in tree(heard)
    room = Room(twilio.put_through(heard))
    twilio.in_room(room, "participant-join", "agent")
    twilio.clock.advance(timedelta(minutes=8))
    twilio.in_room(room, "participant-leave", "agent")
    twilio.status("completed")
    left = Room(twilio.put_through(twilio.call(CallSid=SECOND_CALL), CallSid=SECOND_CALL))
    assert twilio.services.calls.read.leg(LANDLORD, left.leg).leg.limit == 120
    emergency = twilio.call("key?turn=2", CallSid=SECOND_CALL, Digits="1")
    assert "timeLimit" not in emergency[-1].attrib


@pytest.mark.clause("OCT-4.4d")
def test_somebody_whose_repairs_are_limited_at_octavia_still_reaches_the_repairs_desk() -> None:
    twilio = with_restriction("octavia", restriction(Kind.ESSENTIAL_REPAIRS_ONLY))
    twilio.call()
    assert tree(twilio.call("key?turn=1", Digits="4"))[-1] == "Go to connect"
    twilio.put_through(twilio.call("key?turn=1", Digits="4"))
    assert rung(twilio) == [phone_of("octavia", REPAIRS_DESK)]


@pytest.mark.clause("TUN-8.3d")
def test_a_closed_issue_never_stops_a_call_and_is_whispered_to_whoever_answers() -> None:
    closed = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "the fence", "references": ["F-1"]})
    twilio = with_restriction("tuntum", closed)
    room = Room(twilio.put_through(twilio.call()))
    assert "the fence" in " ".join(words(twilio.leg_document(room)))


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        pytest.param(
            Kind.COURT_ORDER,
            {"reference": "G00XX123", "terms": "not to enter the office", "end": "2026-12-01"},
            marks=pytest.mark.clause("TOR-04"),
        ),
        pytest.param(Kind.ACCOMPANIED_ONLY, {}, marks=pytest.mark.clause("TOR-10")),
        pytest.param(Kind.WARNING_FLAG, {"category": "a dog"}, marks=pytest.mark.clause("TOR-10")),
    ],
)
def test_whatever_is_shown_for_somebody_is_whispered_before_the_call(kind: Kind, terms: dict[str, object]) -> None:
    shown = restriction(kind, terms)
    twilio = with_restriction("torus", shown)
    room = Room(twilio.put_through(twilio.call()))
    assert read_terms(kind, terms).arrangement().rstrip(".") in words(twilio.leg_document(room))[0]
