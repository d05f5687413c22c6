"""What is put on record about a customer and changes nothing: disclosures, steps at law, proofs of authority.

None is a rung of the ladder, none restricts anybody, and none opens or shuts a way to the landlord.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contact_gateway.domain.casework.acts import Act


class Recipient(StrEnum):
    """To whom something about a customer was told."""

    POLICE = "police"
    COUNCIL = "council"
    SOCIAL_CARE = "social_care"
    HEALTH = "health"
    PROBATION = "probation"
    COURT = "court"
    LANDLORD = "landlord"
    OTHER = "other"


class Basis(StrEnum):
    """What allows it: a law that permits, and compels nobody to tell (MAG-18), or an order, or the customer."""

    CRIME_AND_DISORDER = "section_115"
    SAFEGUARDING = "safeguarding"
    VITAL_INTERESTS = "vital_interests"
    COURT_ORDER = "court_order"
    CONSENT = "consent"
    OTHER_LAW = "other_law"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed(Act):
    """That somebody outside was told something, on which basis, and who agreed to it.

    Among its words are `asked_by`, `purpose`, `shared` and `law`: who asked, what for, what was shared, another law.
    """

    to: Recipient
    basis: Basis
    agreed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenancyActionTaken(Act):
    """That the landlord acts on the tenancy, and who agreed to it; what is done is among its words (OCT-4.5)."""

    agreed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrderMade(Act):
    """What a court ordered about this customer; `terms` and `court` are among its words.

    What it forbids at the landlord's doors is carried out by a restriction of the kind `court_order`.
    """

    reference: str
    made_on: date
    ends_on: date | None = None
    power_of_arrest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityShown(Act):
    """That a representative's authority was seen: `proof` and `scope` are among its words; looked at again when."""

    representative: str
    review_on: date | None = None
    until: date | None = None


ActOnRecord = Disclosed | TenancyActionTaken | CourtOrderMade | AuthorityShown
"""What is put on record in a customer's case."""
