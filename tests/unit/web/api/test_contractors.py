"""A contractor's system: it learns the arrangement of whomever its people are about to meet, and nothing else."""

from __future__ import annotations

import pytest

from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.web.api.operations import Operation
from contact_gateway.web.api.routes import OPERATIONS
from tests.builders import MONDAY, restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

WHY = ("threat", "Shook his fist at the plumber", "Letter of the second of May", "lee", "EXA-1")
DECIDED = DecidedBy(
    officer="lee",
    grounds=Grounds.THREAT,
    decided_at=MONDAY,
    policy_version=1,
    narrative="Shook his fist at the plumber",
    evidence="Letter of the second of May",
)
ON_AN_ORDER = {"reference": "T-1001"}


@pytest.fixture
def contractor(api: Api) -> str:
    accompanied = restriction(Kind.ACCOMPANIED_ONLY, id="two-people")
    api.services.casework.take_over(LANDLORD, accompanied, DECIDED)
    return api.make_token(ApiScope.BANNERS_READ, name="plumbers")


@pytest.mark.clause("MAG-16")
def test_a_contractor_learns_the_arrangement_of_whoever_is_on_an_order_and_never_why(api: Api, contractor: str) -> None:
    answer = api.ask("POST", "/banners/search", ON_AN_ORDER, token=contractor)
    assert answer.get_json()["who"] == "Sam Example"
    assert answer.get_json()["lines"] == ["Do not meet alone: two people."]
    assert not [why for why in WHY if why.casefold() in answer.text.casefold()]
    assert api.services.cards.latest(LANDLORD) == []


@pytest.mark.clause("MAG-16")
@pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if one.name not in {"searchBanner", "showBanner"}], ids=lambda one: one.name
)
def test_nothing_but_banners_is_open_to_a_contractor(api: Api, contractor: str, operation: Operation) -> None:
    path = operation.path.replace("<id:", "").replace(">", "")
    assert code(api.ask(operation.method, path, {}, token=contractor)) == (403, "insufficient_scope")


@pytest.mark.clause("MAG-16")
def test_why_something_was_decided_is_read_on_record_and_through_no_part_of_the_api(api: Api, contractor: str) -> None:
    read = api.services.restrictions.grounds_of(LANDLORD, "two-people", "max")
    assert read.narrative == WHY[1]
    assert any("max" in row for row in api.memory.of(LANDLORD).audit)
    everything = [api.get(path).text for path in ("/restrictions", "/restrictions/two-people", "/register")]
    assert not [text for text in everything if WHY[1] in text or WHY[2] in text]


def test_a_reference_that_nobody_has_is_not_there(api: Api, contractor: str) -> None:
    for nobody in ("T-9999", "T-2001"):
        assert code(api.ask("POST", "/banners/search", {"reference": nobody}, token=contractor)) == (404, "not_found")
