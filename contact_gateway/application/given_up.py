"""What becomes of a letter that no mailbox takes: somebody prints it and posts it instead."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from contact_gateway.application.records import LETTER
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Channel

LETTER_NOT_SENT = "letter_not_sent"
"""The task. The letter counts as received all the same, so whoever does it sees whether what it tells has to wait."""

_SPACE = UUID("3f6e2a56-0d0c-4c6e-9a53-6b1f3a0e7c42")
"""The space of the ids that follow from the message."""


def is_letter(kind: str, channel: str) -> bool:
    """Whether a message is a letter itself; a text message only says that there is one."""
    return kind == LETTER and channel == Channel.EMAIL


def letter_not_sent(message_id: str, customer_id: str, at: datetime) -> Task:
    """Return the task about a message that was given up, once however often it is given up."""
    return Task(
        id=str(uuid5(_SPACE, message_id)),
        code=LETTER_NOT_SENT,
        customer_id=customer_id,
        contact_id="",
        for_officer="",
        clause="",
        made_at=at,
    )
