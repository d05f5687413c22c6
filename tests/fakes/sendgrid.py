"""SendGrid as it reaches us: its forms, signed with the landlord's key, posted to the application in this process."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.test import TestResponse

from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.adapters.sendgrid_signature import SendgridSignatures
from contact_gateway.app import create_app
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records import DecidedBy, RecordedStep
from contact_gateway.application.services import Services
from contact_gateway.domain.policy import Line
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.web.webhooks.sendgrid_mail import mail_routes
from tests.builders import MONDAY, new_officer, new_person, policy
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.memory import Memory, OutboxRow
from tests.fakes.policies import MemoryPolicies
from tests.unit.web.desk.desk_app import memory_services

LANDLORD = "example"
MAILBOX = "hello@landlord.example.org"
SAM = "sam@example.org"
LINES = (Line(address=MAILBOX), Line(address="+441632960000"))
BOUNDARY = "xYzZY"

Parts = Iterable[tuple[str, bytes]]


def public_text(key: EllipticCurvePrivateKey) -> str:
    """Return the public half as SendGrid shows it."""
    encoded = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(encoded).decode()


def headers(**said: str) -> str:
    """Return the headers of a mail from Sam, as SendGrid hands them over in a field."""
    usual = {"From": f"Sam Example <{SAM}>", "To": MAILBOX, "Subject": "Repair", "Message-ID": "<1@example.org>"}
    named = {name.replace("_", "-"): value for name, value in said.items()}
    return "".join(f"{name}: {value}\n" for name, value in {**usual, **named}.items() if value)


def parsed(**said: str | bytes) -> dict[str, bytes]:
    """Return the form of a proven mail from Sam, taken apart; an empty field is left out."""
    usual: dict[str, str | bytes] = {
        "headers": headers(),
        "from": f"Sam Example <{SAM}>",
        "to": MAILBOX,
        "subject": "Repair",
        "text": "Any news of my repair?",
        "envelope": json.dumps({"to": [MAILBOX], "from": SAM}),
        "charsets": "{}",
        "dkim": "{@example.org : pass}",
        "SPF": "pass",
    }
    form = {**usual, **said}
    return {name: value.encode() if isinstance(value, str) else value for name, value in form.items() if value}


def raw(mail: bytes, **said: str | bytes) -> dict[str, bytes]:
    """Return the form of a mail that is left whole."""
    return parsed(email=mail, headers="", text="", **said)


def multipart(fields: Mapping[str, bytes], files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return a form's body: fields as SendGrid writes them, then files under their names."""
    parts = [(f'name="{name}"'.encode(), value) for name, value in fields.items()]
    parts += [(b'name="attachment1"; filename="%s"' % name.encode("latin-1"), value) for name, value in files]
    return (
        b"".join(
            b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head, value)
            for head, value in parts
        )
        + b"--%s--\r\n" % BOUNDARY.encode()
    )


class Sendgrid:
    """An installation with one landlord, Sam and Lee, and the account that delivers its mail."""

    def __init__(self, services: Services | None = None) -> None:
        self.key = generate_private_key(SECP256R1())
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.log = MemoryContactLog(self.memory)
        self.services = services or self._in_memory()
        door = mail_routes(self.services, SendgridSignatures({LANDLORD: public_text(self.key)}), MimeReader())
        self.app = create_app(self.services, pages=(), doors=(door,), secret_key="k" * 32, secure=True)

    def deliver(self, fields: Mapping[str, bytes], files: Iterable[tuple[str, bytes]] = (), **how: str) -> TestResponse:
        return self.post(multipart(fields, files), **how)

    def post(self, body: bytes, landlord: str = LANDLORD, content_type: str = "", timestamp: str = "") -> TestResponse:
        timestamp = timestamp or str(int(self.services.clock.now().timestamp()))
        signature = base64.b64encode(self.key.sign(timestamp.encode() + body, ECDSA(SHA256()))).decode()
        return self.send(body, timestamp, signature, landlord, content_type)

    def send(
        self, body: bytes, timestamp: str, signature: str, landlord: str = LANDLORD, content_type: str = ""
    ) -> TestResponse:
        said = {
            "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
            "X-Twilio-Email-Event-Webhook-Signature": signature,
        }
        return self.app.test_client().post(
            f"/webhooks/{landlord}/sendgrid/inbound",
            data=body,
            headers={name: value for name, value in said.items() if value},
            content_type=content_type or f"multipart/form-data; boundary={BOUNDARY}",
        )

    def decide(self, restriction: Restriction, at: datetime = MONDAY) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=at, policy_version=1)
        self.services.casework.take_over(LANDLORD, restriction, decided)

    @property
    def stored(self) -> list[RecordedStep]:
        """What was stored, one a contact."""
        rows = self.memory.of(LANDLORD).contacts.values()
        return [row.last for row in rows if row.last]

    @property
    def waiting(self) -> list[OutboxRow]:
        """The messages in the outbox."""
        return list(self.memory.of(LANDLORD).outbox.values())

    def _in_memory(self) -> Services:
        policies = MemoryPolicies(
            self.memory,
            lambda landlord, version, name, _: policy(landlord=landlord, version=version, name=name, lines=LINES),
        )
        policies.import_pack(LANDLORD, "Example Homes", MONDAY)
        services = replace(
            memory_services(self.memory),
            receive_contact=ReceiveContact(log=self.log, policies=policies, clock=self.clock),
            policies=policies,
        )
        services.people.add(LANDLORD, new_person())
        services.people.add(LANDLORD, new_officer())
        return services
