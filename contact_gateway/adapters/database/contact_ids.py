"""A contact's id as somebody sent it."""

from __future__ import annotations

from uuid import UUID

from contact_gateway.application.errors import NotFound


def contact_uuid(contact_id: str) -> UUID:
    """Return the id as the database has it. Raises `NotFound` for what no contact can have."""
    try:
        return UUID(contact_id)
    except ValueError:
        raise NotFound(f"There is no contact {contact_id}.") from None
