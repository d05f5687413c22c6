"""Somebody was rung and did not answer: who is next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.contact import Channel, Contact, Key, Step, Subject
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import EMERGENCY_LINE, PRIORITY, QUEUE, VOICEMAIL, Destination
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.usage import Usage
from tests.builders import MONDAY, contact, person, policy, restriction
from tests.unit.domain.deciding import CAP, POLICY, SATURDAY, SPOC, codes, decided


def after(*tried: str, **said: object) -> Contact:
    """Return Sam's call after these were rung in vain."""
    return contact(Channel.VOICE, step=Step.UNANSWERED, tried=frozenset(tried), turn=len(tried), **said)


@pytest.mark.parametrize(
    ("tried", "to"),
    [((), "lee"), (("lee",), "ann"), (("ann",), "lee"), (("lee", "ann"), VOICEMAIL)],
)
def test_deputies_are_rung_in_order_and_then_a_message_can_be_left(tried: tuple[str, ...], to: str) -> None:
    decision = decided(after(*tried), SPOC)
    assert (decision.outcome, decision.to) == (Outcome.ROUTE, to)


def test_a_deputy_whom_the_customer_complained_about_is_passed_over() -> None:
    assert decided(after("lee"), SPOC, complained_about=frozenset({"ann"})).to == VOICEMAIL


def test_a_queue_that_does_not_answer_leaves_room_for_a_message_and_the_emergency_choice() -> None:
    decision = decided(after(QUEUE))
    assert (decision.outcome, decision.to) == (Outcome.CONNECT, VOICEMAIL)
    assert decision.scripts == (Script.GREETING, Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)


def test_the_emergency_line_that_does_not_answer_leaves_it_to_the_queue_and_rings_again() -> None:
    pressed = after(EMERGENCY_LINE, pressed=Key.EMERGENCY)
    assert (decided(pressed, CAP).outcome, decided(pressed, CAP).to) == (Outcome.EMERGENCY, QUEUE)
    both = replace(pressed, tried=frozenset({EMERGENCY_LINE, QUEUE}))
    assert (decided(both, CAP).outcome, decided(both, CAP).to) == (Outcome.EMERGENCY, EMERGENCY_LINE)


@pytest.mark.parametrize(
    ("tried", "to"), [((), "complaints"), (("complaints",), QUEUE), (("complaints", QUEUE), VOICEMAIL)]
)
def test_a_desk_for_an_always_open_subject_leaves_it_to_the_queue(tried: tuple[str, ...], to: str) -> None:
    complaint = after(*tried, tags=frozenset({Subject.COMPLAINT}))
    decision = decided(complaint, CAP)
    assert (decision.outcome, codes(decision), decision.to) == (Outcome.ROUTE, ["always_open:complaint"], to)


def test_what_was_reserved_at_the_first_ring_is_reserved_once_more_and_no_more() -> None:
    assert decided(after(QUEUE), CAP).charges == decided(contact(), CAP).charges


def test_an_officer_who_is_away_and_one_who_did_not_answer_are_both_passed_over() -> None:
    officers = (Officer(id="lee", reachable=False), Officer(id="ann"))
    assert decided(contact(), SPOC, officers=officers).to == "ann"
    assert decided(after("ann"), SPOC, officers=officers).to == VOICEMAIL


def decided_with_a_priority_desk(made: Contact, *, priority: bool = True) -> Decision:
    desk = Destination(name=PRIORITY, label="Priority desk", phone="+441632960105")
    has_one = policy(destinations={**POLICY.destinations, PRIORITY: desk})
    return decide(made, identify(made, has_one, [person(priority=priority)]), Usage(), has_one, made.received_at)


@pytest.mark.parametrize(("priority", "to"), [(True, PRIORITY), (False, QUEUE)])
def test_somebody_at_risk_is_put_through_to_the_priority_desk(priority: bool, to: str) -> None:
    decision = decided_with_a_priority_desk(contact(), priority=priority)
    assert decision.to == to
    assert ("Priority: vulnerable or at risk." in decision.banner.lines) is priority


@pytest.mark.parametrize(
    ("tried", "hour", "to"),
    [({PRIORITY}, 10, QUEUE), ({PRIORITY, QUEUE}, 10, VOICEMAIL), ({PRIORITY}, 20, VOICEMAIL)],
)
def test_what_the_priority_desk_does_not_answer_rings_the_queue_while_that_is_open(
    tried: set[str], hour: int, to: str
) -> None:
    made = contact(step=Step.UNANSWERED, tried=frozenset(tried), received_at=MONDAY.replace(hour=hour))
    assert decided_with_a_priority_desk(made).to == to


def test_priority_never_opens_what_was_refused_nor_leaves_the_point_of_contact() -> None:
    assert decided(contact(), SPOC, priority=True).to == "lee"


def test_a_call_is_watched_where_something_is_shown_for_the_caller() -> None:
    assert decided(contact(), CAP).watched
    assert not decided(contact()).watched


def test_nothing_stands_between_an_emergency_and_help() -> None:
    assert not decided(contact(step=Step.KEY, pressed=Key.EMERGENCY), CAP).watched


def test_a_team_that_is_closed_is_away_and_a_deputy_is_rung() -> None:
    team = restriction(Kind.SINGLE_POINT_OF_CONTACT, {"team": "complaints", "deputies": ["ann"]}, id="spoc")
    assert decided(contact(), team).to == "complaints"
    assert decided(contact(received_at=SATURDAY), team).to == "ann"
    assert decided(contact(received_at=SATURDAY), team, officers=(Officer(id="ann", reachable=False),)).to == VOICEMAIL
