"""Bring customers into step with the landlord's own system, by its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports_of_registers import PersonFiles
from contact_gateway.application.records_of_registers import Synced, SyncedCustomer


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncCustomers:
    """The use case. `new_id` gives the ids of those who are new."""

    people: PersonFiles
    new_id: Callable[[], str]

    def __call__(self, landlord: str, customers: Sequence[Synced], by: str) -> list[SyncedCustomer]:
        """Store who is new, change who is different, leave the others alone; nobody is ever deleted.

        Raises `Refused` (reference_twice); then, and where anything else goes wrong, nobody was changed.
        """
        seen = Counter(customer.reference.casefold() for customer in customers)
        twice = next((reference for reference, count in seen.items() if count > 1), None)
        if twice is not None:
            raise Refused("reference_twice", f"The reference {twice!r} stands in this import more than once.")
        return self.people.sync(landlord, customers, [self.new_id() for _ in customers], by)
