"""End somebody's authority to act for a customer."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Restrictions
from contact_gateway.application.ports_of_registers import PersonFiles
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.kinds.enforced import RepresentativeOnly


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRepresentative:
    """The use case. Whoever alone may speak for a customer is not taken away: nobody could speak then."""

    people: PersonFiles
    restrictions: Restrictions

    def __call__(self, landlord: str, was: PersonFile, by: str) -> None:
        """Forget a representative. Raises `NotFound`, `Stale`, `Refused` (still_named, still_restricted)."""
        for restriction in self.restrictions.of_customer(landlord, was.of):
            if isinstance(restriction.terms, RepresentativeOnly) and restriction.terms.representative == was.id:
                raise Refused("still_named", f"By restriction {restriction.id} this person alone speaks; end it first.")
        self.people.remove(landlord, was, by)
