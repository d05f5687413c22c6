"""A rule knows the clause of each value that states one of its own, and refusals name it."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.domain.casework.appeals import refusal_by_rules
from contact_gateway.domain.casework.authority import refusal_to_authorise, refusal_to_let_go_on
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules_for import appeal_rules, authority_rule
from tests.unit.domain.casework.cases import history, proposed
from tests.unit.policies.reading import QUAY, policy_of, shipped


def test_what_comes_too_late_at_derby_homes_is_refused_by_the_clause_of_its_time() -> None:
    found = appeal_rules(shipped("derby_homes").casework, Kind.CHANNEL_BAN)
    refused = refusal_by_rules(found, date(2026, 3, 2), date(2026, 3, 3), heard_for_good=False)
    assert refused is not None
    assert refused.clause == "DER-12.2a"


@pytest.mark.parametrize(
    ("name", "clause"),
    [("usual", "TUN-8.4"), ("reason_beyond_usual", "TUN-8.8c"), ("exceptional", "TUN-8.8c"), ("shortest", "TUN-8.4")],
)
def test_each_value_about_reviews_at_tuntum_has_its_own_clause(name: str, clause: str) -> None:
    assert shipped("tuntum").casework.reviews.clause_of(name) == clause


def test_the_officer_who_tells_the_customer_is_asked_for_by_a_clause_of_its_own_at_octavia() -> None:
    rule = authority_rule(shipped("octavia").casework, Kind.CHANNEL_BAN)
    assert (rule.clause, rule.clause_of("informs")) == ("OCT-4.2e", "OCT-4.2f")


def _to_sign(policy: Policy, kind: Kind, grade: str) -> Refusal:
    who = Signatory(id="sue", grade=grade)
    refused = refusal_to_authorise(history(proposed(kind=kind)), who, (), policy, policy.casework, policy.clocks)
    assert refused is not None
    return refused


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        (Kind.ESSENTIAL_REPAIRS_ONLY, "OCT-4.2c"),
        (Kind.CHANNEL_BAN, "OCT-4.2a"),
        (Kind.PREMISES_BAN, "default"),
    ],
)
def test_whoever_stands_too_low_at_octavia_is_refused_by_the_clause_that_gives_the_kind_its_grade(
    kind: Kind, clause: str
) -> None:
    policy = shipped("octavia")
    low = Signatory(id="sue", grade="officer")
    refused = (
        _to_sign(policy, kind, low.grade),
        refusal_to_let_go_on(kind, low, policy, policy.casework),
    )
    assert [(one.code, one.clause) for one in refused if one] == [("not_authorised", clause)] * 2


def test_a_limit_of_service_at_octavia_is_exceptional_by_one_clause_and_asked_about_by_another() -> None:
    policy = shipped("octavia")
    refused = _to_sign(policy, Kind.ESSENTIAL_REPAIRS_ONLY, "assistant_director")
    assert (refused.code, refused.clause) == ("consultation_missing", "OCT-4.2e")
    assert authority_rule(policy.casework, Kind.ESSENTIAL_REPAIRS_ONLY).clause_of("exceptional") == "OCT-4.4a"


@pytest.mark.parametrize(
    ("kind", "there", "instead", "clause"),
    [
        (Kind.NO_CONTACT, "quorum = 3 }", 'quorum = 3, clause = "QUA-6p" }', "QUA-6p"),
        (
            Kind.WARNING_FLAG,
            '["housing", "law"]\nasks = ["hearings"]',
            '{ value = ["housing", "law"], clause = "QUA-6t" }',
            "QUA-6t",
        ),
        (Kind.CONTACT_CAP, '"captain"\nconsults = true', '{ value = "captain", clause = "QUA-6g" }', "QUA-6g"),
        (Kind.CHANNEL_BAN, 'grade = "captain"\nconsults = true', "consults = true", "QUA-5"),
        (Kind.NO_CONTACT, "panel = {", "asks = ['law']\n#", "default"),
    ],
)
def test_each_way_of_deciding_is_refused_by_the_clause_that_says_it(
    kind: Kind, there: str, instead: str, clause: str
) -> None:
    assert QUAY.count(there) == 1
    refused = _to_sign(policy_of(QUAY.replace(there, instead)), kind, "mate")
    assert (refused.code, refused.clause) == ("not_authorised", clause)
