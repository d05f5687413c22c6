"""A mail server that only remembers."""

from __future__ import annotations

from contact_gateway.application.errors import CannotSend
from contact_gateway.application.records import Document, OutgoingMessage


class FakeMailer:
    """The mailer port. `faults` are raised first, one a message, oldest first."""

    def __init__(self, *faults: CannotSend) -> None:
        self.sent: list[tuple[str, OutgoingMessage, Document | None]] = []
        self._faults = list(faults)

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:
        if self._faults:
            raise self._faults.pop(0)
        self.sent.append((landlord, message, document))
