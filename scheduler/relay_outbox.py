"""Send what waits in the outbox."""

from __future__ import annotations

from contact_gateway.application.services import Services

MOST_BATCHES = 50
"""After so many the next landlord has its turn."""


def relay_outbox(services: Services, landlord: str) -> int:
    """Send batch after batch until nothing leaves any more; return how many messages left."""
    total = 0
    for _ in range(MOST_BATCHES):
        sent = services.relay_outbox(landlord)
        total += sent
        if not sent:
            break
    return total
