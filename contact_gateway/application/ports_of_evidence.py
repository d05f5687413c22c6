"""What is read of a customer's contacts before a restriction is signed or reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.domain.casework.evidence import Compared
from contact_gateway.domain.casework.replay import PastContact
from contact_gateway.domain.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A contact that was made against an arrangement."""

    contact_id: str
    restriction_id: str
    at: datetime
    outcome: Outcome


class Evidence(Protocol):
    """The contacts of one customer, in numbers and one by one. Times are half open; each answer is one statement."""

    def compared(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Compared:
        """Return the customer's figures beside the medians of all who made contact in that time.

        Counted are whole hours that begin in that time. Representatives and outside senders are nobody's measure.
        """

    def past_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[PastContact]:
        """Return the customer's contacts that began in that time, oldest first, each by its last step.

        Raises `NoKey` and `Unreadable` as encryption does: what was written is read, because words open subjects.
        """

    def breaches(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[Breach]:
        """Return the contacts that were made against an arrangement in that time, oldest first."""

    def ended_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[EndedBy]:
        """Return the customer's contacts that staff ended in that time, with what they wrote, oldest first.

        Raises `NoKey` and `Unreadable` as encryption does.
        """
