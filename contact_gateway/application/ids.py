"""Names for new things."""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, uuid5

from uuid6 import uuid7

_OURS = uuid5(NAMESPACE_URL, "urn:contact-gateway:id")


def new_id() -> str:
    """Return an id that nobody else has, and that sorts after the ones made before it (UUID version 7, RFC 9562)."""
    return str(uuid7())


def id_from(*words: str) -> str:
    """Return the id that these words always give, and other words never (UUID version 5, RFC 9562)."""
    return str(uuid5(_OURS, json.dumps(words)))
