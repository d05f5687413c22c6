"""The landlords' policies as they were last seen, so that a call is answered also without the database."""

from __future__ import annotations

from collections.abc import Callable

from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ports import Policies
from contact_gateway.domain.policy import Policy

LastRead = Callable[[str], Policy | None]
"""Returns the copy of a landlord's policy that is kept on this machine, without the database; None without one."""


class KnownPolicies:
    """One copy a landlord, for what is said and rung whatever was decided."""

    def __init__(self, policies: Policies, last_read: LastRead) -> None:
        """Take the policies as they are in force, and the copies that are renewed by themselves."""
        self._policies = policies
        self._last_read = last_read
        self._seen: dict[str, Policy] = {}

    def copy(self, landlord: str) -> Policy | None:
        """Return the copy at once, asking the database only where there is none; None where neither has one."""
        known = self._last_read(landlord) or self._seen.get(landlord)
        if known:
            return known
        try:
            return self.remember(landlord, self._policies.current(landlord))
        except GatewayError:
            return None

    def remember(self, landlord: str, policy: Policy) -> Policy:
        """Keep a policy that was just seen, and return it."""
        self._seen[landlord] = policy
        return policy
