"""Who reviews, and when the next review is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Outcome, RestrictionAct, Reviewed
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.reviews import is_last_level, next_review, refusal_to_review
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import AuthorityRule, CaseworkRules, Panel, ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.restrictions import Grounds
from tests.builders import policy
from tests.unit.domain.casework.cases import (
    ANN,
    CLOCKS,
    CONSULTED,
    LADDER,
    MO,
    POSTED,
    RULES,
    SIGNED,
    SUE,
    history,
    local,
    proposed,
)

POLICY = policy(grades=LADDER)
IN_FORCE = history(proposed(), CONSULTED, SIGNED, POSTED)
FIRST = Reviewed(id="v", by="sue", at=local("2026-10-01T10:00"), outcome=Outcome.CONTINUE, complete=False)
TWO_LEVELS = replace(RULES, reviews=ReviewRules(levels=2))


def code(who: Signatory, *acts: RestrictionAct, reason: str = "No more e-mails.", rules: CaseworkRules = RULES) -> str:
    found = refusal_to_review(history(*IN_FORCE.acts, *acts), who, Outcome.CONTINUE, reason, POLICY, rules)
    return found.code if found else ""


def test_a_review_is_not_the_proposers_unless_the_policy_lets_the_decider_do_it() -> None:
    assert code(MO) == "same_person"
    assert code(SUE) == ""
    assert (
        code(replace(MO, grade="service_manager"), rules=replace(RULES, reviews=ReviewRules(decider_may_review=True)))
        == ""
    )


def test_a_review_says_why() -> None:
    assert code(SUE, reason=" ") == "reason_required"


def test_a_review_can_need_a_grade() -> None:
    rules = replace(RULES, reviews=ReviewRules(reviewer_grade="assistant_director"))
    assert code(SUE, rules=rules) == "not_authorised"
    assert code(ANN, rules=rules) == ""


def test_what_a_grade_decides_nobody_below_it_lets_continue() -> None:
    below = Signatory(id="al", grade="officer")
    assert code(below) == "not_authorised"
    assert code(Signatory(id="bo", grade="service_manager")) == ""
    ban = history(proposed(kind=Kind.PREMISES_BAN), CONSULTED, replace(SIGNED, by="ann"), POSTED)
    continued, lifted = (
        refusal_to_review(ban, SUE, outcome, "It was quiet.", POLICY, RULES)
        for outcome in (Outcome.CONTINUE, Outcome.LIFT)
    )
    assert continued is not None
    assert "an assistant director or somebody senior" in continued.sentence.lower()
    assert lifted is None
    assert refusal_to_review(IN_FORCE, below, Outcome.LIFT, "It was quiet.", POLICY, RULES) is None


@pytest.mark.parametrize(
    "rule",
    [
        AuthorityRule(together=("housing", "legal")),
        AuthorityRule(panel=Panel(roles=frozenset({"housing", "legal"}), quorum=2)),
    ],
    ids=["together", "panel"],
)
def test_what_several_decide_one_of_them_lets_continue(rule: AuthorityRule) -> None:
    rules = replace(RULES, authority=(rule,))
    refused = refusal_to_review(IN_FORCE, ANN, Outcome.CONTINUE, "It was quiet.", POLICY, rules)
    assert refused is not None
    assert (refused.code, "housing, legal" in refused.sentence) == ("not_authorised", True)
    assert code(replace(ANN, roles=frozenset({"legal"})), rules=rules) == ""
    assert refusal_to_review(IN_FORCE, ANN, Outcome.LIFT, "It was quiet.", POLICY, rules) is None
    partial = replace(ANN, roles=frozenset({"legal"}), conflicted=True)
    assert code(partial, rules=rules) == ("not_authorised" if rule.panel else "")
    named = replace(rules, reviews=ReviewRules(reviewer_grade="assistant_director"))
    assert code(ANN, rules=named) == ""


def test_a_second_level_is_another_officers_and_only_the_last_one_completes_it() -> None:
    assert is_last_level(IN_FORCE, RULES)
    assert not is_last_level(IN_FORCE, TWO_LEVELS)
    assert code(SUE, FIRST, rules=TWO_LEVELS) == "same_person"
    assert code(ANN, FIRST, rules=TWO_LEVELS) == ""
    assert is_last_level(history(*IN_FORCE.acts, FIRST), TWO_LEVELS)
    second = replace(FIRST, by="ann", complete=True)
    assert code(SUE, FIRST, second, rules=TWO_LEVELS) == ""
    assert not is_last_level(history(*IN_FORCE.acts, FIRST, second), TWO_LEVELS)


def test_the_next_review_is_the_policys_own_or_within_its_longest_time() -> None:
    reviewed = local("2026-10-15T10:00")
    assert next_review(IN_FORCE, reviewed, None, RULES, CLOCKS) == date(2027, 4, 15)
    assert next_review(IN_FORCE, reviewed, date(2027, 10, 15), RULES, CLOCKS) == date(2027, 10, 15)
    late = next_review(IN_FORCE, reviewed, date(2027, 10, 16), RULES, CLOCKS)
    assert isinstance(late, Refusal)
    assert late.code == "review_out_of_range"
    assert late.sentence.endswith("after 15 October 2026 and by 15 October 2027, not on 16 October 2027.")
    assert isinstance(next_review(IN_FORCE, reviewed, date(2026, 10, 15), RULES, CLOCKS), Refusal)


def test_an_early_next_review_is_always_allowed() -> None:
    rules = replace(RULES, reviews=ReviewRules(shortest=Span(3, Unit.MONTHS)))
    assert next_review(IN_FORCE, local("2026-10-15T10:00"), date(2026, 11, 1), rules, CLOCKS) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [
        ("2026-07-01T10:00", date(2026, 10, 22)),  # on request: the cycle's own review is still to come
        ("2026-10-15T10:00", date(2027, 4, 22)),  # a week early: this was it
        ("2026-10-22T10:00", date(2027, 4, 22)),
        ("2026-12-15T10:00", date(2027, 4, 22)),  # late: the next one does not drift
    ],
)
def test_where_the_policy_counts_from_the_start_it_is_the_day_it_came_into_force_and_nothing_drifts(
    reviewed: str, due: date
) -> None:
    rules = replace(RULES, reviews=ReviewRules(from_start=True))
    assert next_review(IN_FORCE, local(reviewed), None, rules, CLOCKS) == due


def test_the_next_review_is_at_a_meeting_where_reviews_are_held_at_meetings() -> None:
    meetings = (date(2026, 12, 9), date(2027, 3, 10), date(2027, 6, 9), date(2029, 1, 1))
    rules = replace(RULES, reviews=ReviewRules(meeting_dates=meetings))
    reviewed = local("2026-10-15T10:00")
    assert next_review(IN_FORCE, reviewed, None, rules, CLOCKS) == date(2027, 3, 10)
    assert next_review(IN_FORCE, reviewed, date(2026, 12, 9), rules, CLOCKS) == date(2026, 12, 9)
    other = next_review(IN_FORCE, reviewed, date(2026, 12, 10), rules, CLOCKS)
    assert isinstance(other, Refusal)
    assert "9 December 2026, 10 March 2027, 9 June 2027" in other.sentence


def test_where_no_meeting_is_to_come_the_next_review_is_on_any_day() -> None:
    reviews = ReviewRules(meeting_dates=(date(2026, 10, 16),))
    rules = replace(RULES, reviews=reviews)
    reviewed = local("2026-10-15T10:00")
    assert next_review(IN_FORCE, reviewed, None, rules, CLOCKS) == date(2027, 4, 15)
    assert next_review(IN_FORCE, reviewed, date(2026, 12, 1), rules, CLOCKS) == date(2026, 12, 1)


def test_the_next_review_too_is_by_the_nature_of_the_behaviour() -> None:
    three = Span(3, Unit.MONTHS)
    rules = replace(RULES, reviews=ReviewRules(usual_by_grounds={Grounds.EXCESSIVE_CONTACT: three}))
    assert next_review(IN_FORCE, local("2026-08-20T10:00"), None, rules, CLOCKS) == date(2026, 11, 20)
