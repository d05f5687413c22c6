"""Which sender a message leaves by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_gateway.application.errors import CannotSend
from contact_gateway.application.ports import Mailer
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.domain.contact import Channel


@dataclass(frozen=True, slots=True)
class SendByChannel:
    """A mailer over one for each channel that messages leave by."""

    senders: Mapping[Channel, Mailer]

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:
        """Send one message by its channel. Raises `CannotSend`."""
        sender = self.senders.get(message.channel)
        if sender is None:
            raise CannotSend(f"Nothing leaves by {message.channel} from here.", permanent=True)
        sender.send(landlord, message, document)
