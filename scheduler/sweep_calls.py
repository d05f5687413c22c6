"""Ask after calls of which the provider told nothing more."""

from __future__ import annotations

from contact_gateway.application.services import Services


def sweep_calls(services: Services, landlord: str) -> int:
    """Return how many were closed."""
    return services.calls.sweep_calls(landlord)
