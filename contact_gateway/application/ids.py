"""Names for new things."""

from __future__ import annotations

from uuid6 import uuid7


def new_id() -> str:
    """Return an id that nobody else has, and that sorts after the ones made before it (UUID version 7, RFC 9562)."""
    return str(uuid7())
