"""What the API needs from the world beside the use cases' own ports. Each port says what it promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from contact_gateway.application.records_of_api import ApiToken, KeptAnswer, Pace, RequestKey


class Tokens(Protocol):
    """The tokens of other systems."""

    def add(self, token: ApiToken) -> None:
        """Store a token. Raises `Refused` (token_name_taken) where a token of that name is in use."""

    def find(self, token_id: str) -> ApiToken | None:
        """Return the one token of this id, whosever it is, or None. No landlord is known yet."""

    def of_landlord(self, landlord: str) -> Sequence[ApiToken]:
        """Return a landlord's tokens, the newest first, revoked and expired ones too."""

    def used(self, landlord: str, token_id: str, on: date) -> None:
        """Record the day on which a token was last used."""

    def revoke(self, landlord: str, token_id: str, at: datetime) -> None:
        """End a token; one that has ended stays as it is. Raises `NotFound`."""


class KeptAnswers(Protocol):
    """Answers to requests that carry an Idempotency-Key, so that a repeated request changes nothing."""

    def claim(self, landlord: str, key: RequestKey, fingerprint: str) -> KeptAnswer | None:
        """Return the answer that was given to this very request before, or None: then the caller answers it now.

        `fingerprint` tells requests apart that carry the same key. A claim that nobody kept or let go may be taken by
        the same request after a minute, by the database's own time. Raises `Refused` (idempotency_key_reused) where
        the key belongs to another request, and `InProgress` where somebody answers this one now: ask again in a second,
        or, where an answer is overdue, when the claim ends.
        """

    def keep(self, landlord: str, key: RequestKey, answer: KeptAnswer) -> None:
        """Keep the answer to a claimed request."""

    def let_go(self, landlord: str, key: RequestKey) -> None:
        """Give a claim back: nothing was done, and the request may be sent again."""

    def sweep(self, landlord: str) -> int:
        """Delete what was kept for longer than two days; return how many answers that were."""


class FloodGuard(Protocol):
    """Counts requests by client and says when there are too many.

    It never blocks the service and never raises: where the store that several machines share is slow or away, each
    process counts for itself until it is back, so that a client may for that time send as many to each process.
    """

    def count(self, landlord: str, client: str) -> Pace:
        """Count one request of this client and say whether it is within the limit."""
