"""The values that travel between the use cases of reports and their port."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.records_of_casework import CaseOfficer, Filed
from contact_gateway.domain.people import Adjustment


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKept:
    """A customer's case for counting: acts with codes and dates, oldest first, and what is known of the person.

    `reachable` says that there is an address or a contact point.
    """

    customer_id: str
    filed: tuple[Filed, ...] = ()
    adjustments: frozenset[Adjustment] = field(default_factory=frozenset)
    language: str = "en"
    priority: bool = False
    identified: bool = True
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A landlord's cases and officers, read together."""

    cases: tuple[CaseKept, ...] = ()
    officers: Mapping[str, CaseOfficer] = field(default_factory=dict)
