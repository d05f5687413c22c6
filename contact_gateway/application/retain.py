"""Forget what was kept for as long as the landlord's policy says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_retention import Limits, Retention
from contact_gateway.application.records_of_retention import Going
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.domain.retention import kept_long_enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Retain:
    """Look first, with `going`; `forget` takes out the same. What the policy gives no span for is kept for ever."""

    retention: Retention
    policies: Policies
    seal_audit: SealAudit
    clock: Clock

    def going(self, landlord: str) -> Sequence[Going]:
        """Return what would go now, and take nothing out. Raises `NotFound`, `Unavailable`."""
        return self.retention.going(landlord, self._limits(landlord))

    def forget(self, landlord: str) -> Sequence[Going]:
        """Take it out and return what went; what the trail says of that is sealed at once.

        Raises `NotFound`, `Unavailable`.
        """
        went = self.retention.forget(landlord, self._limits(landlord))
        self.seal_audit(landlord)
        return went

    def _limits(self, landlord: str) -> Limits:
        policy = self.policies.current(landlord)
        today = self.clock.now().astimezone(policy.zone).date()
        calendar = policy.clocks.calendar
        spans = policy.casework.retention.items()
        return {kept: kept_long_enough(span, today, calendar, policy.zone) for kept, span in spans}
