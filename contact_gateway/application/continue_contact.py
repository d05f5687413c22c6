"""A later step, or a later report, about a contact that another system handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.receive_contact import Answer, ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, RecordedStep
from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.counting import TOLD_BY_STAFF, Event

API_PROVIDER = "api:"
"""Begins the provider of every contact that came by the API; the name of the token follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinueContact:
    """Decide the next step of a contact, or record what became of it, by the contact's own id."""

    lookup: ContactLookup
    receive_contact: ReceiveContact
    record_outcome: RecordOutcome

    def __call__(
        self,
        landlord: str,
        contact_id: str,
        step: Step,
        *,
        pressed: str = "",
        reference: str = "",
        unanswered_by: str = "",
    ) -> Answer:
        """Decide a key that was pressed, a reference that was keyed, or that whoever was rung did not answer.

        The same step again gets the same answer. Raises `NotFound`, `Refused` (other_provider, not_put_through).
        """
        last = self._of_the_api(landlord, contact_id)
        turn = _missed(last, unanswered_by) if step is Step.UNANSWERED else _turn(last.contact, step, reference)
        return self.receive_contact(
            landlord, replace(last.contact, step=step, pressed=pressed, reference=reference, turn=turn)
        )

    def happened(self, landlord: str, contact_id: str, event: Event) -> None:
        """Record what happened; told again it changes nothing. Raises `NotFound`, `Refused` (other_provider).

        What staff tell of handling a contact is taken of every provider's.
        """
        by_staff = event.happening in TOLD_BY_STAFF
        last = self.lookup.recorded(landlord, contact_id) if by_staff else self._of_the_api(landlord, contact_id)
        contact = last.contact
        self.record_outcome(landlord, ContactKey(contact.provider, contact.provider_id), event)

    def _of_the_api(self, landlord: str, contact_id: str) -> RecordedStep:
        last = self.lookup.recorded(landlord, contact_id)
        if not last.contact.provider.startswith(API_PROVIDER):
            raise Refused("other_provider", "This contact came by another provider, which tells the rest of it itself.")
        return last


def _turn(last: Contact, step: Step, reference: str) -> int:
    """Return which go at a reference this is: the same one again is the same go, told twice."""
    if step is not Step.REFERENCE or last.step is not Step.REFERENCE:
        return 1
    return last.turn if reference == last.reference else last.turn + 1


def _missed(last: RecordedStep, by: str) -> int:
    """Return how many were rung in vain now; who is told of again was counted before."""
    if by in last.contact.tried:
        return last.contact.turn
    if by != last.decision.to:
        raise Refused("not_put_through", "This contact was not put through to them; tell of whoever was rung last.")
    return len(last.contact.tried) + 1
