"""The JSON API over a real PostgreSQL: many at once, and what is stored in the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text
from werkzeug.test import TestResponse

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.bootstrap.gateway import Gateway, open_gateway
from contact_gateway.bootstrap.ground import Outside
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from tests.builders import new_officer, new_person
from tests.fakes.encryption import ENCRYPTION

LANDLORD = "tuntum"
CALL = {"channel": "voice", "from": "07700 900123"}
CAP = {
    "customer_id": "sam",
    "kind": "contact_cap",
    "terms": {"limit": 2, "per": "week"},
    "channels": ["voice"],
    "officer": "lee",
    "proposed_by": "kim",
    "told_on": datetime.now(UTC).date().isoformat(),
    "sent_by": "hand",
    "grounds": "excessive_contact",
    "review_on": (datetime.now(UTC) + timedelta(days=200)).date().isoformat(),
}
Ask = Callable[..., TestResponse]


@pytest.fixture
def gateway(database_url: str, direct_url: str) -> Iterator[Gateway]:
    gateway = open_gateway(database_url, ENCRYPTION, outside=Outside(direct_url=direct_url))
    services = gateway.services
    pack = Path(__file__).parents[3] / "contact_gateway" / "policies" / f"{LANDLORD}.toml"
    services.policies.import_pack(LANDLORD, pack.read_text(encoding="utf-8"), services.clock.now())
    services.people.add(LANDLORD, new_person())
    services.people.add(LANDLORD, new_officer(grade="customer_excellence_leader"))
    services.people.add(LANDLORD, new_officer(id="kim", contact_points=()))
    yield gateway
    gateway.database.close()


@pytest.fixture
def ask(gateway: Gateway, tmp_path: Path) -> Ask:
    services = gateway.services
    ends = services.clock.now() + timedelta(days=30)
    token = services.api.make_token(LANDLORD, "telephony", frozenset(ApiScope), ends)
    settings = Settings.from_environ({"SECRET_KEY": "k" * 32, "DATA_DIR": str(tmp_path)})
    app: Flask = build_app(services, settings)

    def ask(method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> TestResponse:
        sent = {"Authorization": f"Bearer {token}", **(headers or {})}
        return app.test_client().open(f"/api/v1{path}", method=method, json=body, headers=sent)

    return ask


def counted(gateway: Gateway, table: str) -> int:
    with gateway.database.transaction(LANDLORD) as connection:
        number: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our tables
    return number


def test_a_request_that_is_sent_eight_times_at_once_is_one_contact(gateway: Gateway, ask: Ask) -> None:
    def send(_: int) -> TestResponse:
        return ask("POST", "/contacts", CALL, {"Idempotency-Key": "call-1"})

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}
    assert statuses[201] >= 1
    assert all(answer.headers["Retry-After"] for answer in answers if answer.status_code == 409)
    assert len({answer.text for answer in [*answers, send(0)] if answer.status_code == 201}) == 1
    assert counted(gateway, "contacts") == 1


def test_the_very_same_that_is_taken_over_five_times_at_once_is_one_restriction(gateway: Gateway, ask: Ask) -> None:
    def send(number: int) -> TestResponse:
        return ask("POST", "/restrictions", CAP, {"Idempotency-Key": f"press-{number}"})

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(send, range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert {answer.get_json()["code"] for answer in answers if answer.status_code == 409} == {"already_decided"}
    assert counted(gateway, "restrictions") == 1


@pytest.mark.parametrize(
    ("path", "body", "table"),
    [
        ("/customers", {"name": "Kit Example"}, "people"),
        ("/customers/sam/representatives", {"name": "Rae Example"}, "people"),
        ("/restrictions", CAP, "restrictions"),
        ("/contacts", CALL, "contacts"),
    ],
)
def test_what_was_committed_before_a_crash_is_found_again_and_not_done_twice(
    gateway: Gateway, ask: Ask, path: str, body: dict[str, object], table: str
) -> None:
    def send() -> TestResponse:
        return ask("POST", path, body, {"Idempotency-Key": "k"})

    first, done = send(), counted(gateway, table)
    assert first.status_code == 201, first.text
    with gateway.database.transaction(LANDLORD) as connection:  # as it lies where the process died before it kept
        lost = (
            "UPDATE kept_answers SET status = NULL, headers = NULL, body = NULL, claimed_at = now() - interval '61 s'"
        )
        connection.execute(text(lost))
    again = send()
    assert (again.status_code, again.text) == (201, first.text)
    assert (again.headers.get("ETag"), again.headers["Location"]) == (
        first.headers.get("ETag"),
        first.headers["Location"],
    )
    assert counted(gateway, table) == done


def test_a_key_whose_answer_was_swept_is_no_other_contact_s(gateway: Gateway, ask: Ask) -> None:
    sms = {"channel": "sms", "from": "07700 900123", "text": "Is my “repair” booked?\r\n"}
    first = ask("POST", "/contacts", sms, {"Idempotency-Key": "k"})
    for change in ({}, {"from": "07700 900124"}, {"text": "Water is coming in."}, {"to": "01632 960100"}):
        with gateway.database.transaction(LANDLORD) as connection:
            connection.execute(text("DELETE FROM kept_answers"))
        answer = ask("POST", "/contacts", {**sms, **change}, {"Idempotency-Key": "k"})
        if change:
            assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_reused")
        else:
            assert (answer.status_code, answer.text) == (201, first.text)
    assert counted(gateway, "contact_steps") == 1


def test_of_eight_who_read_the_same_one_changes_it(ask: Ask) -> None:
    seen = ask("GET", "/customers/sam").headers["ETag"]

    def change(number: int) -> int:
        body = {"name": f"Sam the {number}th"}
        return ask("PUT", "/customers/sam", body, {"If-Match": seen}).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = Counter(threads.map(change, range(8)))
    assert statuses == {200: 1, 412: 7}


def test_two_imports_at_once_make_nobody_twice(gateway: Gateway, ask: Ask) -> None:
    customers = [{"reference": f"T-{number}", "name": f"Somebody {number}"} for number in range(20)]

    def send(_: int) -> Counter[str]:
        answer = ask("POST", "/customers/import", {"customers": customers}).get_json()
        return Counter({name: answer[name] for name in ("created", "unchanged")})

    with ThreadPoolExecutor(4) as threads:
        said = sum(threads.map(send, range(4)), Counter[str]())
    assert said == {"created": 20, "unchanged": 60}
    assert counted(gateway, "people") == 23


def test_a_question_leaves_no_trace_and_a_contact_leaves_a_whole_one(gateway: Gateway, ask: Ask) -> None:
    tables = ("contacts", "contact_steps", "counters", "allowances", "audit", "breaches", "outbox")
    before = [counted(gateway, table) for table in tables]
    for body in (CALL, {**CALL, "customer_id": "sam"}):
        assert ask("POST", "/decisions", body).status_code == 200
    assert ask("POST", "/banners/search", {"phone": "07700900123"}).status_code == 200
    assert [counted(gateway, table) for table in tables] == before
    answer = ask("POST", "/contacts", CALL, {"Idempotency-Key": "call-1"})
    contact_id = answer.get_json()["contact_id"]
    assert ask("POST", f"/contacts/{contact_id}/outcomes", {"happening": "answered"}).status_code == 204
    shown = ask("GET", f"/contacts/{contact_id}").get_json()
    assert (shown["from"], shown["customer_id"]) == ("+447700900123", "sam")
    today = gateway.services.clock.now().date()
    span = f"from={today - timedelta(days=2)}&to={today + timedelta(days=2)}"
    assert ask("GET", f"/customers/sam/counters?{span}").get_json()["total"]["accepted"] == 1


def test_who_changed_what_is_on_record_by_the_token(gateway: Gateway, ask: Ask) -> None:
    made = ask("POST", "/customers", {"name": "Kit Example"})
    path = f"/customers/{made.get_json()['id']}"
    ask("PUT", path, {"name": "Kit Renamed"}, {"If-Match": made.headers["ETag"]})
    with gateway.database.transaction(LANDLORD) as connection:
        rows = connection.execute(text("SELECT tag, actor FROM audit WHERE tag LIKE 'api:%' ORDER BY seq")).all()
    (held,) = gateway.services.api.tokens.of_landlord(LANDLORD)
    assert rows == [("api:person:added", f"token:{held.id}"), ("api:person:changed", f"token:{held.id}")]


def test_the_trail_names_the_system_that_took_a_restriction_over_and_its_acts_name_the_officers(
    ask: Ask, gateway: Gateway
) -> None:
    made = ask("POST", "/restrictions", CAP).get_json()["id"]
    acts = ask("GET", f"/restrictions/{made}/case").get_json()["acts"]
    assert [act["by"] for act in acts] == ["kim", "lee", "lee"]
    with gateway.database.transaction(LANDLORD) as connection:
        trail = connection.execute(text("SELECT actor FROM audit WHERE tag = 'staff:case:act' ORDER BY seq")).scalars()
        actors = list(trail)
    assert len(actors) == 3
    assert all(re.fullmatch("token:.+", actor) for actor in actors)


def test_a_list_of_restrictions_takes_as_many_statements_for_many_customers_as_for_one(
    ask: Ask, gateway: Gateway
) -> None:
    seen: list[str] = []
    event.listen(gateway.database.engine, "before_cursor_execute", lambda *said: seen.append(said[2]))

    def taken() -> int:
        seen.clear()
        answer = ask("GET", "/restrictions")
        assert {one["state"] for one in answer.get_json()["items"]} == {"active"}
        return len(seen)

    assert ask("POST", "/restrictions", CAP).status_code == 201
    of_one = taken()
    for number in range(4):
        gateway.services.people.add(LANDLORD, new_person(id=f"sam-{number}", reference=f"T-{number}"))
        assert ask("POST", "/restrictions", {**CAP, "customer_id": f"sam-{number}"}).status_code == 201
    assert len(ask("GET", "/restrictions").get_json()["items"]) == 5
    assert taken() == of_one
