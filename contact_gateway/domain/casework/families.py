"""The four ways in which a landlord answers behaviour, each on record: a restriction, an order, word to the police."""

from __future__ import annotations

from enum import StrEnum

from contact_gateway.domain.kinds.names import Kind

_OF_SERVICE = frozenset({Kind.SERVICE_LIMIT, Kind.ESSENTIAL_REPAIRS_ONLY, Kind.RESPONSE_TIMES_VARIED})
_OF_LAW = frozenset({Kind.COURT_ORDER})


class Family(StrEnum):
    """What sort of answer it is (OCT-1.3): contact is streamlined, service limited, law used, the police told."""

    CONTACT = "contact"
    SERVICE = "service"
    LAW = "law"
    POLICE = "police"


def family_of(kind: Kind) -> Family:
    """Return what sort of answer a restriction of this kind is."""
    if kind in _OF_SERVICE:
        return Family.SERVICE
    return Family.LAW if kind in _OF_LAW else Family.CONTACT
