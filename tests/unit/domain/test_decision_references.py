"""A caller whom the number does not name: asked for a reference, at most three times, and never kept out."""

from __future__ import annotations

import pytest

from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Person, Role
from contact_gateway.domain.usage import Usage
from tests.builders import MONDAY, contact, person, policy, restriction

POLICY = policy()
IN_VAIN = "Keyed in 3 references that fit nobody: ask who it is."


def decided(made: Contact, *people: Person) -> Decision:
    return decide(made, identify(made, POLICY, people), Usage(), POLICY, MONDAY)


@pytest.mark.parametrize(
    ("made", "people"),
    [
        (contact(), ()),
        (contact(sender=None), ()),
        (contact(), (person(restriction(Kind.NO_CONTACT)), Person(id="kim", role=Role.CUSTOMER))),
    ],
    ids=["unknown", "withheld", "shared"],
)
def test_the_emergency_choice_comes_before_the_question(made: Contact, people: tuple[Person, ...]) -> None:
    assert decided(made, *people).scripts == (
        Script.GREETING,
        Script.EMERGENCY_CHOICE,
        Script.ASK_REFERENCE,
        Script.CONNECTING,
    )


@pytest.mark.parametrize(("turn", "asks_again"), [(1, True), (2, True), (3, False), (4, False), (9, False)])
def test_a_reference_that_fits_nobody_is_asked_for_again_until_the_third(turn: int, asks_again: bool) -> None:
    decision = decided(contact(sender=None, step=Step.REFERENCE, reference="9999", turn=turn))
    assert decision.outcome is Outcome.CONNECT
    assert (Script.ASK_REFERENCE_AGAIN in decision.scripts) is asks_again
    assert (IN_VAIN in decision.banner.lines) is not asks_again
    assert not any("9999" in line for line in decision.banner.lines)


def test_a_reference_that_fits_is_never_asked_for_again() -> None:
    made = contact(sender=None, step=Step.REFERENCE, reference="1001", turn=3)
    decision = decide(made, identify(made, POLICY, (), person()), Usage(), POLICY, MONDAY)
    assert decision.scripts == (Script.GREETING, Script.CONNECTING)
    assert IN_VAIN not in decision.banner.lines


def test_a_landlord_that_asks_for_no_reference_connects_at_once() -> None:
    silent = policy(asks_reference=False)
    made = contact(sender=None)
    decision = decide(made, identify(made, silent, ()), Usage(), silent, MONDAY)
    assert decision.scripts == (Script.GREETING, Script.CONNECTING)
