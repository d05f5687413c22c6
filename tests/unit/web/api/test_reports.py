"""The reports that a policy asks for, through the API."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.procedure.rules import Report
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Measure
from tests.unit.domain.casework.cases import RULES
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi
from tests.unit.web.desk.desk_app import LANDLORD

QUARTERLY = Report(
    name="performance",
    every=Span(3, Unit.MONTHS),
    to=("board",),
    holds=(Measure.BREACHES, Measure.CONSISTENCY),
    clause="TUN-5.4/7.1",
)


def api() -> CaseApi:
    """A landlord whose board wants a report each quarter, in July 2026."""
    made = CaseApi(rules=replace(RULES, reports=(QUARTERLY,)))
    held = made.services.governance
    reports = replace(held.make_reports, policies=made.services.policies)
    made.services = replace(made.services, governance=replace(held, make_reports=reports))
    made.open()
    made.told()
    return made.at("2026-07-02T10:00")


@pytest.mark.clause("TUN-5.4/7.1")
def test_a_report_is_of_the_last_period_that_is_over_and_tells_no_small_number() -> None:
    assert api().get("/reports").get_json() == {
        "items": [
            {
                "name": "performance",
                "first_day": "2026-04-01",
                "last_day": "2026-06-30",
                "to": ["board"],
                "clause": "TUN-5.4/7.1",
                "figures": [
                    {"about": "breaches", "what": "contacts", "of": "", "number": 0},
                    {"about": "breaches", "what": "customers", "of": "", "number": 0},
                    *(
                        {
                            "about": "consistency",
                            "what": what,
                            "of": "excessive_contact: channel_ban, service_manager",
                            "number": None,
                        }
                        for what in ("decided", "days_until_review")
                    ),
                ],
            }
        ]
    }


def test_a_report_can_be_asked_for_by_its_name_and_a_day_and_each_look_is_on_record() -> None:
    made = api()
    (found,) = made.get("/reports?name=performance&on=2026-07-02").get_json()["items"]
    assert found["last_day"] == "2026-09-30"
    assert code(made.get("/reports?name=gossip")) == (404, "not_found")
    assert code(made.get("/reports?on=2026-07-03")) == (409, "in_the_future")
    assert [row for row in made.memory.of(LANDLORD).audit if row.startswith("staff:report:read")] != []


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_a_report_can_be_taken_away_as_a_file(kind: str, begins: bytes) -> None:
    answer = api().get(f"/reports?name=performance&format={kind}", Accept="*/*")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="report-example-performance.{kind}"'


def test_reports_need_a_scope_of_their_own() -> None:
    made = api()
    made.token = made.make_token(ApiScope.REGISTER_READ, name="other")
    assert code(made.get("/reports")) == (403, "insufficient_scope")
