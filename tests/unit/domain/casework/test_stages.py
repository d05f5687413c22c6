"""Stages of a policy: which follows which, what may be left out, and where a relapse leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Agreed, CaseAct, Form, Monitored
from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.stages import Earlier, stage_for
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import CaseworkRules, Stage
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType, Step
from tests.builders import policy
from tests.unit.domain.casework.cases import CLOCKS, RULES, WARNED, local, proposal

TALK = Stage(name="talk", label="A talk", step=Step.ARRANGEMENT)
WATCH = Stage(name="watch", label="Told and dated", step=Step.MONITORING, follows="talk", with_reason=True)
LIMIT = Stage(
    name="limit",
    label="Limits",
    kinds=frozenset({Kind.CHANNEL_BAN}),
    follows="watch",
    length=Span(3, Unit.MONTHS),
    relapse_within=Span(6, Unit.MONTHS),
)
LAST = Stage(name="last", label="The last", kinds=frozenset({Kind.NO_CONTACT, Kind.CHANNEL_BAN}), follows="limit")
RULES_IN_STAGES = replace(RULES, preconditions=(), stages=(TALK, WATCH, LIMIT, LAST))
REASON = {"reason": "Every day since."}
AT = local("2026-03-01T10:00")
TALKED = Agreed(id="g1", by="mo", at=AT, stage="talk")
WATCHED = Monitored(id="m1", by="mo", at=AT, stage="watch", until=date(2026, 4, 1))
IN_TIME = date(2026, 7, 20)


def code(given: Proposal, rules: CaseworkRules = RULES_IN_STAGES) -> str:
    found = refusal_to_propose(given, policy(), rules, CLOCKS)
    return found.code if found else ""


def late_code(case: list[CaseAct], earlier: list[Earlier], rules: CaseworkRules = RULES_IN_STAGES, at: str = "") -> str:
    """Judge what is proposed half a year later."""
    later = proposal(case, earlier=earlier, at="2026-10-20T10:00", review_on=date(2027, 1, 20), stage=at)
    return code(later, rules)


def test_a_restriction_follows_the_stages_before_it() -> None:
    assert code(proposal(review_on=IN_TIME)) == "reason_required"
    assert code(proposal([TALKED], review_on=IN_TIME)) == "reason_required"
    assert code(proposal([WATCHED], review_on=IN_TIME)) == ""
    assert code(proposal([TALKED, WATCHED], review_on=IN_TIME)) == ""


def test_a_stage_is_left_out_with_a_reason_only_where_the_policy_takes_one_for_it() -> None:
    assert code(proposal([TALKED], review_on=IN_TIME, words=REASON)) == ""
    assert code(proposal(review_on=IN_TIME, words=REASON)) == "reason_required"
    assert code(proposal(review_on=IN_TIME, words=REASON, immediate=True)) == ""


def test_a_warning_that_is_a_stage_is_missed_as_a_warning() -> None:
    warning = Stage(name="warning", label="A warning", step=Step.WARNING, with_reason=True)
    rules = replace(RULES_IN_STAGES, stages=(warning, replace(LIMIT, follows="warning")))
    assert code(proposal(review_on=IN_TIME), rules) == "warning_missing"
    assert code(proposal(review_on=IN_TIME, words=REASON), rules) == ""
    assert code(proposal([WARNED], review_on=IN_TIME), rules) == ""
    assert code(proposal([replace(WARNED, stage="warning")], review_on=IN_TIME), rules) == ""


@pytest.mark.parametrize(
    ("ended_on", "expected"), [(date(2025, 10, 20), ""), (date(2025, 10, 19), "reason_required"), (None, "")]
)
def test_a_relapse_leads_straight_back_for_a_while(ended_on: date | None, expected: str) -> None:
    before = Earlier(stage="limit", ended_on=ended_on)
    stage = "last" if ended_on is None else "limit"
    assert code(proposal(earlier=[before], review_on=IN_TIME, stage=stage)) == expected


@pytest.mark.parametrize(("ended_on", "expected"), [(date(2026, 2, 28), ""), (date(2026, 3, 2), "reason_required")])
def test_long_after_a_stage_ended_only_what_was_done_since_counts_towards_it(ended_on: date, expected: str) -> None:
    before = [Earlier(stage="limit", ended_on=day) for day in (date(2026, 1, 5), ended_on)]
    assert late_code([TALKED, WATCHED], before) == expected
    assert late_code([TALKED, WATCHED], [*before, Earlier(stage="limit")]) == ""
    untimed = replace(RULES_IN_STAGES, stages=(TALK, WATCH, replace(LIMIT, relapse_within=None), LAST))
    assert late_code([TALKED, WATCHED], before, untimed) == ""


def test_what_was_done_on_the_day_of_the_end_counts_and_what_ended_with_it_does_not() -> None:
    assert late_code([WATCHED], [Earlier(stage="limit", ended_on=date(2026, 3, 1))]) == ""
    last = replace(LAST, relapse_within=Span(6, Unit.MONTHS))
    rules = replace(RULES_IN_STAGES, stages=(replace(LIMIT, follows="", relapse_within=None), last))
    both = [Earlier(stage=name, ended_on=date(2026, 3, 1)) for name in ("limit", "last")]
    assert late_code([], both, rules, "last") == "reason_required"
    assert late_code([], [*both, Earlier(stage="limit", ended_on=date(2026, 9, 1))], rules, "last") == ""


def test_who_may_not_come_straight_back_to_a_stage_does_not_come_straight_to_the_next() -> None:
    assert late_code([WATCHED], [Earlier(stage="limit", ended_on=date(2026, 4, 20))], at="last") == ""
    assert late_code([WATCHED], [Earlier(stage="limit", ended_on=date(2026, 4, 19))], at="last") == "reason_required"


def test_a_stage_allows_its_kinds_and_a_kind_of_no_stage_is_not_allowed() -> None:
    assert code(proposal([WATCHED], kind=Kind.VOICEMAIL_ONLY, review_on=IN_TIME)) == "kind_not_in_policy"
    assert code(proposal([WATCHED], kind=Kind.NO_CONTACT, stage="limit", review_on=IN_TIME)) == "kind_not_in_policy"
    assert stage_for(Kind.CHANNEL_BAN, RULES_IN_STAGES) == LIMIT
    assert stage_for(Kind.CHANNEL_BAN, RULES_IN_STAGES, "last") == LAST
    assert stage_for(Kind.CHANNEL_BAN, RULES_IN_STAGES, "watch") is None
    anything = replace(RULES_IN_STAGES, stages=(replace(LIMIT, kinds=frozenset(), follows=""),))
    assert code(proposal(kind=Kind.VOICEMAIL_ONLY, review_on=IN_TIME), anything) == ""


def test_a_stage_is_no_longer_than_its_length() -> None:
    assert code(proposal([WATCHED], review_on=date(2026, 7, 21))) == "review_out_of_range"


def test_stages_that_name_each_other_are_walked_once() -> None:
    in_a_ring = replace(RULES_IN_STAGES, stages=(replace(WATCH, follows="limit"), LIMIT))
    assert code(proposal(review_on=IN_TIME), in_a_ring) == "reason_required"


def test_a_stage_is_reached_by_its_own_step_and_by_what_names_it_or_none() -> None:
    assert code(proposal([TALKED, replace(WATCHED, stage="limit")], review_on=IN_TIME)) == "reason_required"
    assert code(proposal([replace(TALKED, stage="watch")], review_on=IN_TIME)) == "reason_required"
    assert code(proposal([replace(TALKED, stage=""), WATCHED], review_on=IN_TIME)) == ""


def test_where_a_letter_tells_of_a_stage_a_spoken_warning_does_not_reach_it() -> None:
    warning = Stage(name="warning", label="A warning", step=Step.WARNING, letter=LetterType.WARNING)
    rules = replace(RULES_IN_STAGES, stages=(warning, replace(LIMIT, follows="warning")))
    spoken = replace(WARNED, form=Form.VERBAL)
    assert code(proposal([spoken], review_on=IN_TIME), rules) == "warning_missing"
    assert code(proposal([replace(WARNED, form=Form.WRITTEN)], review_on=IN_TIME), rules) == ""
    heard = replace(rules, stages=(replace(warning, letter=None), *rules.stages[1:]))
    assert code(proposal([spoken], review_on=IN_TIME), heard) == ""
