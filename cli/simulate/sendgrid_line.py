"""Posts a mail to a gateway as SendGrid posts it: its form, signed with the demo's key."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What somebody writes. `spoofed`: the address in From is not the writer's own, and nothing proves it."""

    sender: str
    addressed: str
    subject: str
    text: str
    spoofed: bool = False


def sendgrid_request(
    url: str, mail: Mail, key: EllipticCurvePrivateKey, now: datetime, *, raw: bool = False
) -> httpx.Request:
    """Return the request that SendGrid would make for a mail; `raw` is the form in which it leaves the mail whole."""
    written = _written(mail, now)
    domain = mail.sender.rpartition("@")[2]
    fields = {
        "to": mail.addressed,
        "from": mail.sender,
        "subject": mail.subject,
        "envelope": json.dumps({"to": [mail.addressed], "from": mail.sender}),
        "dkim": "none" if mail.spoofed else f"{{@{domain} : pass}}",
        "SPF": "fail" if mail.spoofed else "pass",
        "sender_ip": "192.0.2.10",
        "charsets": json.dumps(dict.fromkeys(("to", "from", "subject", "text"), "UTF-8")),
    }
    whole = {"email": written.as_string()}
    apart = {"headers": _head(written), "text": mail.text, "attachments": "0"}
    form = {**fields, **(whole if raw else apart)}
    request = httpx.Request("POST", url, files={name: (None, value) for name, value in form.items()})
    timestamp = str(int(now.timestamp()))
    signature = key.sign(timestamp.encode() + request.read(), ECDSA(SHA256()))
    request.headers["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp
    request.headers["X-Twilio-Email-Event-Webhook-Signature"] = base64.b64encode(signature).decode()
    return request


def _written(mail: Mail, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, mail.addressed, mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{uuid.uuid4()}@example.org>"
    message.set_content(mail.text)
    return message


def _head(message: EmailMessage) -> str:
    return "".join(f"{name}: {value}\n" for name, value in message.items())
