"""What is held on a customer, prepared, looked through and released by other systems for officers."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from contact_gateway.application.records_of_api import ApiScope
from tests.builders import restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD


def prepared(api: Api, **headers: str) -> dict[str, Any]:
    answer = api.post("/customers/sam/exports", {"officer": "lee"}, **headers)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/exports/{body['id']}"
    return body


def packed(api: Api, export_id: str) -> dict[str, str]:
    answer = api.get(f"/exports/{export_id}/file", Accept="application/zip")
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def test_an_export_is_looked_through_before_it_leaves(api: Api) -> None:
    api.decide(restriction())
    made = prepared(api)
    assert (made["state"], made["customer_id"], made["prepared_by"]) == ("prepared", "sam", "lee")
    draft = api.get(f"/exports/{made['id']}").get_json()
    assert draft["rows"]["restrictions"] == 1
    assert draft["files"] == []
    assert {"name": "Lee Officer", "role": "officer", "said": ["lee"], "rows": ["restrictions/1"]} in draft[
        "third_parties"
    ]
    assert "Do not pass on" in packed(api, made["id"])["index.html"]
    said = {"officer": "lee", "redactions": [{"passage": "lee"}]}
    released = api.post(f"/exports/{made['id']}/release", said)
    assert (released.status_code, released.get_json()["state"]) == (200, "released")
    given_out = packed(api, made["id"])
    assert "lee" not in json.loads(given_out["data/restrictions.json"])[0]["decided_by"]
    assert "Sam Example" in given_out["index.html"]
    assert "Do not pass on" not in given_out["index.html"]
    assert [one["state"] for one in api.get("/customers/sam/exports").get_json()["items"]] == ["released"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"officer": "nobody"}, (409, "unknown_officer")),
        ({"officer": "lee", "redactions": [{"passage": "nowhere"}]}, (409, "passage_not_there")),
        ({"officer": "lee", "given": ["x"]}, (409, "unknown_file")),
        ({"officer": "lee", "redactions": [{"passage": ""}]}, (422, "invalid_body")),
        ({"officer": "lee", "redactions": [{"passage": "x", "row": "everywhere"}]}, (422, "invalid_body")),
        ({}, (422, "invalid_body")),
    ],
    ids=repr,
)
def test_what_cannot_be_released_is_not(api: Api, body: object, expected: tuple[int, str]) -> None:
    made = prepared(api)
    assert code(api.post(f"/exports/{made['id']}/release", body)) == expected
    assert api.get("/customers/sam/exports").get_json()["items"][0]["state"] == "prepared"


def test_what_was_released_is_not_looked_through_again(api: Api) -> None:
    made = prepared(api)
    assert api.post(f"/exports/{made['id']}/release", {"officer": "lee"}).status_code == 200
    assert code(api.get(f"/exports/{made['id']}")) == (409, "already_released")
    assert code(api.post(f"/exports/{made['id']}/release", {"officer": "lee"})) == (409, "already_released")


def test_the_same_request_again_prepares_one_export(api: Api) -> None:
    first, again = (prepared(api, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first == again
    assert len(api.get("/customers/sam/exports").get_json()["items"]) == 1


def test_nobody_without_the_scope_and_no_other_landlord_gets_at_an_export(api: Api) -> None:
    made = prepared(api)
    weak = api.make_token(ApiScope.CUSTOMERS_READ, name="weak")
    for path in ("/customers/sam/exports", f"/exports/{made['id']}", f"/exports/{made['id']}/file"):
        assert code(api.ask("GET", path, token=weak)) == (403, "insufficient_scope")
        assert code(api.ask("GET", path, token=api.others_token)) == (404, "not_found")
    assert code(api.post("/customers/nobody/exports", {"officer": "lee"})) == (404, "not_found")
    assert code(api.post("/customers/sam/exports", {"officer": "nobody"})) == (409, "unknown_officer")


def test_every_look_at_an_export_is_put_on_record(api: Api) -> None:
    made = prepared(api)
    api.get(f"/exports/{made['id']}")
    packed(api, made["id"])
    rows = [row.split()[0] for row in api.memory.of(LANDLORD).audit if row.startswith("staff:subject_export")]
    assert rows == [f"staff:subject_export:{what}" for what in ("prepared", "read", "taken")]
