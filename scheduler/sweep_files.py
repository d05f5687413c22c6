"""Remove files that nothing names."""

from __future__ import annotations

from contact_gateway.application.services import Services


def sweep_files(services: Services, landlord: str) -> int:
    """Return how many files were left over."""
    return services.sweep_files(landlord)
