"""Text messages that leave by Twilio's REST API, through the official client."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from contact_gateway.adapters.twilio.account import Clients, RestAccount
from contact_gateway.adapters.twilio.http import Patience
from contact_gateway.application.errors import CannotSend, NotDone, Unclear
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.domain.contact import Channel

_LATER = frozenset(
    {
        *("unreachable", "no_account", "20003"),
        *(str(code.value) for code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)),
    }
)
"""Codes of what may go away: nobody was reached, or keys are missing or wrong, which somebody will put right."""


class TwilioTexts:
    """The mailer port for text messages.

    One of which nobody knows whether it left is sent again: that there is a letter may be said twice.
    """

    def __init__(self, accounts: Mapping[str, RestAccount], patience: Patience | None = None) -> None:
        """Take the accounts by the landlord's slug."""
        self._clients = Clients(accounts, patience)

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:  # noqa: ARG002 a text carries no file
        """Send one text message."""
        if message.channel is not Channel.SMS:
            raise CannotSend(f"Messages by {message.channel} do not go out as texts.", permanent=True)
        said = message.payload
        try:
            self._clients.once(landlord).messages.create(
                to=str(said["to"]), from_=str(said["from"]), body=str(said["text"])
            )
        except NotDone as fault:
            raise CannotSend(str(fault), permanent=fault.code not in _LATER) from fault
        except Unclear as fault:
            raise CannotSend(str(fault), permanent=False) from fault
