"""What reports are made of, and how the house is told of what is about no single case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.application.records_of_reports import House


class Reports(Protocol):
    """All cases at once, for counting; nothing that was told in words is read."""

    def house(self, landlord: str, until: datetime) -> House:
        """Read every case in which something was done, with what was done before that instant, and the officers."""

    def officers(self, landlord: str) -> Mapping[str, CaseOfficer]:
        """Return the officers by id."""

    def tell(self, landlord: str, reminder: Reminder) -> int:
        """Store tasks and notices that are not there yet, with an audit row for each; return how many those were."""
