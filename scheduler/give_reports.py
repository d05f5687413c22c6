"""Give the reports that a policy asks for to whoever it names, and remind of the policy's own review."""

from __future__ import annotations

from contact_gateway.application.services import Services


def give_reports(services: Services, landlord: str) -> int:
    """Return how many tasks and mails were new."""
    return services.governance.give_reports(landlord)
