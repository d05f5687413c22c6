"""What terms and scope of a restriction still say of somebody who was erased: numbers, days and codes, and no word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from contact_gateway.adapters.database.codec import JsonObject
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import written_terms

ERASED = "erased"
"""Stands for a text of any length; without one the terms could not be read again."""

STAYS = frozenset({"officer", "team", "deputies"})
"""The landlord's own, which are checked to be there before they are stored."""

_IT = RESTRICTIONS.c
_OF_SCOPE = frozenset({"services", "teams", "to"})


def without_words(said: Mapping[str, Any]) -> JsonObject:
    """Return terms and scope of a restriction, given as stored, without what somebody wrote in them."""
    emptied = written_terms(Kind(said["kind"])) - STAYS
    return {"terms": _emptied(said["terms"], emptied), "scope": _emptied(said["scope"], _OF_SCOPE)}


def empty_terms(connection: Connection, landlord: str, customer_id: str) -> None:
    """Let the restrictions of a customer, all of them over, say no more than that."""
    mine = (_IT.landlord_id == landlord) & (_IT.customer_id == customer_id)
    for row in connection.execute(select(_IT.id, _IT.kind, _IT.terms, _IT.scope).where(mine)).all():
        less = without_words({"kind": row.kind, "terms": row.terms, "scope": row.scope})
        connection.execute(update(RESTRICTIONS).where(mine, _IT.id == row.id).values(less))


def _emptied(members: Mapping[str, Any], names: Collection[str]) -> JsonObject:
    return {name: _blank(value) if name in names else value for name, value in members.items()}


def _blank(value: object) -> object:
    """Return what stands in place of a text or of several; a day stays, because a court's order ends by it."""
    if not isinstance(value, str):
        return [ERASED]
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ERASED
