"""What the use cases need so that stored personal words stay unreadable to whoever gets hold of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

Place = tuple[str, ...]
"""Where a sealed value lies: table, column, and what names the row. A value that is moved cannot be opened there."""


class Encryption(Protocol):
    """Seals values with a landlord's own keys. Needs no database and no network."""

    def seal(self, landlord: str, place: Place, plain: bytes) -> bytes:
        """Return the value sealed for this place with the landlord's newest key. Raises `NoKey`."""

    def open(self, landlord: str, place: Place, sealed: bytes) -> bytes:
        """Return what was sealed for this place with any of the landlord's keys.

        Raises `NoKey` where that key is not among them, and `Unreadable` for whatever is not exactly what was sealed
        for this very place: never anything but the value.
        """

    def mark(self, landlord: str) -> bytes:
        """Return how everything begins that is sealed with the landlord's newest key. Raises `NoKey`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """One batch of a key rotation: how many values of a kind now lie under the newest key, how many cannot be read."""

    kind: str
    resealed: int
    unreadable: int = 0


class SealedTexts(Protocol):
    """All sealed values that lie in rows of the database."""

    def behind(self, landlord: str) -> Mapping[str, int]:
        """Return how many values of each kind lie under another key than the newest, also the kinds with none."""

    def reseal(self, landlord: str) -> Iterator[Resealed]:
        """Bring values under the newest key, batch by batch; each is stored before it is returned.

        Whoever stops in the middle loses nothing: the next run goes on with what is left. What cannot be read is left
        as it is, and counted; a row that somebody else holds is left to the next run.
        """
