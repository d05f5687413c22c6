"""Tokens of other systems: made once, shown once, and opened by whoever holds the secret."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_api import Tokens
from contact_gateway.application.records_of_api import ApiScope, ApiToken

LONGEST_LIFE = timedelta(days=2 * 366)
_PREFIX = "cg"
_SECRET_BYTES = 32
_ID_BYTES = 8
_NOBODYS_HASH = "0" * 64
"""Compared with where there is no such token, so that the time taken tells nobody which ids there are."""


def token_id() -> str:
    """Return an id for a token: letters and digits, so that it ends where the next part begins."""
    return secrets.token_hex(_ID_BYTES)


def secret() -> str:
    """Return 256 random bits as text, which nobody can guess and no slow hash need protect."""
    return secrets.token_urlsafe(_SECRET_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeToken:
    """Make a token for a system of a landlord. `new_id` and `new_secret` are chance."""

    tokens: Tokens
    policies: Policies
    clock: Clock
    new_id: Callable[[], str] = token_id
    new_secret: Callable[[], str] = secret

    def __call__(self, landlord: str, name: str, scopes: frozenset[ApiScope], expires_at: datetime) -> str:
        """Store a token and return it as it is sent, `cg_<id>_<secret>`; nobody can read it again.

        Raises `NotFound` for a landlord nobody knows and `Refused` (impossible_expiry, no_scope, token_name_taken).
        """
        self.policies.current(landlord)
        now = self.clock.now()
        if not now < expires_at <= now + LONGEST_LIFE:
            latest = (now + LONGEST_LIFE).date()
            raise Refused("impossible_expiry", f"A token ends between tomorrow and {latest}, not on {expires_at:%F}.")
        if not scopes:
            raise Refused("no_scope", f"A token needs at least one scope: {', '.join(ApiScope)}.")
        made, hidden = self.new_id(), self.new_secret()
        token = ApiToken(
            id=made,
            landlord=landlord,
            name=name,
            scopes=scopes,
            secret_hash=_hash(hidden),
            created_at=now,
            expires_at=expires_at,
        )
        self.tokens.add(token)
        return f"{_PREFIX}_{made}_{hidden}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToken:
    """Find out whose token was sent."""

    tokens: Tokens
    clock: Clock

    def __call__(self, sent: str) -> ApiToken | None:
        """Return the token, or None: unknown, wrong, expired and revoked are told apart by nobody.

        The day of its last use is recorded. Raises `Unavailable` without the database.
        """
        prefix, _, rest = sent.partition("_")
        made, _, hidden = rest.partition("_")
        well_formed = prefix == _PREFIX and made.isascii() and made.isalnum() and len(made) <= 4 * _ID_BYTES
        token = self.tokens.find(made) if well_formed else None
        genuine = hmac.compare_digest(token.secret_hash if token else _NOBODYS_HASH, _hash(hidden))
        now = self.clock.now()
        if token is None or not genuine or not token.opens_at(now):
            return None
        if token.last_used_on != now.date():
            self.tokens.used(token.landlord, token.id, now.date())
        return token


def _hash(hidden: str) -> str:
    return sha256(hidden.encode("utf-8", "replace")).hexdigest()
