"""What tells whether the service can do its work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Readiness(Protocol):
    """Knows whether what is stored can be reached, and has the shape that this code needs."""

    def landlords(self) -> Sequence[str]:
        """Return the slugs of all landlords. Raises `Unavailable`, and `Unusable` where no waiting mends it."""
