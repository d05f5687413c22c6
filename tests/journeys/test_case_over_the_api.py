"""A whole case at Octavia over the API, on the database: from the incident to the end of what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.web import build_app
from contact_gateway.domain.audit_chain import BEFORE_ALL
from contact_gateway.settings import Settings
from tests.builders import new_officer, new_person
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION, keys_table
from tests.unit.application.casework.room import OFFICERS
from tests.unit.domain.casework.cases import local
from tests.unit.web.api.cases import WARNING, ban

HERE = "octavia"


@dataclass
class Octavia:
    """The landlord, on a clock that is moved by hand."""

    client: FlaskClient
    services: Services
    clock: FakeClock
    token: str = ""

    def at(self, text: str) -> Octavia:
        self.clock.stand_at(local(text))
        make, name = self.services.api.make_token, f"crm {text}"
        self.token = make(HERE, name, frozenset(ApiScope), self.clock.now() + timedelta(days=30))
        return self

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        said = {"Authorization": f"Bearer {self.token}", **headers}
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=said)

    def does(self, path: str, body: object, **headers: str) -> dict[str, Any]:
        answer = self.ask("POST", path, body, **headers)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def refuses(self, path: str, body: object, **headers: str) -> str:
        answer = self.ask("POST", path, body, **headers)
        assert answer.status_code == 409, answer.text
        return str(answer.get_json()["code"])

    def mail(self, key: str) -> str:
        """What becomes of a mail from Sam."""
        said = {"channel": "email", "from": "sam@example.org", "subject": "The repair", "text": "When?"}
        return str(self.does("/contacts", said, **{"Idempotency-Key": key})["outcome"])


@pytest.fixture
def octavia(nobody_there: Octavia) -> Octavia:
    """With officers of every grade."""
    for officer_id, grade in OFFICERS.items():
        nobody_there.services.people.add(
            HERE, new_officer(id=officer_id, name=officer_id, grade=grade, contact_points=())
        )
    return nobody_there


@pytest.fixture
def nobody_there(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[Octavia]:
    (tmp_path / "keys.toml").write_text(keys_table(HERE))
    environ = {"DATABASE_URL": database_url, "DATABASE_DIRECT_URL": direct_url, "DATA_DIR": str(tmp_path)}
    clock = FakeClock(local("2026-04-01T10:00"))
    gateway = open_gateway(database_url, ENCRYPTION, clock=clock)
    with closing(gateway.database):
        services = gateway.services
        services.policies.import_pack(HERE, shipped_packs()[HERE], clock.now())
        services.people.add(HERE, new_person(address="1 Example Street\nExampleton"))
        settings = Settings.from_environ({**environ, "SECRET_KEY": "k" * 32})
        yield Octavia(client=build_app(services, settings).test_client(), services=services, clock=clock)


def test_a_case_from_the_incident_to_the_end(octavia: Octavia) -> None:
    one = decided_and_told(octavia)
    assert octavia.at("2026-04-21T12:00").mail("before") == "connect"
    assert octavia.at("2026-04-24T09:00").mail("after") == "hold"
    appealed_in_vain(octavia, one)

    goes_on = {"officer": "ann", "outcome": "continue", "reason": "The mails went on."}
    reviewed = octavia.at("2026-10-19T10:00").does(f"{one}/reviews", goes_on)
    assert (reviewed["state"], reviewed["review_due"]) == ("active", "2027-04-19")
    lifted = octavia.at("2027-04-12T10:00").does(f"{one}/reviews", {**goes_on, "outcome": "lift", "reason": "Settled."})
    assert lifted["state"] == "ended"
    assert octavia.mail("at-last") == "connect"

    grounds = octavia.ask("GET", f"{one}/grounds").get_json()["items"]
    assert grounds[0]["words"]["evidence"] == "140 e-mails in March"
    assert "e-mails in March" not in octavia.ask("GET", "/customers/sam/case").text
    acts = [act["act"] for act in octavia.ask("GET", "/customers/sam/case/acts").get_json()["items"]]
    assert acts == [
        *("incident", "warned", "proposed", "consulted", "authorised", "letter_issued", "appealed"),
        *("hearer_named", "appeal_decided", "reviewed", "reviewed"),
    ]


def test_a_landlord_with_nobody_records_two_officers_who_propose_and_sign(nobody_there: Octavia) -> None:
    here = nobody_there.at("2026-04-01T09:00")
    assert here.ask("GET", "/officers").get_json()["items"] == []
    assert here.refuses("/customers/sam/incidents", {"officer": "mo", "grounds": "abuse"}) == "unknown_officer"
    for officer_id in ("mo", "sue"):
        said = {"id": officer_id, "name": officer_id.title(), "grade": OFFICERS[officer_id]}
        here.does("/officers", {**said, "roles": ["legal"], "hours": ["mon-fri 09:00-17:00"]})
    one = decided_and_told(here)
    decided = here.ask("GET", one).get_json()["decided_by"]
    assert (decided, here.services.people.names(HERE)[decided]) == ("sue", "Sue")
    rows = here.services.governance.verify_audit.trail.rows(HERE, BEFORE_ALL, None, 100)
    added = [(row.subject_id, row.actor.partition(":")[0]) for row in rows if row.tag == "api:person:added"]
    assert added == [("mo", "token"), ("sue", "token")]


def decided_and_told(octavia: Octavia) -> str:
    """Go from the incident to the letter, and return the path of the restriction."""
    octavia.at("2026-04-01T10:00")
    octavia.does("/customers/sam/incidents", {"officer": "mo", "grounds": "excessive_contact"})
    assert octavia.refuses("/proposals", ban()) == "warning_missing"
    octavia.does("/customers/sam/warnings", WARNING)
    made = octavia.at("2026-04-20T10:00").does("/proposals", ban())
    assert made["state"] == "draft"
    one = f"/restrictions/{made['restriction_id']}"
    seen = {"If-Match": octavia.ask("GET", f"{one}/case").headers["ETag"]}
    assert octavia.refuses(f"{one}/signatures", {"officer": "mo"}, **seen) == "not_authorised"
    assert octavia.refuses(f"{one}/signatures", {"officer": "sue"}, **seen) == "consultation_missing"
    octavia.does(f"{one}/consultations", {"officer": "mo", "asked": ["repairs"], "replies": "agreed"})
    seen = {"If-Match": octavia.ask("GET", f"{one}/case").headers["ETag"]}
    assert octavia.does(f"{one}/signatures", {"officer": "sue"}, **seen)["state"] == "authorised"
    assert octavia.refuses(f"{one}/letters", {"officer": "sue", "omit": ["ombudsman"]}) == "letter_incomplete"
    told = octavia.does(f"{one}/letters", {"officer": "sue"})
    assert (told["state"], told["in_force_from"]) == ("letter_issued", "2026-04-22")
    pdf = octavia.ask("GET", f"{one}/letters/{told['letter_id']}", Accept="application/pdf")
    assert pdf.data.startswith(b"%PDF-")
    return one


def appealed_in_vain(octavia: Octavia, one: str) -> None:
    """Appeal, first before somebody who took part in the decision."""
    appeal = {"officer": "mo", "received_at": "2026-05-01T08:00:00Z", "text": "Not fair."}
    octavia.at("2026-05-01T09:05")
    assert octavia.refuses(f"{one}/appeals", {**appeal, "hearer": "sue"}) == "hearer_involved"
    life = octavia.ask("GET", f"{one}/case").get_json()
    assert (life["mark"], life["appeal_due"]) == ("under_appeal", "2026-05-18")
    heard = f"{one}/appeals/{life['appeal_id']}"
    octavia.does(f"{heard}/hearer", {"officer": "mo", "hearer": "ann"})
    octavia.does(f"{heard}/decision", {"officer": "ann", "finding": "upheld", "reason": "It is proportionate."})
