"""What Derby Homes and Magna name of an incident is taken by the API, and told to whoever may see grounds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.policies.reading import shipped
from tests.unit.web.api.cases import CaseApi

NAMED: list[tuple[str, str, dict[str, object]]] = [
    ("DER-4.1..4.3", "derby_homes", {"grounds": "abuse", "sorts": ["shouting", "spoken", "swearing", "written"]}),
    (
        "DER-4.4",
        "derby_homes",
        {"grounds": "discrimination", "sorts": ["derogatory", "discriminatory", "offensive", "unproven_allegation"]},
    ),
    ("DER-4.5", "derby_homes", {"grounds": "abuse", "against": "third_party"}),
    (
        "DER-7.1..7.2",
        "derby_homes",
        {"grounds": "harassment", "sorts": ["at_private_contact_points", "call_recorded_and_published"]},
    ),
    ("DER-11.1..11.2", "derby_homes", {"grounds": "abuse", "sorts": ["hashtag", "public_review", "reaction", "tag"]}),
    ("DER-11.5", "derby_homes", {"grounds": "abuse", "tools": ["hidden_words", "profanity_filter"]}),
    ("MAG-03", "magna", {"grounds": "threat", "actor": "a passer-by", "done_by": "no_customer"}),
    ("MAG-07", "magna", {"grounds": "abuse", "complaint": "CMP-12", "asb_case": "ASB-7"}),
    ("MAG-09", "magna", {"grounds": "unreasonable_demands", "sorts": ["not_our_matter", "too_much_asked"]}),
]


@pytest.mark.parametrize(
    ("slug", "said"), [pytest.param(slug, said, marks=pytest.mark.clause(clause)) for clause, slug, said in NAMED]
)
def test_what_is_named_of_an_incident_is_kept_and_told_to_few(slug: str, said: dict[str, object]) -> None:
    api = CaseApi(shipped(slug).casework)
    api.does("/customers/sam/incidents", {"officer": "mo", "what_happened": "It was so.", **said})
    told = _last(api, "grounds")
    kept = {**told["about"], "grounds": told["grounds"]}
    assert {name: kept.get(name) for name in said} == said
    open_to_all = _last(api, "acts")
    assert [name for name in said if open_to_all["about"].get(name)] == []


@pytest.mark.clause("DER-9.1")
def test_what_adjustment_is_wanted_and_how_it_helps_is_kept_and_told_to_few() -> None:
    api = CaseApi(shipped("derby_homes").casework)
    wanted = {"officer": "mo", "adjustment": "extra_time", "asked": "more time", "helps": "she reads slowly"}
    api.does("/customers/sam/adjustments", wanted)
    told = _last(api, "grounds")
    assert told["about"]["adjustment"] == "extra_time"
    assert (told["words"]["asked"], told["words"]["helps"]) == ("more time", "she reads slowly")
    assert "words" not in _last(api, "acts")


def _last(api: CaseApi, what: str) -> dict[str, Any]:
    answer = api.get(f"/customers/sam/case/{what}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["items"][-1]
    return found
