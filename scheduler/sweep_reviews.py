"""Put the reviews that are due before the manager."""

from __future__ import annotations

from contact_gateway.application.services import Services


def sweep_reviews(services: Services, landlord: str) -> int:
    """Return how many reviews came up that nobody had seen."""
    return services.sweep_reviews(landlord)
