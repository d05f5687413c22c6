"""Say what is due before a limited call ends, and end the calls whose time is over."""

from __future__ import annotations

from contact_gateway.application.services import Services


def give_notices(services: Services, landlord: str) -> int:
    """Return how many announcements and ends there were."""
    return services.calls.give_notices(landlord)
