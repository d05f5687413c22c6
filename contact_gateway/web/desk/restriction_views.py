"""A restriction as the manager's pages show it: the arrangement, never the grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.web.desk.local_times import days_until, long_date
from contact_gateway.web.desk.words import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionView:
    """One restriction in words. `state` is the tag beside its name."""

    id: str
    name: str
    sentence: str
    state: str
    since: str
    review: str
    left: str
    overdue: bool
    clause: str


def restriction_view(
    restriction: Restriction, now: datetime, zone: ZoneInfo, names: Mapping[str, str]
) -> RestrictionView:
    """Put a restriction in words, as it stands now, by the clock of the zone."""
    today = now.astimezone(zone).date()
    return RestrictionView(
        id=restriction.id,
        name=KINDS[restriction.kind],
        sentence=arrangement(restriction, names),
        state=_state(restriction, now),
        since=long_date(restriction.starts_at.astimezone(zone).date()),
        review=long_date(restriction.review_on),
        left=days_until(restriction.review_on, today),
        overdue=restriction.review_on < today,
        clause="" if restriction.clause == "default" else restriction.clause,
    )


def _state(restriction: Restriction, now: datetime) -> str:
    if restriction.mode is Mode.SHADOW:
        return "On trial"
    return "In force" if restriction.in_force_at(now) else "Not yet in force"
