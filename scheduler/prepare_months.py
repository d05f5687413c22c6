"""Make the next months of the contact log before they begin."""

from __future__ import annotations

from contact_gateway.application.services import Services


def prepare_months(services: Services, _landlord: str) -> int:
    """Return how many months were made; the landlords share them, so the first to run makes them all."""
    return services.prepare_months()
