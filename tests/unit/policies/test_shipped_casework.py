"""The five landlords' packs say what their policies say about casework, and call a default a default."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import DEFAULT, LANDLORD, Policy
from contact_gateway.domain.procedure.rules import CaseworkRules, Precondition, Tier
from contact_gateway.domain.procedure.rules_for import appeal_rules, authority_rule
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import (
    Hearing,
    Question,
    Step,
    Unreviewed,
)
from contact_gateway.domain.restrictions import Grounds
from tests.unit.policies.reading import SHIPPED, shipped

POLICIES = {slug: shipped(slug) for slug in SHIPPED}
RULES = {slug: policy.casework for slug, policy in POLICIES.items()}
EVERY_LANDLORD = pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
REGISTER = tomllib.loads((Path(__file__).parents[3] / "docs" / "clauses.toml").read_text(encoding="utf-8"))
TEN, TWENTY = Span(10, Unit.WORKING_DAYS), Span(20, Unit.WORKING_DAYS)
A_YEAR, SIX_MONTHS, THREE_MONTHS = (Span(months, Unit.MONTHS) for months in (12, 6, 3))


def clauses(rules: CaseworkRules) -> set[str]:
    """Return every clause that a rule of casework carries."""
    parts = (part for letter in rules.letters.values() for part in letter.parts.values())
    tiers = (tier for appeal in rules.appeals for tier in appeal.tiers)
    named = {row.clause for row in rules.preconditions} | {row.clause for row in rules.notices}
    named |= {row.clause for row in rules.duties} | {row.clause for row in rules.authority}
    named |= {row.clause for row in rules.reports} | {row.clause for row in rules.ombudsmen}
    named |= {row.clause for row in rules.appeals} | {tier.clause for tier in tiers} | {part.clause for part in parts}
    return named | {rules.reviews.clause, *rules.questions.values(), *rules.out_of_scope.values()}


@EVERY_LANDLORD
def test_every_rule_names_a_clause_of_the_register_or_is_a_default(policy: Policy) -> None:
    named = clauses(policy.casework)
    assert LANDLORD not in named
    assert named - {DEFAULT} <= set(REGISTER[policy.landlord])


@EVERY_LANDLORD
def test_every_question_is_asked_before_anything_is_decided(policy: Policy) -> None:
    assert set(policy.casework.questions) == set(Question)


@EVERY_LANDLORD
def test_whatever_is_decided_can_be_appealed_against_but_what_a_court_ordered(policy: Policy) -> None:
    for kind in policy.kinds:
        found = appeal_rules(policy.casework, kind)
        assert (found is None) == (kind is Kind.COURT_ORDER)
        assert found is None or found.meanwhile is Hearing.STAYS


@EVERY_LANDLORD
def test_nothing_is_in_force_for_ever(policy: Policy) -> None:
    rules = policy.casework.reviews
    assert (rules.at_date, rules.hard_stop) == (Unreviewed.SUSPENDED, A_YEAR)
    assert rules.reminders == (60, 30, 14, 7)


QUESTIONS = {
    "torus": {"impact": "TOR-12", "frequency": "TOR-12", "vulnerability": "TOR-11"},
    "tuntum": {"impact": "TUN-4.2", "adjustments_considered": "TUN-6.1", "vulnerability": "TUN-2.1/2.3"},
    "octavia": {},
    "magna": {
        "evidence": "MAG-10",
        "severity": "MAG-10",
        "frequency": "MAG-10",
        "impact": "MAG-05",
        "vulnerability": "MAG-12",
    },
    "derby_homes": {"impact": "DER-5.2", "adjustments_considered": "DER-9.4"},
}


@pytest.mark.parametrize(("slug", "asked"), QUESTIONS.items())
def test_a_question_names_the_clause_that_asks_it(slug: str, asked: dict[str, str]) -> None:
    named = {str(question): clause for question, clause in RULES[slug].questions.items() if clause != DEFAULT}
    assert named == asked


def rung(slug: str) -> Precondition:
    (only,) = RULES[slug].preconditions
    return only


def test_at_tuntum_a_notice_comes_first_and_only_danger_does_without() -> None:
    assert rung("tuntum") == Precondition(steps=frozenset({Step.WARNING}), clause="TUN-8.2")


def test_at_octavia_somebody_is_asked_to_stop_in_most_instances() -> None:
    assert rung("octavia") == Precondition(steps=frozenset({Step.WARNING}), with_reason=True, clause="OCT-4.1")


def test_at_magna_it_is_enough_to_have_tried_to_reach_the_customer() -> None:
    assert rung("magna") == Precondition(steps=frozenset({Step.ATTEMPT, Step.WARNING}), clause="MAG-11")


def test_at_derby_homes_a_warning_is_one_action_among_others_and_comes_before_none() -> None:
    assert RULES["derby_homes"].preconditions == ()


def test_at_torus_an_arrangement_and_a_warning_come_first_and_one_outburst_is_never_enough() -> None:
    by_clause = [(found.clause, sorted(found.steps), found.with_reason) for found in RULES["torus"].preconditions]
    assert by_clause == [
        ("TOR-14", ["warning"], True),
        ("TOR-14", ["arrangement"], True),
        ("TOR-12", ["arrangement", "warning"], False),
        ("TOR-03", ["arrangement", "warning"], True),
    ]
    skipped = {ground for found in RULES["torus"].preconditions[:2] for ground in found.skipped_by}
    assert skipped == {Grounds.VIOLENCE, Grounds.KNOWN_RISK}


@pytest.mark.parametrize(
    ("slug", "kind", "window", "asked_within", "tier"),
    [
        ("torus", Kind.CONTACT_CAP, None, TWENTY, Tier()),
        ("tuntum", Kind.CONTACT_CAP, SIX_MONTHS, None, Tier(answer_within=TWENTY, clause="TUN-9.1b")),
        ("octavia", Kind.TIME_CAP, None, TWENTY, Tier(grade="assistant_director", clause="OCT-4.2b")),
        ("octavia", Kind.SERVICE_LIMIT, None, TWENTY, Tier(grade="director", clause="OCT-4.2d")),
        ("octavia", Kind.PREMISES_BAN, None, TWENTY, Tier(grade="director", clause="OCT-4.2d")),
        ("magna", Kind.CONTACT_CAP, None, TWENTY, Tier()),
        (
            "derby_homes",
            Kind.CONTACT_CAP,
            TWENTY,
            None,
            Tier(answer_within=TWENTY, grade="executive", clause="DER-12.2b"),
        ),
    ],
)
def test_an_appeal_has_its_window_its_hearer_and_its_answer_in_time(
    slug: str, kind: Kind, window: Span | None, asked_within: Span | None, tier: Tier
) -> None:
    found = appeal_rules(RULES[slug], kind)
    assert found is not None
    assert (found.window, found.asked_within, found.tiers) == (window, asked_within, (tier,))
    assert found.from_start is (slug == "tuntum")
    assert found.once is (slug == "octavia")


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("tuntum", "customer_excellence"),
        ("octavia", "service_development"),
        ("magna", "safer_communities"),
        ("derby_homes", "customer_experience"),
    ],
)
def test_an_appeal_goes_where_the_policy_sends_it(slug: str, address: str) -> None:
    assert {appeal.address for appeal in RULES[slug].appeals} == {address}


def test_tuntum_reviews_from_the_start_within_a_year_and_later_only_when_signed() -> None:
    rules = RULES["tuntum"].reviews
    assert rules.from_start
    assert rules.reason_beyond_usual
    assert (rules.exceptional, rules.exceptional_grade) == (Span(24, Unit.MONTHS), "director")
    assert all(RULES[slug].reviews.exceptional is None for slug in RULES if slug != "tuntum")


def test_magna_reviews_by_the_nature_of_the_behaviour() -> None:
    by_grounds = RULES["magna"].reviews.usual_by_grounds
    assert by_grounds[Grounds.UNREASONABLE_DEMANDS] == THREE_MONTHS
    assert by_grounds[Grounds.VIOLENCE] == A_YEAR
    assert Grounds.ABUSE not in by_grounds
    assert RULES["magna"].reviews.usual == SIX_MONTHS


def test_octavia_asks_other_teams_first_and_keeps_limits_of_service_for_exceptional_cases() -> None:
    for kind in POLICIES["octavia"].kinds:
        rule = authority_rule(RULES["octavia"], kind)
        limits = kind in {Kind.SERVICE_LIMIT, Kind.ESSENTIAL_REPAIRS_ONLY, Kind.RESPONSE_TIMES_VARIED}
        assert (rule.consults, rule.informs, rule.exceptional) == (True, True, limits)
    assert RULES["octavia"].out_of_scope == {"residential_care": "OCT-1.5"}
    assert all(not authority_rule(RULES[slug], Kind.CONTACT_CAP).consults for slug in RULES if slug != "octavia")
