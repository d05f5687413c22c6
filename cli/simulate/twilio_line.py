"""Posts forms to a gateway as Twilio posts them: signed with the landlord's token, for its public address."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import click
import httpx
from twilio.request_validator import RequestValidator

from ivr.phone_simulator.network import NetworkFault

TIMEOUT_SECONDS = 15
"""What Twilio waits for an answer."""


class GatewayFault(click.ClickException):
    """The gateway answered with an error, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioLine:
    """One call or one conversation: `common` are the fields that every form of it has.

    `public_url` is what Twilio knows and signs, `url` where the gateway really listens.
    """

    public_url: str
    url: str
    auth_token: str = field(repr=False)
    common: Mapping[str, str] = field(default_factory=dict)
    client: httpx.Client

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        """Return the answer's body. Raises `GatewayFault` where the answer is an error, a redirect or none."""
        parts = urlsplit(path)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        form = {**self.common, **fields}
        signature = str(RequestValidator(self.auth_token).compute_signature(f"{self.public_url}{target}", form))
        headers = {"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1"}
        try:
            answer = self.client.post(f"{self.url}{target}", data=form, headers=headers)
        except httpx.HTTPError as fault:
            raise GatewayFault(f"The gateway at {self.url} did not answer {target}: {fault}.") from fault
        if not answer.is_success:
            raise GatewayFault(f"The gateway answered {target} with {answer.status_code}: {answer.text.strip()}")
        return answer.text


@dataclass(frozen=True, slots=True)
class TwilioNetwork:
    """Reaches the gateway for an exchange: the line of each account, by the account's id."""

    lines: Mapping[str, TwilioLine]

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        """Return the answer's body. Raises `NetworkFault`."""
        line = self.lines[account]
        if not url.startswith(f"{line.public_url}/"):
            raise NetworkFault(f"{url} is not below {line.public_url}, where this gateway is reached.")
        try:
            return line.post(url, fields)
        except GatewayFault as fault:
            raise NetworkFault(fault.message) from fault


def new_sid(prefix: str) -> str:
    """Return an id as Twilio makes them: two letters and 32 hexadecimal digits."""
    return f"{prefix}{uuid.uuid4().hex}"
