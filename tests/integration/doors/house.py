"""The whole application on PostgreSQL, as it is built for production: two landlords, each with accounts of its own."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from psycopg import sql
from sqlalchemy import make_url
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.records import DecidedBy
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.web import build_app
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.settings import Settings
from tests.builders import MONDAY, new_officer, new_person
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION, keys_table
from tests.fakes.sendgrid import BOUNDARY, public_text

HERE, THERE = "tuntum", "octavia"
BASE_URL = "https://contact.example.org"
ACCOUNTS = {HERE: f"AC{'1' * 32}", THERE: f"AC{'2' * 32}"}
TOKENS = {HERE: "the-token-of-tuntum", THERE: "the-token-of-octavia"}
SHARED_KEY = "key-1"
SHARED_SECRETS = {HERE: "the-shared-secret-of-tuntum", THERE: "the-shared-secret-of-octavia"}
CALL_SID, MESSAGE_SID = f"CA{'a' * 32}", f"SM{'b' * 32}"
SAM = "+447700900123"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"
MAIL_ROUTE = "sendgrid/inbound"

Pairs = Sequence[tuple[str, str]]
State = Mapping[str, tuple[int, int]]


class House:
    """What stands at the doors: signed and forged requests go in, and the state behind can be compared."""

    def __init__(self, database_url: str, direct_url: str, folder: Path, base_url: str = BASE_URL) -> None:
        self.clock = FakeClock()
        self.gateway = open_gateway(database_url, ENCRYPTION, clock=self.clock)
        self.services = self.gateway.services
        self.mail_keys = {landlord: generate_private_key(SECP256R1()) for landlord in (HERE, THERE)}
        for landlord in (HERE, THERE):
            self.services.policies.import_pack(landlord, shipped_packs()[landlord], MONDAY)
        self.services.people.add(HERE, new_person())
        self.services.people.add(HERE, new_officer())
        self.app = build_app(self.services, Settings.from_environ(self._environ(folder, base_url)))
        self.client = self.app.test_client()
        self._conninfo = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)

    def _environ(self, folder: Path, base_url: str) -> dict[str, str]:
        keys = folder / "keys.toml"
        keys.write_text("".join(self._keys_of(landlord) for landlord in (HERE, THERE)))
        said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": base_url}
        return {**said, "DATA_DIR": str(folder), "LANDLORD_KEYS_FILE": str(keys)}

    def _keys_of(self, landlord: str) -> str:
        return (
            f'[{landlord}.twilio]\naccount_sid = "{ACCOUNTS[landlord]}"\nauth_tokens = ["{TOKENS[landlord]}"]\n'
            f'[{landlord}.twilio.shared_keys]\n{SHARED_KEY} = "{SHARED_SECRETS[landlord]}"\n'
            f'[{landlord}.sendgrid]\npublic_key = "{public_text(self.mail_keys[landlord])}"\n' + keys_table(landlord)
        )

    def decide(self, decided_on: Restriction) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        self.services.casework.take_over(HERE, decided_on, decided)

    def post(self, route: str, fields: Mapping[str, str], landlord: str = HERE) -> TestResponse:
        """Post a form that the landlord's account signed."""
        return self.post_pairs(route, tuple({**usual_fields(landlord), **fields}.items()), landlord)

    def post_pairs(self, route: str, pairs: Pairs, landlord: str = HERE) -> TestResponse:
        path = path_of(route, landlord)
        return self.send(path, urlencode(pairs).encode(), sign(path, pairs, landlord))

    def send(
        self, path: str, body: bytes, headers: Mapping[str, str], content_type: str = FORM, host: str = ""
    ) -> TestResponse:
        said = {**headers, **({"Host": host} if host else {})}
        return self.client.post(path, data=body, headers=said, content_type=content_type)

    def mail(self, body: bytes, landlord: str = HERE, signer: str = "") -> TestResponse:
        """Post a mail as SendGrid does, signed for the landlord unless another signs."""
        timestamp = str(int(self.clock.now().timestamp()))
        return self.send_mail(body, timestamp, self.mail_signature(body, timestamp, signer or landlord), landlord)

    def mail_signature(self, body: bytes, timestamp: str, signer: str = HERE) -> str:
        return base64.b64encode(self.mail_keys[signer].sign(timestamp.encode() + body, ECDSA(SHA256()))).decode()

    def send_mail(self, body: bytes, timestamp: str, signature: str, landlord: str = HERE) -> TestResponse:
        said = {
            "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
            "X-Twilio-Email-Event-Webhook-Signature": signature,
        }
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.send(f"/webhooks/{landlord}/{MAIL_ROUTE}", body, said, kind)

    def state(self) -> State:
        """Return, for every table, how many rows it has and when one was last written."""
        with psycopg.connect(self._conninfo) as connection:
            tables = connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                " AND table_type = 'BASE TABLE' ORDER BY 1"
            ).fetchall()
            return {name: _written(connection, name) for (name,) in tables}

    def execute(self, statement: str) -> None:
        """Do something to the database behind the application's back."""
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            connection.execute(statement.encode())

    def close(self) -> None:
        self.gateway.database.close()


def _written(connection: psycopg.Connection[tuple[object, ...]], table: str) -> tuple[int, int]:
    query = sql.SQL("SELECT count(*), coalesce(max(xmin::text::bigint), 0) FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row
    return int(str(row[0])), int(str(row[1]))


def usual_fields(landlord: str = HERE) -> dict[str, str]:
    """Return what every form of the landlord's account holds."""
    return {"AccountSid": ACCOUNTS[landlord], "From": SAM, "To": "+441632960200", "ApiVersion": "2010-04-01"}


def path_of(route: str, landlord: str = HERE) -> str:
    return f"/webhooks/{landlord}/twilio/{route}"


def sign(path: str, pairs: Iterable[tuple[str, str]], landlord: str = HERE) -> dict[str, str]:
    """Return the header with which the landlord's account signs these pairs."""
    validator = RequestValidator(TOKENS[landlord])
    return {"X-Twilio-Signature": str(validator.compute_signature(f"{BASE_URL}{path}", MultiDict(list(pairs))))}
