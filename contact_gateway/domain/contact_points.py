"""Phone numbers, e-mail addresses and handles as one comparable value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EXTENSION = ";ext="
"""Stands between a number and its extension (RFC 3966), which is keyed once the number answers."""


class PointKind(StrEnum):
    """What sort of address a contact point is."""

    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address in its one canonical form: E.164 for phones, trimmed and case-folded for e-mail and handles.

    The canonical form is made by the adapter that knows numbers (`adapters/phone_numbers.py`); two spellings of one
    address are equal here. A withheld number is no contact point at all: callers use `None`, never a shared value.
    """

    kind: PointKind
    value: str

    def __post_init__(self) -> None:
        """Refuse an empty address, which would join strangers."""
        if not self.value or self.value != self.value.strip():
            message = f"A contact point needs an address without spaces around it, got {self.value!r}."
            raise ValueError(message)

    @classmethod
    def email(cls, address: str) -> ContactPoint:
        """Make the point of an e-mail address; the case of letters never tells two people apart."""
        return cls(PointKind.EMAIL, address.strip().casefold())

    @classmethod
    def handle(cls, name: str) -> ContactPoint:
        """Make the point of a social media handle."""
        return cls(PointKind.HANDLE, name.strip().casefold())

    def __str__(self) -> str:
        """Return the address itself."""
        return self.value
