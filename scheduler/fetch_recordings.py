"""Bring recordings home, and delete those whose time is over."""

from __future__ import annotations

from contact_gateway.application.services import Services


def fetch_recordings(services: Services, landlord: str) -> int:
    """Return how many were fetched or deleted."""
    return services.calls.fetch_recordings(landlord)
