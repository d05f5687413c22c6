"""Erase a customer on request: what was said and written goes, counts and the audit trail stay, by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_retention import Erasures
from contact_gateway.application.records_of_retention import Erased


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson:
    """Look first, with `would_erase`. Where this fails half-way it can be done again."""

    erasures: Erasures
    people: People
    files: Files
    clock: Clock

    def would_erase(self, landlord: str, customer_id: str) -> Sequence[Erased]:
        """Return what it would do, and do nothing. Raises what the erasure itself raises."""
        return self.erasures.would_erase(landlord, customer_id, self.clock.now())

    def erase(self, landlord: str, customer_id: str, officer: str) -> Sequence[Erased]:
        """Erase the customer and return what was done.

        Raises `NotFound`; `Refused` as `unknown_officer`, `legal_hold`, `in_force`, `appeal_open`, `no_customer`.
        """
        refuse_strangers(self.people, landlord, officer)
        done, file_ids = self.erasures.erase(landlord, customer_id, officer, self.clock.now())
        for file_id in file_ids:
            self.files.delete(landlord, file_id)
        return done
