"""Somebody who talks to the caller finds that it is an emergency: from then on nothing ends this call but people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.errors import Refused
from contact_gateway.application.extend_call import drop_notices
from contact_gateway.application.lift_limit import LiftLimit
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records import RecordedStep
from contact_gateway.application.records_of_calls import Leg, StaffAct
from contact_gateway.domain.contact import Channel, Key, Step
from contact_gateway.domain.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEmergency:
    """The cap, its notices and any end that was wanted go first; then the contact is decided as an emergency.

    That gives its allowance back. Who tagged it first is on record.
    """

    book: CallBook
    lift_limit: LiftLimit
    lookup: ContactLookup
    receive_contact: ReceiveContact

    def __call__(self, landlord: str, contact_id: str, officer: str) -> None:
        """Tag a call; tagged again the provider is asked again where it keeps its limit, and nothing else changes.

        Until the provider has lifted it the clock asks too, and the call as it is shown says so (`LIMIT_KEPT`).
        Raises `NotFound`, `Unavailable` and `Refused`: not_a_call.
        """
        step = self.lookup.recorded(landlord, contact_id)
        contact = step.contact
        if contact.channel is not Channel.VOICE:
            raise Refused("not_a_call", "Only a call is tagged as an emergency; writing is when it comes in.")
        leg = self._uncapped(landlord, step, officer)
        if leg is not None and leg.keeps_limit and leg.leg_id and not leg.gone:
            self.lift_limit(landlord, leg)
        self.receive_contact(landlord, replace(contact, step=Step.KEY, pressed=Key.EMERGENCY, turn=1))

    def _uncapped(self, landlord: str, step: RecordedStep, officer: str) -> Leg | None:
        """Take cap and end off the leg that stands and return it; None where no call runs through a room."""
        with self.book.open(landlord, step.contact_id) as book:
            call = book.call()
            if call.leg.emergency if call else step.decision.outcome is Outcome.EMERGENCY:
                return call.leg if call else None
            book.put_act(StaffAct.TAGGED_EMERGENCY, officer)
            if call is None:
                return None
            leg = replace(call.leg, emergency=True, ends_at=None)
            book.put_leg(leg)
            drop_notices(book, leg, "The call is an emergency.")
        return leg
