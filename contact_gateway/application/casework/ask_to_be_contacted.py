"""Ask a customer to make contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_beside import AskedForContact
from contact_gateway.domain.contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToBeContacted:
    """The use case: a window is open, once, in which this customer's contact by the channel gets through."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, channel: Channel, until: datetime) -> Answer:
        """Open the window until an instant. Raises `NotFound`, `Refused` (unknown_officer, impossible_terms)."""
        with self.work.on_customer(landlord, customer_id, by) as case:
            if until <= case.now:
                raise Refused("impossible_terms", f"The window would be over at {until}; give a time to come.")
            act = AskedForContact(id=case.new_id(), by=by, at=case.now, channel=channel, until=until)
            return file_act(case, act)
