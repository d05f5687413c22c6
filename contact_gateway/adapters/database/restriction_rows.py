"""A restriction as a row, and back: one spelling for whoever writes it and whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import RowMapping

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms, write_terms
from contact_gateway.domain.restrictions import Mode, Reply, Restriction, Scope


def restriction_row(restriction: Restriction) -> dict[str, object]:
    """Return the columns of `restrictions` that tell what binds, without who decided it."""
    scope = restriction.scope
    return {
        "id": restriction.id,
        "customer_id": restriction.customer_id,
        "kind": restriction.kind,
        "terms": write_terms(restriction.terms),
        "scope": {
            "channels": sorted(scope.channels),
            "services": sorted(scope.services),
            "teams": sorted(scope.teams),
            "to": sorted(scope.to),
        },
        "starts_at": restriction.starts_at,
        "review_on": restriction.review_on,
        "planned_end": restriction.planned_end,
        "mode": restriction.mode,
        "reply": restriction.reply,
        "clause": restriction.clause,
    }


def read_restriction(row: RowMapping | Mapping[str, Any]) -> Restriction:
    """Build the restriction that a row of `restrictions` holds."""
    return Restriction(
        id=row["id"],
        customer_id=row["customer_id"],
        terms=read_terms(Kind(row["kind"]), row["terms"]),
        scope=read_scope(row["scope"]),
        starts_at=row["starts_at"],
        review_on=row["review_on"],
        planned_end=row["planned_end"],
        mode=Mode(row["mode"]),
        reply=Reply(row["reply"]),
        clause=row["clause"],
    )


def read_scope(stored: Mapping[str, object]) -> Scope:
    """Build a scope; whatever it does not name is not narrowed."""
    named = {name: cast("list[str]", stored.get(name, [])) for name in ("channels", "services", "teams", "to")}
    return Scope(
        channels=frozenset(map(Channel, named["channels"])),
        services=frozenset(named["services"]),
        teams=frozenset(named["teams"]),
        to=frozenset(named["to"]),
    )
