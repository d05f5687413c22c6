"""What must be there before a restriction can be proposed, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from contact_gateway.domain.casework.acts import Attempt
from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import KindRule
from contact_gateway.domain.procedure.rules import AuthorityRule, CaseworkRules, Interim, Precondition, ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Question, Step
from contact_gateway.domain.restrictions import Grounds, Scope
from tests.builders import policy
from tests.unit.domain.casework.cases import (
    ANN,
    CLOCKS,
    EVERY_QUESTION,
    LADDER,
    MO,
    RULES,
    SUE,
    WARNED,
    local,
    proposal,
)

ALLOWED = (Kind.CHANNEL_BAN, Kind.NO_CONTACT, Kind.COURT_ORDER)
POLICY = policy(
    kinds={kind: KindRule(clause="OCT-4.3c") for kind in ALLOWED},
    grounds=frozenset(Grounds) - {Grounds.ALLEGATIONS},
    grades=LADDER,
)
REASON = {"reason": "It goes on every day."}


def refused(given: Proposal, rules: CaseworkRules = RULES) -> Refusal:
    return refusal_to_propose(given, POLICY, rules, CLOCKS) or Refusal("", "")


def code(given: Proposal, rules: CaseworkRules = RULES) -> str:
    return refused(given, rules).code


def test_a_proposal_with_everything_is_taken() -> None:
    assert code(proposal([WARNED])) == ""


# the fixed order, each with what spoils a proposal so that it is the answer
IN_ORDER: dict[str, dict[str, object]] = {
    "kind_not_in_policy": {"kind": Kind.VOICEMAIL_ONLY},
    "out_of_scope": {"segment": "residential_care"},
    "unverified_identity": {"identified": False},
    "warning_missing": {"case": ()},
    "reason_required": {"immediate": True},
    "evidence_missing": {"answers": {Question.EVIDENCE}},
    "impact_missing": {"answers": {Question.IMPACT}},
    "equality_check_missing": {"answers": {Question.VULNERABILITY}},
    "review_out_of_range": {"review_on": date(2027, 4, 21)},
}


def spoilt(*codes: str) -> Proposal:
    """Build a proposal that lacks what each of these codes asks for."""
    said: dict[str, object] = {"case": [WARNED]}
    unanswered: set[Question] = set()
    for name in codes:
        for key, value in IN_ORDER[name].items():
            if isinstance(value, set):
                unanswered |= value
            else:
                said[key] = value
    build: Callable[..., Proposal] = proposal
    return build(**said, answers=EVERY_QUESTION - unanswered)


@pytest.mark.parametrize("name", IN_ORDER)
def test_each_thing_that_is_missing_has_its_code_and_says_what_to_do(name: str) -> None:
    refusal = refused(spoilt(name))
    assert refusal.code == name
    assert refusal.sentence.endswith(".")


@pytest.mark.parametrize(("first", "second"), [*combinations(IN_ORDER, 2)])
def test_of_two_things_that_are_missing_the_first_in_the_order_is_the_answer(first: str, second: str) -> None:
    assert code(spoilt(first, second)) == first


def test_everything_missing_at_once_is_still_one_answer() -> None:
    assert code(spoilt(*IN_ORDER)) == "kind_not_in_policy"


@pytest.mark.parametrize("question", Question)
def test_every_question_has_to_be_answered(question: Question) -> None:
    given = proposal([WARNED], answers=EVERY_QUESTION - {question})
    assert code(given) in {"evidence_missing", "impact_missing", "equality_check_missing"}
    assert question.value.replace("_", " ") in refused(given).sentence
    assert refused(given).clause == "OCT-3.1"


def test_without_grounds_nothing_is_decided_and_grounds_that_the_policy_lacks_are_out_of_its_scope() -> None:
    assert code(proposal([WARNED], grounds=None)) == "evidence_missing"
    assert code(proposal([WARNED], grounds=Grounds.ALLEGATIONS)) == "out_of_scope"
    assert refused(proposal([WARNED], segment="residential_care")).clause == "OCT-1.5"


def test_a_restriction_about_a_service_that_the_policy_leaves_out_is_out_of_its_scope() -> None:
    given = proposal([WARNED])
    for service, answer in (("residential_care", "out_of_scope"), ("repairs", "")):
        of_one = replace(given.act.restriction, scope=Scope(services=frozenset({service})))
        assert code(replace(given, act=replace(given.act, restriction=of_one))) == answer


def test_immediate_danger_skips_the_warning_with_a_reason() -> None:
    assert code(proposal(immediate=True)) == "warning_missing"
    assert code(proposal(immediate=True, words={"reason": "He came to the office with a knife."})) == ""
    at_all_costs = Precondition(steps=frozenset({Step.WARNING}), when_immediate=False)
    assert code(proposal(immediate=True, words=REASON), replace(RULES, preconditions=(at_all_costs,)))


def test_where_the_policy_knows_no_interim_restriction_danger_skips_nothing() -> None:
    assert code(proposal(immediate=True, words=REASON), replace(RULES, interim=None)) == "warning_missing"


def test_at_once_is_decided_by_whoever_may() -> None:
    rules = replace(RULES, interim=Interim(grade="assistant_director", clause="OCT-3.3"))
    junior = refused(proposal(immediate=True, words=REASON, proposer=SUE), rules)
    assert (junior.code, "by an assistant director or" in junior.sentence) == ("not_authorised", True)
    assert code(proposal(immediate=True, words=REASON, proposer=ANN), rules) == ""
    assert code(proposal([WARNED], proposer=MO), rules) == ""


@pytest.mark.parametrize("day", ["2026-04-21", "2026-04-30"])
def test_what_cannot_wait_begins_on_the_day_on_which_it_is_proposed(day: str) -> None:
    def begins(moment: str, *, at_once: bool = True) -> str:
        given = proposal([WARNED], words=REASON, immediate=at_once)
        restriction = replace(given.act.restriction, starts_at=local(moment))
        return code(replace(given, act=replace(given.act, restriction=restriction)))

    assert begins(f"{day}T00:00") == "impossible_terms"
    assert begins("2026-04-20T23:59") == ""
    assert begins(f"{day}T00:00", at_once=False) == ""


def test_a_reason_alone_skips_only_what_the_policy_lets_it_skip() -> None:
    assert code(proposal(words=REASON)) == "warning_missing"
    lenient = replace(RULES, preconditions=(Precondition(steps=frozenset({Step.WARNING}), with_reason=True),))
    assert code(proposal(words=REASON), lenient) == ""
    assert code(proposal(), lenient) == "warning_missing"
    assert "or give the reason why not" in refused(proposal(), lenient).sentence


def test_another_rung_that_is_missing_needs_a_reason_where_the_policy_takes_one() -> None:
    rung = Precondition(steps=frozenset({Step.ARRANGEMENT}), with_reason=True)
    rules = replace(RULES, preconditions=(rung,))
    assert code(proposal(), rules) == "reason_required"
    assert code(proposal(words=REASON), rules) == ""
    strict = replace(RULES, preconditions=(replace(rung, with_reason=False),))
    assert code(proposal(words=REASON), strict) == "reason_required"
    assert "immediate danger alone" in refused(proposal(words=REASON), strict).sentence


def test_one_of_the_steps_of_a_rung_is_enough() -> None:
    rung = Precondition(steps=frozenset({Step.WARNING, Step.ATTEMPT}))
    tried = Attempt(id="t1", by="mo", at=local("2026-04-01T11:00"), channel="voice", reached=False)
    rules = replace(RULES, preconditions=(rung,))
    assert code(proposal(), rules) == "warning_missing"
    assert code(proposal([tried]), rules) == ""
    assert code(proposal([WARNED]), rules) == ""


def test_grounds_can_skip_a_rung_by_themselves_and_a_rung_can_be_for_some_grounds_or_kinds_alone() -> None:
    rung = Precondition(steps=frozenset({Step.WARNING}), skipped_by=frozenset({Grounds.VIOLENCE}))
    rules = replace(RULES, preconditions=(rung,))
    assert code(proposal(grounds=Grounds.VIOLENCE), rules) == ""
    assert code(proposal(grounds=Grounds.ABUSE), rules) == "warning_missing"
    for_abuse = replace(RULES, preconditions=(replace(rung, grounds=frozenset({Grounds.ABUSE})),))
    assert code(proposal(grounds=Grounds.THREAT), for_abuse) == ""
    assert code(proposal(grounds=Grounds.ABUSE), for_abuse) == "warning_missing"
    for_flags = replace(RULES, preconditions=(replace(rung, kinds=frozenset({Kind.WARNING_FLAG})),))
    assert code(proposal(), for_flags) == ""


def test_what_is_exceptional_needs_its_reason_and_cutting_somebody_off_always_is() -> None:
    exceptional = replace(RULES, authority=(AuthorityRule(exceptional=True, clause="OCT-4.4a"),))
    assert refused(proposal([WARNED]), exceptional) == Refusal(
        "reason_required", "This is for exceptional cases: give the reason.", "OCT-4.4a"
    )
    assert code(proposal([WARNED], words=REASON), exceptional) == ""
    assert code(proposal([WARNED], kind=Kind.NO_CONTACT)) == "reason_required"
    assert code(proposal([WARNED], kind=Kind.NO_CONTACT, words=REASON)) == ""


def test_the_range_of_the_review_is_measured_from_the_proposed_start_both_ends_included() -> None:
    assert code(proposal([WARNED], review_on=date(2026, 5, 19))) == "review_out_of_range"
    assert code(proposal([WARNED], review_on=date(2026, 5, 20))) == ""
    assert code(proposal([WARNED], review_on=date(2027, 4, 20))) == ""
    assert code(proposal([WARNED], review_on=date(2027, 4, 21))) == "review_out_of_range"
    said = refused(proposal([WARNED], review_on=date(2027, 4, 21))).sentence
    assert said == "The review must be from 20 May 2026 to 20 April 2027, not on 21 April 2027."


def test_a_review_later_than_usual_needs_a_reason_and_an_exceptional_one_its_own_limit() -> None:
    six, twelve, eighteen = (Span(months, Unit.MONTHS) for months in (6, 12, 18))
    own = {"reason_beyond_usual": "TUN-8.8c"}
    reviews = ReviewRules(usual=six, longest=twelve, exceptional=eighteen, reason_beyond_usual=True, clauses=own)
    rules = replace(RULES, reviews=reviews)
    assert code(proposal([WARNED], review_on=date(2026, 10, 20)), rules) == ""
    assert code(proposal([WARNED], review_on=date(2026, 10, 21)), rules) == "reason_required"
    assert refused(proposal([WARNED], review_on=date(2026, 10, 21)), rules).clause == "TUN-8.8c"
    assert code(proposal([WARNED], review_on=date(2026, 10, 21), words=REASON), rules) == ""
    assert code(proposal([WARNED], review_on=date(2027, 10, 20)), rules) == "reason_required"
    assert code(proposal([WARNED], review_on=date(2027, 10, 20), words=REASON), rules) == ""
    assert code(proposal([WARNED], review_on=date(2027, 10, 21), words=REASON), rules) == "review_out_of_range"


def test_a_reason_does_not_stretch_the_range_where_the_policy_knows_no_exception() -> None:
    assert code(proposal([WARNED], review_on=date(2027, 4, 21), words=REASON)) == "review_out_of_range"


def test_the_usual_review_can_depend_on_the_grounds() -> None:
    three = Span(3, Unit.MONTHS)
    reviews = ReviewRules(usual_by_grounds={Grounds.EXCESSIVE_CONTACT: three}, reason_beyond_usual=True)
    rules = replace(RULES, reviews=reviews)
    assert code(proposal([WARNED], review_on=date(2026, 7, 21)), rules) == "reason_required"
    assert code(proposal([WARNED], review_on=date(2026, 7, 20)), rules) == ""
    assert code(proposal([WARNED], review_on=date(2026, 7, 21), grounds=Grounds.ABUSE), rules) == ""


def test_where_reviews_are_held_at_meetings_one_of_them_is_chosen() -> None:
    rules = replace(RULES, reviews=ReviewRules(meeting_dates=(date(2026, 9, 9), date(2026, 6, 10), date(2028, 1, 1))))
    assert code(proposal([WARNED], review_on=date(2026, 9, 9)), rules) == ""
    refusal = refused(proposal([WARNED], review_on=date(2026, 9, 10)), rules)
    assert refusal.code == "review_out_of_range"
    assert "10 June 2026, 9 September 2026" in refusal.sentence
    assert "2028" not in refusal.sentence


def test_what_a_court_ordered_is_reviewed_by_no_policy() -> None:
    assert code(proposal([WARNED], kind=Kind.COURT_ORDER, review_on=date(2029, 1, 1))) == ""
