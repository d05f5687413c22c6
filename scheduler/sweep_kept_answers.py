"""Answers that were kept for repeated requests are deleted after two days."""

from __future__ import annotations

from contact_gateway.application.services import Services


def sweep_kept_answers(services: Services, landlord: str) -> int:
    """Delete a landlord's; return how many there were."""
    return services.api.kept_answers.sweep(landlord)
