"""A rule knows the clause of each value that states one of its own, and refusals name it."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.domain.casework.appeals import refusal_by_rules
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules_for import appeal_rules, authority_rule
from tests.unit.policies.reading import shipped


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
