"""Who signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import RestrictionAct
from contact_gateway.domain.casework.authority import is_complete, refusal_to_authorise, signatures
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.signatories import Signatory, at_least
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import KindRule, Policy
from contact_gateway.domain.procedure.rules import AuthorityRule, CaseworkRules, Panel, ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from tests.builders import policy
from tests.unit.domain.casework.cases import (
    ANN,
    CLOCKS,
    CONSULTED,
    LADDER,
    MO,
    RULES,
    SIGNED,
    SUE,
    history,
    proposed,
)

POLICY = policy(grades=LADDER)
DRAFT = history(proposed(), CONSULTED)


def refused(
    who: Signatory,
    *acts: RestrictionAct,
    rules: CaseworkRules = RULES,
    signed: tuple[Signatory, ...] = (),
    under: Policy = POLICY,
) -> Refusal:
    found = refusal_to_authorise(history(*acts), who, signed, under, rules, CLOCKS)
    return found or Refusal("", "")


def code(
    who: Signatory, *acts: RestrictionAct, rules: CaseworkRules = RULES, signed: tuple[Signatory, ...] = ()
) -> str:
    return refused(who, *acts, rules=rules, signed=signed).code


def test_the_three_refusals_come_in_their_fixed_order() -> None:
    alone = proposed(informing_officer="")
    assert code(MO, alone) == "not_authorised"
    assert code(replace(SUE, id="mo"), alone) == "same_person"
    assert code(SUE, alone) == "consultation_missing"


def test_an_officer_below_the_grade_cannot_authorise_and_kinds_differ_in_grade() -> None:
    assert code(MO, *DRAFT.acts) == "not_authorised"
    assert code(SUE, *DRAFT.acts) == ""
    assert code(SUE, proposed(kind=Kind.PREMISES_BAN), CONSULTED) == "not_authorised"
    assert refused(SUE, proposed(kind=Kind.PREMISES_BAN), CONSULTED).clause == "OCT-4.2c"
    assert code(ANN, proposed(kind=Kind.PREMISES_BAN), CONSULTED) == ""


def test_a_rule_without_a_grade_leaves_it_to_the_least_grade_that_the_policy_names_for_the_kind() -> None:
    graded = policy(grades=LADDER, kinds={Kind.CHANNEL_BAN: KindRule(clause="OCT-4.3c", grade="assistant_director")})
    silent = replace(RULES, authority=())
    assert refused(SUE, *DRAFT.acts, rules=silent, under=graded).code == "not_authorised"
    assert refused(ANN, *DRAFT.acts, rules=silent, under=graded).code == ""
    assert refused(Signatory(id="new"), *DRAFT.acts, rules=silent).code == ""


@pytest.mark.parametrize(
    ("grade", "least", "enough"),
    [
        ("officer", "", True),
        ("", "", True),
        ("director", "director", True),
        ("director", "officer", True),
        ("officer", "director", False),
        ("bosun", "officer", False),
        ("director", "bosun", False),
    ],
)
def test_a_grade_that_is_not_on_the_ladder_stands_below_all_and_none_reaches_one(
    grade: str, least: str, *, enough: bool
) -> None:
    assert at_least(grade, least, LADDER) is enough


def test_whoever_proposed_does_not_authorise_whatever_the_grade_and_nobody_signs_twice() -> None:
    assert code(replace(ANN, id="mo"), *DRAFT.acts) == "same_person"
    assert code(ANN, *DRAFT.acts, signed=(ANN,)) == "same_person"


def test_the_teams_are_asked_first_and_choose_who_tells_the_customer() -> None:
    assert code(SUE, proposed()) == "consultation_missing"
    assert code(SUE, proposed(), replace(CONSULTED, replied=False)) == "consultation_missing"
    assert code(SUE, proposed(informing_officer=""), CONSULTED) == "consultation_missing"
    assert code(SUE, proposed(informing_officer=""), replace(CONSULTED, informing_officer="jo")) == ""


def test_several_roles_sign_together_each_by_another_person() -> None:
    rules = replace(RULES, authority=(AuthorityRule(together=("housing", "legal")),))
    housing, both = (
        Signatory(id="h", roles=frozenset({"housing"})),
        Signatory(id="b", roles=frozenset({"housing", "legal"})),
    )
    assert code(ANN, *DRAFT.acts, rules=rules) == "not_authorised"
    assert code(housing, *DRAFT.acts, rules=rules) == ""
    assert not is_complete(DRAFT, [both], rules)
    assert not is_complete(DRAFT, [both, both], rules)
    assert is_complete(DRAFT, [both, housing], rules)
    assert is_complete(DRAFT, [housing, both], rules)
    assert code(both, *DRAFT.acts, rules=rules, signed=(both,)) == "same_person"


def test_a_panel_needs_its_quorum_and_nobody_with_an_interest() -> None:
    rules = replace(RULES, authority=(AuthorityRule(panel=Panel(roles=frozenset({"board"}), quorum=2)),))
    one, two = (Signatory(id=name, roles=frozenset({"board"})) for name in ("one", "two"))
    assert code(one, *DRAFT.acts, rules=rules) == ""
    assert code(replace(one, conflicted=True), *DRAFT.acts, rules=rules) == "not_authorised"
    assert code(ANN, *DRAFT.acts, rules=rules) == "not_authorised"
    assert not is_complete(DRAFT, [one], rules)
    assert is_complete(DRAFT, [one, two], rules)


def test_one_signature_is_enough_where_nothing_else_is_said() -> None:
    assert is_complete(DRAFT, [SUE], RULES)
    assert not is_complete(DRAFT, [], RULES)


def test_an_exceptionally_late_review_is_signed_by_somebody_senior_also_under_a_panel() -> None:
    late = proposed(review_on=date(2027, 5, 20))
    reviews = ReviewRules(
        exceptional=Span(18, Unit.MONTHS), exceptional_grade="director", clauses={"exceptional": "TUN-8.8c"}
    )
    rules = replace(RULES, reviews=reviews)
    assert refused(ANN, late, CONSULTED, rules=rules).clause == "TUN-8.8c"
    assert code(replace(ANN, grade="director"), late, CONSULTED, rules=rules) == ""
    assert code(SUE, *DRAFT.acts, rules=rules) == ""
    panel = replace(rules, authority=(AuthorityRule(panel=Panel(roles=frozenset({"board"}), quorum=1)),))
    member = Signatory(id="one", grade="officer", roles=frozenset({"board"}))
    assert code(member, late, CONSULTED, rules=panel) == "not_authorised"
    assert code(member, *DRAFT.acts, rules=panel) == ""


def test_the_officer_who_tells_the_customer_is_asked_for_by_the_clause_of_that() -> None:
    rule = AuthorityRule(informs=True, clause="OCT-4.2e", clauses={"informs": "OCT-4.2f"})
    found = refused(SUE, proposed(informing_officer=""), CONSULTED, rules=replace(RULES, authority=(rule,)))
    assert (found.code, found.clause) == ("consultation_missing", "OCT-4.2f")


def test_signatures_are_kept_in_their_order() -> None:
    assert signatures(history(proposed(), replace(SIGNED, by="ann", complete=False), SIGNED)) == ("ann", "sue")


def test_whoever_the_policy_names_is_asked_first_and_each_has_to_reply() -> None:
    rules = replace(RULES, authority=(AuthorityRule(grade="service_manager", asks=("legal", "repairs"), clause="X-1"),))
    legal, repairs = replace(CONSULTED, with_whom=("legal",)), replace(CONSULTED, with_whom=("repairs",))
    one = refused(SUE, proposed(), legal, rules=rules)
    assert (one.code, one.clause) == ("consultation_missing", "X-1")
    assert one.sentence == "These have to be asked first, and their replies recorded: repairs."
    assert code(SUE, proposed(), legal, replace(repairs, replied=False), rules=rules) == "consultation_missing"
    assert code(SUE, proposed(), legal, repairs, rules=rules) == ""
