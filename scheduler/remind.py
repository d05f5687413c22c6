"""Remind whoever has to act in a case before a date, and raise the alarm after it."""

from __future__ import annotations

from contact_gateway.application.services import Services


def remind(services: Services, landlord: str) -> int:
    """Return how many tasks and notices were new."""
    return services.casework.jobs.remind(landlord)
