"""Forget what was kept for as long as the landlord's policy says."""

from __future__ import annotations

from contact_gateway.application.services import Services


def retain(services: Services, landlord: str) -> int:
    """Return how many rows went."""
    return sum(one.rows for one in services.governance.retain.forget(landlord))
