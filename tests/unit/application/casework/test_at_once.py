"""What is decided at once is signed soon or lapses, and nobody renews it by themselves."""

from __future__ import annotations

import pytest

from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Outcome
from contact_gateway.domain.restrictions import Grounds
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import local

MONDAY = "2026-04-20T10:00"
"""What is decided at once then lapses as Thursday begins."""


def at_once(room: Room, restriction_id: str, **said: object) -> Answer:
    return room.propose(restriction_id=restriction_id, immediate=True, reason="He is at the door.", **said)


@pytest.fixture
def room() -> Room:
    """An e-mail ban at once, on Monday 20 April."""
    room = Room().at(MONDAY)
    assert at_once(room, "r1").state == "interim"
    return room


@pytest.mark.parametrize("again", ["2026-04-21T00:00", "2026-04-30T10:00"], ids=["while it stands", "after it lapsed"])
@pytest.mark.parametrize("restriction_id", ["r1", "r2"], ids=["written anew", "another"])
def test_what_nobody_signed_is_not_decided_at_once_a_second_time(room: Room, restriction_id: str, again: str) -> None:
    room.at(again)
    assert refusal(lambda: at_once(room, restriction_id)) == "not_authorised"
    room.warn()
    assert room.propose(restriction_id="r3").state == "draft"


def test_another_one_may_be_decided_at_once_that_day_and_lapses_with_the_first(room: Room) -> None:
    room.at("2026-04-20T23:59")
    assert at_once(room, "r2", channels=("sms",)).state == "interim"
    held = room.at("2026-04-30T10:00").memory.of(HERE)
    assert held.binds["r1"][-1].end == held.binds["r2"][-1].end


def test_a_new_incident_may_be_met_at_once_where_somebody_else_put_it_on_record(room: Room) -> None:
    threat = IncidentReport(grounds=Grounds.THREAT)
    room.at("2026-04-23T10:00").does.record_incident(HERE, "sam", "mo", threat)
    assert refusal(lambda: at_once(room, "r2")) == "not_authorised"
    room.does.record_incident(HERE, "sam", "sue", threat)
    assert at_once(room, "r2").state == "interim"
    room.at("2026-04-28T10:00")
    assert refusal(lambda: at_once(room, "r3")) == "not_authorised"


def test_what_was_signed_in_time_stands_in_nobodys_way(room: Room) -> None:
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    room.at("2026-04-23T10:00")
    assert at_once(room, "r2", channels=("sms",)).state == "interim"


def test_what_is_only_counted_is_never_at_once() -> None:
    room = Room().at(MONDAY)
    until = local("2026-05-05T00:00")
    assert refusal(lambda: at_once(room, "r1", mode="shadow", planned_end=until)) == "impossible_terms"
    assert room.tasks() == []


def test_nothing_begins_before_the_day_on_which_it_is_proposed() -> None:
    room = Room().at(MONDAY)
    room.warn()
    assert refusal(lambda: room.propose(starts_at=local("2026-04-19T23:59"))) == "impossible_day"
    assert room.propose(starts_at=local("2026-04-20T00:00")).state == "draft"


@pytest.mark.parametrize("outcome", Outcome)
def test_no_review_takes_the_place_of_the_signature_and_the_letter(room: Room, outcome: Outcome) -> None:
    def review() -> Answer:
        return room.does.review(HERE, "r1", "sue", outcome, "It goes on.")

    assert refusal(review) == "not_in_force"
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    assert refusal(review) == "not_in_force"
    room.does.issue_letter(HERE, "r1", "sue")
    assert room.at("2026-05-20T10:00").does.review(HERE, "r1", "ann", outcome, "It goes on.").state


def test_nothing_is_varied_that_the_customer_was_not_told() -> None:
    room = Room()
    room.signed()

    def vary() -> Answer:
        return room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 2, "per": "week"})

    assert refusal(vary) == "not_in_force"
    room.does.issue_letter(HERE, "r1", "sue")
    assert vary().state == "draft"
