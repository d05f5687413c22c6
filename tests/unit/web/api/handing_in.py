"""Handing a call in to the API, as a contact centre does."""

from __future__ import annotations

from typing import Any

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.unit.web.api.api_app import Api

CALL = {"channel": "voice", "from": "07700 900123", "to": "01632 960100"}
ONE_A_WEEK = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE])


def received(api: Api, idempotency_key: str = "call-1", /, **change: object) -> dict[str, Any]:
    answer = api.post("/contacts", {**CALL, **change}, **{"Idempotency-Key": idempotency_key})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/contacts/{body['contact_id']}"
    return body


def tried(api: Api, **change: object) -> dict[str, Any]:
    answer = api.post("/decisions", {**CALL, **change})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body
