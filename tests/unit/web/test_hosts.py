"""Pages answer to our own names; machines are answered whatever they call us."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from tests.fakes.encryption import ENCRYPTION, keys_table

NOWHERE = "postgresql+psycopg://nobody@/nothing?host=/nowhere"
PAGE = "/desk/sign-in"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    keys = tmp_path / "keys.toml"
    keys.write_text(f'[magna]\npublic_base_url = "https://contact.magna.example.org"\n{keys_table("magna")}')
    environ = {"PUBLIC_BASE_URL": "https://gateway.example.org", "LANDLORD_KEYS_FILE": str(keys)}
    settings = Settings.from_environ({"SECRET_KEY": "x" * 32, "DATA_DIR": str(tmp_path), **environ})
    app: Flask = build_app(open_gateway(NOWHERE, ENCRYPTION).services, settings)
    return app.test_client()


def status(client: FlaskClient, path: str, host: str) -> int:
    return client.get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    [
        *("gateway.example.org", "GATEWAY.example.org", "gateway.example.org:443", "contact.magna.example.org"),
        *("localhost", "localhost:8080", "127.0.0.1:8080", "10.1.2.3", "[::1]:8080", "[2001:db8::1]"),
    ],
)
def test_a_page_answers_to_our_names_and_to_plain_addresses(client: FlaskClient, host: str) -> None:
    assert status(client, PAGE, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example.org", "gateway.example.org.evil.example.org", "evilgateway.example.org", "gateway", ""),
        *("gateway.example.org@evil.example.org", "10.1.2.3.evil.example.org", "1", "[::1", "\u00e9.example.org"),
        *("gateway.example.org:abc", "evil.example.org#gateway.example.org"),
    ],
)
def test_a_page_answers_to_no_other_name_and_does_not_repeat_it(client: FlaskClient, host: str) -> None:
    answer = client.get(PAGE, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (421, "text/plain")
    assert "evil" not in f"{answer.headers}{answer.text}"


def test_health_the_doors_and_the_api_answer_whatever_name_they_are_asked_by(client: FlaskClient) -> None:
    for host in ("10.1.2.3:8080", "gateway-0.internal", "evil.example.org", "x:abc"):
        assert status(client, "/livez", host) == 200
        assert status(client, "/readyz", host) == 503
        assert status(client, "/api/openapi.json", host) == 200
        assert client.post("/webhooks/magna/twilio/voice/incoming", headers={"Host": host}).status_code == 404


def test_where_people_start_they_are_led_on_without_a_name(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example.org", "X-Forwarded-Host": "evil.example.org"})
    assert answer.headers["Location"] == "/desk/"
