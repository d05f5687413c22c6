"""The landlords' policies as they were last seen, so that a call is answered also without the database."""

from __future__ import annotations

from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ports import Policies
from contact_gateway.domain.policy import Policy


class KnownPolicies:
    """One copy a landlord, in the memory of this process."""

    def __init__(self, policies: Policies) -> None:
        """Take the policies as they are in force."""
        self._policies = policies
        self._seen: dict[str, Policy] = {}

    def current(self, landlord: str) -> Policy | None:
        """Return the policy in force; the copy where that cannot be had; None where it was never seen."""
        try:
            return self.remember(landlord, self._policies.current(landlord))
        except GatewayError:
            return self._seen.get(landlord)

    def copy(self, landlord: str) -> Policy | None:
        """Return the copy at once, asking the database only where there is none."""
        return self._seen.get(landlord) or self.current(landlord)

    def remember(self, landlord: str, policy: Policy) -> Policy:
        """Keep a policy that was just seen, and return it."""
        self._seen[landlord] = policy
        return policy
