"""How contacts, decisions and restrictions lie in the database's JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from contact_gateway.adapters.database.plain_data import from_plain, to_plain
from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms, write_terms
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.restrictions import Mode, Reply, Restriction, Scope

JsonObject = dict[str, Any]

SAID_AT_A_STEP = frozenset(
    {
        *("step", "turn", "tried", "pressed", "reference", "tags", "issue"),
        *("new_evidence", "about_staff", "in_response", "appointment"),
    }
)
"""What may differ from step to step; all else arrived with the contact and is stored once."""

WORDS = frozenset({"subject", "text"})
"""What somebody wrote to us: stored sealed, with the step that brought it."""


def step_key(contact: Contact) -> str:
    """Return what tells this step of a contact from its others; a retry of the step has the same.

    Two keys pressed are two steps, and so is the same key in another turn. A reference that is keyed is personal and
    goes into no key: its hash does.
    """
    turn = f":{contact.turn}" if contact.turn > 1 else ""
    match contact.step:
        case Step.KEY:
            return f"key:{contact.pressed}{turn}"
        case Step.REFERENCE:
            return f"reference:{sha256(contact.reference.strip().encode()).hexdigest()[:16]}{turn}"
        case _:
            return f"{contact.step.value}{turn}"


def arrived(contact: Contact) -> JsonObject:
    """Return what arrived with the contact, the same at each of its steps."""
    return {name: value for name, value in _members(contact).items() if name not in SAID_AT_A_STEP | WORDS}


def said(contact: Contact) -> JsonObject:
    """Return what was said at this step; with `arrived` and `words` it makes the contact whole."""
    return {name: value for name, value in _members(contact).items() if name in SAID_AT_A_STEP}


def words(contact: Contact) -> JsonObject:
    """Return what was written to us; empty for whatever has no words."""
    return {name: value for name, value in _members(contact).items() if name in WORDS}


def read_contact(plain: JsonObject) -> Contact:
    """Build the contact from what arrived, what was said and what was written, in one object."""
    return from_plain(Contact, plain)


def write_decision(decision: Decision) -> JsonObject:
    """Return a decision as plain data."""
    return _members(decision)


def read_decision(plain: JsonObject) -> Decision:
    """Build the decision again."""
    return from_plain(Decision, plain)


def read_restriction(row: Mapping[str, Any]) -> Restriction:
    """Build a restriction from a row of its table, whose times may be instants or, inside JSON, text."""
    planned_end = row["planned_end"]
    review_on = row["review_on"]
    return Restriction(
        id=row["id"],
        customer_id=row["customer_id"],
        terms=read_terms(Kind(row["kind"]), row["terms"]),
        scope=from_plain(Scope, row["scope"]),
        starts_at=instant(row["starts_at"]),
        review_on=review_on if isinstance(review_on, date) else date.fromisoformat(review_on),
        planned_end=None if planned_end is None else instant(planned_end),
        mode=Mode(row["mode"]),
        reply=Reply(row["reply"]),
        clause=row["clause"],
    )


def write_restriction(restriction: Restriction) -> JsonObject:
    """Return the columns of a restriction that say what it is; who decided it is not part of it."""
    return {
        "id": restriction.id,
        "customer_id": restriction.customer_id,
        "kind": restriction.kind.value,
        "terms": write_terms(restriction.terms),
        "scope": _members(restriction.scope),
        "starts_at": restriction.starts_at,
        "review_on": restriction.review_on,
        "planned_end": restriction.planned_end,
        "mode": restriction.mode.value,
        "reply": restriction.reply.value,
        "clause": restriction.clause,
    }


def instant(stored: datetime | str) -> datetime:
    """Return a stored instant in UTC."""
    return (datetime.fromisoformat(stored) if isinstance(stored, str) else stored).astimezone(UTC)


def as_json(value: object) -> str:
    """Return a value as JSON text that PostgreSQL takes."""
    return json.dumps(to_plain(value))


def _members(value: object) -> JsonObject:
    plain = to_plain(value)
    if not isinstance(plain, dict):
        raise TypeError(f"{type(value).__name__} has no members.")
    return plain
