"""Send what waits in the outbox."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from contact_gateway.application.errors import CannotSend, NotFound
from contact_gateway.application.ports import Mailer, Outbox
from contact_gateway.application.records import DueMessage, OutgoingMessage

BATCH = 20
TRIES = 12
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 3600
CLAIM_SECONDS = 660
"""Longer than a whole batch can take at the mailer's thirty seconds each, so that nobody else sends it meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayOutbox:
    """Send a landlord's due messages.

    A message is sent at least once: should the process die between the server's yes and our mark, it leaves again when
    the claim has expired, under the same Message-ID, by which mailboxes tell that it is the same one. A server that
    cannot be reached is tried again after 30 seconds, then twice as long each time, up to an hour, twelve times in all;
    after that, or when the server refuses for good, the message is given up for a person to see.
    One that went meanwhile, with whoever was erased, has nothing left to mark.
    """

    outbox: Outbox
    mailer: Mailer

    def __call__(self, landlord: str) -> int:
        """Send at most one batch; return how many left. Raises `Unavailable`."""
        return sum(self._send(due) for due in self.outbox.claim(landlord, BATCH, CLAIM_SECONDS))

    def _send(self, due: DueMessage) -> bool:
        try:
            self.mailer.send(due.landlord, _named(due), due.document)
        except CannotSend as error:
            wait = None if error.permanent else _wait_seconds(due.attempts)
            self._failed(due, str(error), wait)
            return False
        except Exception as error:  # noqa: BLE001 one message that trips the mailer up must not stop all behind it
            why = f"The message could not be put together ({type(error).__name__})."
            self._failed(due, why, _wait_seconds(due.attempts))
            return False
        with suppress(NotFound):
            self.outbox.sent(due.landlord, due.id)
        return True

    def _failed(self, due: DueMessage, why: str, wait: int | None) -> None:
        with suppress(NotFound):
            self.outbox.failed(due.landlord, due.id, why, retry_in_seconds=wait)


def _named(due: DueMessage) -> OutgoingMessage:
    """Give the message the outbox's own id, from which its Message-ID is made: the same at every try."""
    return replace(due.message, payload={**due.message.payload, "id": due.id})


def _wait_seconds(attempts: int) -> int | None:
    """Return the wait after so many attempts, this one included; None when it was the last."""
    if attempts >= TRIES:
        return None
    doublings = max(attempts - 1, 0)
    return int(min(FIRST_WAIT_SECONDS * 2**doublings, LONGEST_WAIT_SECONDS))
