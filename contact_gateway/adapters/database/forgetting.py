"""One batch of each sort that was kept long enough, taken out; what is append-only goes by functions of its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, TextClause, delete, func, select, update

from contact_gateway.adapters.database import retention_rules as rules
from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.retention_rules import Reach
from contact_gateway.adapters.database.statement import statement

CONTACTS_AT_ONCE, CUSTOMERS_AT_ONCE, ROWS_AT_ONCE, SEALS_AT_ONCE = 500, 50, 1000, 1000

FORGET_CONTACTS = statement("SELECT forget_contacts(CAST(:ids AS uuid[]), CAST(:received AS timestamptz[]))")
FORGET_DOCUMENTS = statement("SELECT forget_documents(CAST(:ids AS uuid[]))")
FORGET_ENDED = statement("SELECT forget_ended_contacts(:ids)")
FORGET_ACTS = statement("SELECT forget_acts(:ids)")
FORGET_AUDIT = statement("SELECT forget_audit(:through)")

Gone = Mapping[str, int]
"""How many rows went, by table."""

_T = metadata().tables
_HANGING = ("call_announcements", "call_legs", "tasks", "breaches")
_BY_OWNER = ("ended_contacts", "documents", "contact_events", "contact_keys", "contact_steps")


def words(connection: Connection, reach: Reach) -> Gone:
    """Blank what was written in contacts, and have recordings taken away."""
    blanked = update(_T["contact_steps"]).where(rules.WORDS.where(reach)).values(words=None)
    silenced = update(_T["recordings"]).where(rules.SOUNDS.where(reach)).values(delete_after=reach.limit)
    return {
        "contact_steps": connection.execute(blanked).rowcount,
        "recordings": connection.execute(silenced).rowcount,
    }


def documents(connection: Connection, reach: Reach) -> Gone:
    """Let go of files that came with contacts; they are swept away once nothing names them."""
    wanted = select(_T["documents"].c.id).where(rules.DOCUMENTS.where(reach)).limit(ROWS_AT_ONCE)
    return {"documents": _call(connection, FORGET_DOCUMENTS, connection.execute(wanted).scalars().all())}


def copies(connection: Connection, reach: Reach) -> Gone:
    """Take out messages that left and exports."""
    return {
        one.table.name: connection.execute(delete(one.table).where(one.where(reach))).rowcount for one in rules.COPIES
    }


def contacts(connection: Connection, reach: Reach) -> Gone:
    """Take out the oldest contacts with all that hangs on them."""
    it = _T["contacts"].c
    wanted = select(it.id, it.received_at).where(rules.old_contacts(reach)).order_by(it.received_at)
    found = connection.execute(wanted.limit(CONTACTS_AT_ONCE)).all()
    ids = [row.id for row in found]
    hanging = {name: _delete(connection, reach.landlord, _T[name], "contact_id", ids) for name in _HANGING}
    logged = take_out_contacts(connection, reach.landlord, [(row.id, row.received_at) for row in found])
    return {**hanging, **logged}


def take_out_contacts(connection: Connection, landlord: str, found: Sequence[tuple[str, datetime]]) -> Gone:
    """Take out these contacts of the log, with their keys, steps, events, and the documents they came with."""
    ids = [contact_id for contact_id, _ in found]
    gone = {name: _count(connection, landlord, _T[name], ids) for name in _BY_OWNER}
    known = {"ids": ids, "received": [at for _, at in found]}
    return {**gone, "contacts": int(connection.execute(FORGET_CONTACTS, known).scalar_one()) if ids else 0}


def beside_contacts(connection: Connection, reach: Reach) -> Gone:
    """Take out what goes after the same time as contacts."""
    return {
        one.table.name: connection.execute(delete(one.table).where(one.where(reach))).rowcount
        for one in rules.BESIDE_CONTACTS
    }


def cases(connection: Connection, reach: Reach) -> Gone:
    """Take out closed cases, and incidents that belong to nobody's.

    A restriction stays where an act that goes later still names it.
    """
    landlord, incidents, acts = reach.landlord, _T["incidents"], _T["case_acts"]
    wanted = rules.closed_cases(reach).order_by(_T["people"].c.id).limit(CUSTOMERS_AT_ONCE)
    customers = list(map(str, connection.execute(wanted).scalars()))
    theirs = incidents.c.customer_id.in_(customers) | rules.UNCLAIMED.rule(reach)
    mine = (incidents.c.landlord_id == landlord) & theirs
    found = connection.execute(select(incidents.c.id).where(mine).limit(ROWS_AT_ONCE)).scalars().all()
    going = (acts.c.landlord_id == landlord) & acts.c.customer_id.in_(customers) & rules.acts_of_case(reach)
    act_ids = connection.execute(select(acts.c.id).where(going)).scalars().all()
    gone = {
        "tasks": _delete(connection, landlord, _T["tasks"], "customer_id", customers),
        "ended_contacts": _call(connection, FORGET_ENDED, found),
        "incidents": _delete(connection, landlord, incidents, "id", found),
        "case_acts": _call(connection, FORGET_ACTS, act_ids),
    }
    return {**gone, **_restrictions(connection, landlord, customers)}


def disclosures(connection: Connection, reach: Reach) -> Gone:
    """Take out what is on record of disclosures."""
    acts = _T["case_acts"].c
    found = connection.execute(select(acts.id).where(rules.DISCLOSURES.where(reach)).limit(ROWS_AT_ONCE))
    return {"case_acts": _call(connection, FORGET_ACTS, found.scalars().all())}


def trail(connection: Connection, reach: Reach) -> Gone:
    """Take out rows of the trail by whole seals; none while any legal hold of the landlord stands."""
    through = _last_seal(connection, reach, SEALS_AT_ONCE)
    return {"audit": int(connection.execute(FORGET_AUDIT, {"through": through}).scalar_one()) if through else 0}


def trail_to_go(connection: Connection, reach: Reach) -> tuple[int, datetime | None]:
    """Return how many rows of the trail would go, and since when the oldest is there."""
    audit, seals = _T["audit"].c, _T["audit_seals"].c
    through = _last_seal(connection, reach, None)
    last = select(seals.to_seq).where(seals.landlord_id == reach.landlord, seals.number == through).scalar_subquery()
    wanted = select(func.count(), func.min(audit.at)).where(audit.landlord_id == reach.landlord, audit.seq <= last)
    rows, oldest = connection.execute(wanted).one()
    return rows, instant(oldest) if oldest else None


def _last_seal(connection: Connection, reach: Reach, most: int | None) -> int | None:
    """Return the last seal whose rows go, of so many at most that still have rows."""
    if reach.held:
        return None
    audit, seals = _T["audit"].c, _T["audit_seals"].c
    first = select(func.min(audit.seq)).where(audit.landlord_id == reach.landlord).scalar_subquery()
    old = select(seals.number).where(
        seals.landlord_id == reach.landlord, seals.to_seq >= first, seals.sealed_at < reach.limit
    )
    number: int | None = connection.execute(
        select(func.max(old.order_by(seals.number).limit(most).subquery().c.number))
    ).scalar_one()
    return number


def _restrictions(connection: Connection, landlord: str, customers: Sequence[str]) -> Gone:
    it, acts = _T["restrictions"].c, _T["case_acts"].c
    named = select(acts.restriction_id).where(acts.landlord_id == landlord, acts.restriction_id.is_not(None))
    mine = (it.landlord_id == landlord) & it.customer_id.in_(customers) & it.id.not_in(named)
    ids = connection.execute(select(it.id).where(mine)).scalars().all()
    below = {
        name: _delete(connection, landlord, _T[name], "restriction_id", ids) for name in ("reviews_due", "allowances")
    }
    return {**below, "restrictions": _delete(connection, landlord, _T["restrictions"], "id", ids)}


def _delete(connection: Connection, landlord: str, table: Table, column: str, ids: Sequence[str]) -> int:
    mine = (table.c.landlord_id == landlord) & table.c[column].in_(ids)
    return connection.execute(delete(table).where(mine)).rowcount if ids else 0


def _count(connection: Connection, landlord: str, table: Table, contact_ids: Sequence[str]) -> int:
    mine = (table.c.landlord_id == landlord) & table.c.contact_id.in_(contact_ids)
    counted: int = connection.execute(select(func.count()).select_from(table).where(mine)).scalar_one()
    return counted


def _call(connection: Connection, forget: TextClause, ids: Sequence[str]) -> int:
    return int(connection.execute(forget, {"ids": list(ids)}).scalar_one()) if ids else 0
