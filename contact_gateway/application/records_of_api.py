"""The values that the doors for other systems work with: their tokens, and the answers kept for a repeated request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ApiScope(StrEnum):
    """What a token may be used for; each names a thing and what is done with it."""

    DECISIONS_READ = "decisions:read"
    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    CALLS_READ = "calls:read"
    CALLS_WRITE = "calls:write"
    BANNERS_READ = "banners:read"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    OFFICERS_READ = "officers:read"
    OFFICERS_WRITE = "officers:write"
    RESTRICTIONS_READ = "restrictions:read"
    RESTRICTIONS_WRITE = "restrictions:write"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    GROUNDS_READ = "grounds:read"
    COUNTERS_READ = "counters:read"
    REGISTER_READ = "register:read"
    REPORTS_READ = "reports:read"
    SUBJECT_ACCESS_READ = "subject_access:read"
    SUBJECT_ACCESS_WRITE = "subject_access:write"
    RETENTION_READ = "retention:read"
    RETENTION_WRITE = "retention:write"
    SCRIPTS_READ = "scripts:read"
    SCRIPTS_WRITE = "scripts:write"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A landlord's token. The secret itself is nowhere kept, `secret_hash` is its SHA-256 in hexadecimal.

    `id` is one token's in the whole installation: whoever sends it names no landlord.
    """

    id: str
    landlord: str
    name: str
    scopes: frozenset[ApiScope]
    secret_hash: str = field(repr=False)
    created_at: datetime
    expires_at: datetime
    last_used_on: date | None = None
    revoked_at: datetime | None = None

    def opens_at(self, instant: datetime) -> bool:
        """Whether it is good at this instant: neither expired nor revoked."""
        return instant < self.expires_at and (self.revoked_at is None or instant < self.revoked_at)


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes two requests the same, within one landlord: who sent them, and the key that was sent along."""

    client: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was given, to be given again."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a client stands to its rate limit: whether this request is within it, else when one will be."""

    allowed: bool
    retry_in_seconds: int = 0
