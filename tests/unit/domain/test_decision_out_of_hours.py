"""What somebody hears who calls while the offices are closed: that they are, until when, and then what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.periods import Schedule
from contact_gateway.domain.policy import QUEUE, VOICEMAIL, Destination, Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.usage import Usage
from tests.builders import contact, person, restriction
from tests.unit.domain.deciding import POLICY, SATURDAY, SPOC

MONDAY_MORNING = datetime(2026, 3, 9, 9, tzinfo=UTC)
NIGHT_DESK = replace(
    POLICY,
    out_of_hours="night_desk",
    destinations={**POLICY.destinations, "night_desk": Destination(name="night_desk", label="Night desk", phone="+44")},
)
GONE_HOME = (Officer(id="lee", reachable=False), Officer(id="ann", reachable=False))
CLOSED = {Script.CLOSED_UNTIL, Script.CLOSED_NOW}


def heard(made: Contact, *in_force: Restriction, by: Policy = POLICY) -> Decision:
    standing = identify(made, by, [person(*in_force)] if made.sender else [], officers=GONE_HOME)
    return decide(made, standing, Usage(), by, made.received_at)


def test_a_caller_hears_when_the_offices_open_before_a_message_can_be_left() -> None:
    decision = heard(contact(received_at=SATURDAY))
    assert (decision.to, decision.answered_from) == (VOICEMAIL, MONDAY_MORNING)
    assert decision.scripts == (
        Script.GREETING, Script.CLOSED_UNTIL, Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE,
    )  # fmt: skip


def test_a_caller_hears_it_before_being_connected_elsewhere() -> None:
    decision = heard(contact(received_at=SATURDAY), by=NIGHT_DESK)
    assert (decision.outcome, decision.to, decision.answered_from) == (Outcome.CONNECT, "night_desk", MONDAY_MORNING)
    assert decision.scripts == (Script.GREETING, Script.CLOSED_UNTIL, Script.CONNECTING)


def test_whoever_is_not_known_hears_it_after_the_question_for_a_reference() -> None:
    words = heard(contact(sender=None, received_at=SATURDAY)).scripts
    assert words.index(Script.ASK_REFERENCE) < words.index(Script.CLOSED_UNTIL) < words.index(Script.LEAVE_A_MESSAGE)


@pytest.mark.parametrize("decided", [SPOC, restriction(Kind.VOICEMAIL_ONLY)])
def test_no_opening_is_promised_to_somebody_whom_no_opening_helps(decided: Restriction) -> None:
    decision = heard(contact(received_at=SATURDAY), decided)
    assert (decision.to, decision.answered_from) == (VOICEMAIL, None)
    assert CLOSED & set(decision.scripts) == {Script.CLOSED_NOW}


def test_where_no_opening_can_be_named_only_that_the_offices_are_closed_is_said() -> None:
    never = replace(POLICY, business_hours=Schedule(windows=(), zone=POLICY.zone))
    decision = heard(contact(), by=never)
    assert (decision.to, decision.answered_from) == (VOICEMAIL, None)
    assert Script.CLOSED_NOW in decision.scripts


@pytest.mark.parametrize(
    "made",
    [
        contact(),
        contact(Channel.SMS, received_at=SATURDAY),
        contact(step=Step.UNANSWERED, tried=frozenset({QUEUE})),
    ],
)
def test_nobody_else_hears_that_the_offices_are_closed(made: Contact) -> None:
    assert not CLOSED & set(heard(made).scripts)


def test_where_the_same_desk_answers_by_night_nothing_is_closed() -> None:
    by_night = replace(POLICY, out_of_hours=QUEUE)
    assert not CLOSED & set(heard(contact(received_at=SATURDAY), by=by_night).scripts)
