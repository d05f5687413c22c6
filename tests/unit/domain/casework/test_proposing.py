"""What must be there before a restriction can be proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.rules import CaseworkRules, Precondition, ReviewRules
from contact_gateway.domain.casework.spans import Span, Unit
from contact_gateway.domain.casework.words import Question, Step
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import KindRule
from contact_gateway.domain.restrictions import Grounds
from tests.builders import policy
from tests.unit.domain.casework.cases import CLOCKS, EVERY_QUESTION, RULES, WARNED, proposal

POLICY = policy(kinds={Kind.CHANNEL_BAN: KindRule(clause="OCT-4.3c")})


def code(given: Proposal, rules: CaseworkRules = RULES) -> str:
    found = refusal_to_propose(given, POLICY, rules, CLOCKS)
    return found.code if found else ""


def test_a_proposal_with_everything_is_taken() -> None:
    assert code(proposal([WARNED])) == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (proposal(kind=Kind.VOICEMAIL_ONLY, segment="residential_care"), "kind_not_in_policy"),
        (proposal(segment="residential_care", identified=False), "out_of_scope"),
        (proposal(identified=False), "unverified_identity"),
        (proposal(immediate=True, answers=frozenset()), "warning_missing"),
        (proposal([WARNED], immediate=True, answers=frozenset()), "reason_required"),
        (proposal([WARNED], answers=frozenset()), "evidence_missing"),
        (proposal([WARNED], answers=EVERY_QUESTION - {Question.IMPACT, Question.VULNERABILITY}), "impact_missing"),
        (proposal([WARNED], answers=EVERY_QUESTION - {Question.ADJUSTMENTS}), "equality_check_missing"),
        (proposal([WARNED], review_on=date(2027, 4, 21)), "review_out_of_range"),
        (proposal([WARNED], review_on=date(2026, 5, 19)), "review_out_of_range"),
    ],
)
def test_the_first_thing_that_is_missing_is_the_answer(given: Proposal, expected: str) -> None:
    assert code(given) == expected


def test_immediate_danger_skips_the_warning_with_a_reason() -> None:
    assert code(proposal(immediate=True, words={"reason": "He came to the office with a knife."})) == ""


def test_a_reason_alone_skips_only_what_the_policy_lets_it_skip() -> None:
    reason = {"reason": "It goes on every day."}
    assert code(proposal(words=reason)) == "warning_missing"
    lenient = replace(RULES, preconditions=(Precondition(steps=frozenset({Step.WARNING}), with_reason=True),))
    assert code(proposal(words=reason), lenient) == ""
    assert code(proposal(), lenient) == "warning_missing"


def test_another_rung_that_is_missing_needs_a_reason() -> None:
    rules = replace(RULES, preconditions=(Precondition(steps=frozenset({Step.ARRANGEMENT}), with_reason=True),))
    assert code(proposal(), rules) == "reason_required"
    assert code(proposal(words={"reason": "She refuses to speak to us."}), rules) == ""


def test_grounds_can_skip_a_rung_by_themselves() -> None:
    rung = Precondition(steps=frozenset({Step.WARNING}), skipped_by=frozenset({Grounds.VIOLENCE}))
    rules = replace(RULES, preconditions=(rung,))
    assert code(proposal(grounds=Grounds.VIOLENCE), rules) == ""
    assert code(proposal(grounds=Grounds.ABUSE), rules) == "warning_missing"


def test_a_review_later_than_usual_needs_a_reason_and_an_exceptional_one_its_own_limit() -> None:
    six, twelve, eighteen = (Span(months, Unit.MONTHS) for months in (6, 12, 18))
    reviews = ReviewRules(usual=six, longest=twelve, exceptional=eighteen, reason_beyond_usual=True)
    rules = replace(RULES, reviews=reviews)
    reason = {"reason": "The court's order runs for ten months."}
    assert code(proposal([WARNED], review_on=date(2026, 10, 20)), rules) == ""
    assert code(proposal([WARNED], review_on=date(2026, 10, 21)), rules) == "reason_required"
    assert code(proposal([WARNED], review_on=date(2026, 10, 21), words=reason), rules) == ""
    late = date(2027, 10, 20)
    assert code(proposal([WARNED], review_on=late, words=reason), rules) == "review_out_of_range"
    assert code(proposal([WARNED], review_on=late, words=reason, exceptional=True), rules) == ""
