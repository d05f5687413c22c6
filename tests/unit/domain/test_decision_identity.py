"""Who it is, and how little a contact point proves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Person, Role
from contact_gateway.domain.usage import Tally, Usage
from tests.builders import MONDAY, contact, person, policy, restriction
from tests.unit.domain.deciding import (
    CAP,
    NO_EMAIL,
    POLICY,
    USED_UP,
    codes,
    decided,
)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (contact(sender=None), "withheld"),
        (contact(), "unknown"),
    ],
)
def test_nobody_is_restricted_on_a_number_that_names_nobody(made: Contact, code: str) -> None:
    decision = decide(made, identify(made, POLICY, []), Usage(), POLICY, MONDAY)
    assert (decision.outcome, codes(decision)) == (Outcome.CONNECT, [code])
    assert Script.ASK_REFERENCE in decision.scripts


def test_a_number_shared_with_somebody_restricted_is_never_restricted_on_the_number_alone() -> None:
    made = contact()
    standing = identify(made, POLICY, [person(restriction(Kind.NO_CONTACT)), Person(id="kim", role=Role.CUSTOMER)])
    decision = decide(made, standing, Usage(), POLICY, MONDAY)
    assert (decision.outcome, codes(decision)) == (Outcome.CONNECT, ["shared_number"])
    keyed = contact(step=Step.REFERENCE, reference="1001")
    named = identify(keyed, POLICY, [], person(restriction(Kind.NO_CONTACT)))
    assert decide(keyed, named, Usage(), POLICY, MONDAY).outcome is Outcome.DECLINE


@pytest.mark.parametrize(
    ("role", "body", "outcome", "code"),
    [
        (Role.SENDER, Body.MP, "connect", "always_open:sender"),
        (Role.REPRESENTATIVE, None, "connect", "representative"),
    ],
)
def test_outside_bodies_and_representatives_get_through(role: Role, body: Body | None, outcome: str, code: str) -> None:
    made = contact()
    standing = identify(made, POLICY, [Person(id="rae", role=role, of="sam", body=body)])
    decision = decide(made, standing, Usage(), POLICY, MONDAY)
    assert (decision.outcome, codes(decision)) == (outcome, [code])


def test_unproven_mail_in_the_name_of_an_outside_body_acts_as_nobodys() -> None:
    made = contact(Channel.EMAIL, sender=ContactPoint.email("office@constituency.example.org"), authenticated=False)
    member = Person(id="mp", role=Role.SENDER, body=Body.MP)
    decision = decide(made, identify(made, POLICY, [member]), Usage(), POLICY, MONDAY)
    assert (decision.outcome, codes(decision)) == (Outcome.CONNECT, ["unauthenticated"])


@pytest.mark.clause("DER-12.4")
@pytest.mark.clause("OCT-3.5")
def test_the_ombudsman_is_open_by_address_whoever_is_restricted() -> None:
    open_policy = policy(open_senders={"@ombudsman.example.org": Body.OMBUDSMAN})
    made = contact(Channel.EMAIL, sender=ContactPoint.email("case@ombudsman.example.org"))
    decision = decide(made, identify(made, open_policy, []), Usage(), open_policy, MONDAY)
    assert codes(decision) == ["always_open:sender"]


def test_unproven_mail_in_the_name_of_somebody_restricted_is_held_in_silence_and_counted_for_nobody() -> None:
    decision = decided(contact(Channel.EMAIL, authenticated=False), NO_EMAIL)
    assert (decision.outcome, codes(decision)[0]) == (Outcome.HOLD, "unauthenticated")
    assert (decision.reply, decision.counted_for, decision.charges) == (None, "", ())


def test_all_other_unproven_mail_passes_as_nobodys() -> None:
    decision = decided(contact(Channel.EMAIL, authenticated=False))
    assert (decision.outcome, decision.counted_for) == (Outcome.CONNECT, "")
    assert decision.banner.who == "Sender not proven"


def test_somebody_else_is_connected_once_a_period_and_then_declined() -> None:
    pressed = contact(step=Step.KEY, pressed=Key.SOMEBODY_ELSE)
    first = decided(pressed, CAP, usage=USED_UP)
    assert (first.outcome, codes(first)[0]) == (Outcome.CONNECT, "somebody_else")
    assert first.banner.who == "Says not to be Sam Example"
    tallies = {**USED_UP.tallies, first.charges[0].allowance: Tally(used=1, version=1)}
    again = decided(pressed, CAP, usage=Usage(tallies))
    assert again.outcome is Outcome.DECLINE
    assert Script.SOMEBODY_ELSE_CHOICE not in again.scripts


@pytest.mark.parametrize("step", [Step.REFERENCE, Step.KEY])
def test_whoever_proved_who_they_are_is_not_offered_to_be_somebody_else(step: Step) -> None:
    pressed = Key.SOMEBODY_ELSE if step is Step.KEY else ""
    keyed = contact(sender=None, step=step, pressed=pressed, reference="1001")
    decision = decide(keyed, identify(keyed, POLICY, [], person(CAP)), USED_UP, POLICY, MONDAY)
    assert decision.outcome is Outcome.DECLINE
    assert Script.SOMEBODY_ELSE_CHOICE not in decision.scripts


@pytest.mark.parametrize("need", ["relay_calls", "extra_time", "interpreter", "british_sign_language"])
def test_whoever_hears_and_keys_through_somebody_else_or_slowly_is_given_time(need: str) -> None:
    def unhurried(*adjustments: Adjustment, relay: bool = False) -> bool:
        made = contact(relay=relay)
        somebody = person(adjustments=frozenset(adjustments))
        return decide(made, identify(made, POLICY, [somebody]), Usage(), POLICY, MONDAY).unhurried

    assert not unhurried(Adjustment.LARGE_PRINT)
    assert unhurried(Adjustment(need))
    assert unhurried(relay=True)


def test_a_pack_may_switch_somebody_else_off() -> None:
    strict = policy(offers_somebody_else=False)
    made = contact(step=Step.KEY, pressed=Key.SOMEBODY_ELSE)
    decision = decide(made, identify(made, strict, [person(CAP)]), USED_UP, strict, MONDAY)
    assert decision.outcome is Outcome.DECLINE
    assert Script.SOMEBODY_ELSE_CHOICE not in decision.scripts


def test_two_people_of_the_same_standing_are_not_asked_which_one_calls() -> None:
    made = contact()
    standing = identify(made, POLICY, [person(), Person(id="kim", role=Role.CUSTOMER)])
    decision = decide(made, standing, Usage(), POLICY, MONDAY)
    assert (decision.outcome, codes(decision)) == (Outcome.CONNECT, ["shared_number"])
    assert Script.ASK_REFERENCE not in decision.scripts


def test_somebody_else_is_asked_who_it_is_and_a_reference_nobody_has_changes_nothing() -> None:
    pressed = contact(step=Step.KEY, pressed=Key.SOMEBODY_ELSE)
    assert Script.ASK_REFERENCE in decided(pressed, CAP, usage=USED_UP).scripts
    keyed = replace(pressed, step=Step.REFERENCE, reference="9999", turn=3)
    answer = decided(keyed, CAP, usage=USED_UP)
    assert (answer.outcome, codes(answer)[0]) == (Outcome.CONNECT, "somebody_else")
    assert not {Script.ASK_REFERENCE, Script.ASK_REFERENCE_AGAIN} & {*answer.scripts}


def test_somebody_else_who_names_the_same_person_is_that_person() -> None:
    keyed = contact(step=Step.REFERENCE, pressed=Key.SOMEBODY_ELSE, reference="1001")
    standing = identify(keyed, POLICY, [person(CAP)], person(CAP))
    assert decide(keyed, standing, USED_UP, POLICY, MONDAY).outcome is Outcome.DECLINE
