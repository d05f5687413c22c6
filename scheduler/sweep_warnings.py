"""Let somebody know of warnings that nobody heard to their end."""

from __future__ import annotations

from contact_gateway.application.services import Services


def sweep_warnings(services: Services, landlord: str) -> int:
    """Return how many calls have a task of it now."""
    return services.calls.sweep_warnings(landlord)
