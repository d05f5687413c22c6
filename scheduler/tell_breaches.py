"""Tell of contacts against an arrangement whomever the policy names."""

from __future__ import annotations

from contact_gateway.application.services import Services


def tell_breaches(services: Services, landlord: str) -> int:
    """Return how many tasks and notices were new."""
    return services.casework.jobs.tell_breaches(landlord)
