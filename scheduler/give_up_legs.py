"""Take callers on whose leg perhaps never rang."""

from __future__ import annotations

from contact_gateway.application.services import Services


def give_up_legs(services: Services, landlord: str) -> int:
    """Return how many legs were given up."""
    return services.calls.give_up_legs(landlord)
