"""Posts forms to an application in this very process, signed as Twilio signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask
from twilio.request_validator import RequestValidator

from ivr.phone_simulator.network import NetworkFault


@dataclass(slots=True)
class ApplicationLine:
    """The line of one account; `public_url` is what Twilio knows and signs."""

    public_url: str
    auth_token: str = field(repr=False)
    app: Flask | None = None

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:  # noqa: ARG002 there is one account
        """Return the answer's body. Raises `NetworkFault`."""
        if self.app is None or not url.startswith(f"{self.public_url}/"):
            raise NetworkFault(f"{url} is nowhere.")
        form = dict(fields)
        signature = str(RequestValidator(self.auth_token).compute_signature(url, form))
        parts = urlsplit(url)
        answer = self.app.test_client().post(
            parts.path, query_string=parts.query, data=form, headers={"X-Twilio-Signature": signature}
        )
        if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            raise NetworkFault(f"{parts.path} answered {answer.status_code}: {answer.text.strip()}")
        return answer.text
