"""Which rows of which table are about one person: all of them, for exports and for erasure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Table
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.sealed_values import SEALED_COLUMNS, SealedColumn
from contact_gateway.domain.standing import Role

_T = metadata().tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A person, and the ids of what is theirs."""

    landlord: str
    person: str
    representatives: tuple[str, ...]
    restrictions: tuple[str, ...]
    contacts: tuple[str, ...]
    incidents: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the audit trail calls all of it."""
        return (self.person, *self.representatives, *self.restrictions, *self.contacts, *self.incidents, *self.tasks)


Mine = Callable[[Whose, Table], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTable:
    """A table, what its rows are called, and which are about the person; `leaves_out` are columns that are not."""

    kind: str
    table: Table
    mine: Mine
    leaves_out: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[Column[object]]:
        """The columns that say something."""
        return [column for column in self.table.c if column.name not in {"landlord_id", *self.leaves_out}]

    @property
    def sealed(self) -> tuple[SealedColumn, ...]:
        """Those of its columns that lie sealed."""
        return tuple(one for one in SEALED_COLUMNS if one.table is self.table)

    def of(self, whose: Whose) -> ColumnElement[bool]:
        """Whether a row is the landlord's and about the person."""
        return (self.table.c.landlord_id == whose.landlord) & self.mine(whose, self.table)


def _person(name: str) -> Mine:
    return lambda whose, table: table.c[name] == whose.person


def _of_them(role: Role) -> Mine:
    return lambda whose, table: (table.c.of_person == whose.person) & (table.c.role == role)


def _restriction(whose: Whose, table: Table) -> ColumnElement[bool]:
    return table.c.restriction_id.in_(whose.restrictions)


def _contact(whose: Whose, table: Table) -> ColumnElement[bool]:
    return table.c.contact_id.in_(whose.contacts)


def _customer_or_contact(whose: Whose, table: Table) -> ColumnElement[bool]:
    return (table.c.customer_id == whose.person) | _contact(whose, table)


def _held(kind: str, table: str, mine: Mine, *leaves_out: str) -> HeldTable:
    return HeldTable(kind=kind, table=_T[table], mine=mine, leaves_out=frozenset(leaves_out))


HELD_TABLES = (
    _held("person", "people", _person("id")),
    _held("representatives", "people", _of_them(Role.REPRESENTATIVE), "health_facts"),
    _held("household", "people", _of_them(Role.HOUSEHOLD), "health_facts", "adjustments", "priority", "unverified"),
    _held("contact_points", "contact_points", _person("person_id")),
    _held("addresses", "person_addresses", _person("person_id")),
    _held("restrictions", "restrictions", _person("customer_id")),
    _held("case", "case_acts", _person("customer_id")),
    _held("reviews_due", "reviews_due", _restriction),
    _held("allowances", "allowances", _restriction),
    _held("incidents", "incidents", _customer_or_contact),
    _held("breaches", "breaches", _person("customer_id")),
    _held("complaints_about_staff", "staff_complaints", _person("customer_id")),
    _held("asked_to_make_contact", "contact_requests", _person("person_id")),
    _held("contacts", "contacts", lambda whose, table: table.c.id.in_(whose.contacts)),
    _held("decisions", "contact_steps", _contact, "written_by", "snapshot"),
    _held("what_happened_then", "contact_events", _contact),
    _held("contacts_that_staff_ended", "ended_contacts", _contact),
    _held("documents", "documents", _contact, "content"),
    _held("recordings", "recordings", _contact),
    _held("calls", "call_legs", _contact),
    _held("announcements", "call_announcements", _contact),
    _held("messages_to_send", "outbox", _customer_or_contact),
    _held("counters", "counters", _person("customer_id")),
    _held("tasks", "tasks", _customer_or_contact),
    _held("legal_holds", "legal_holds", _person("customer_id")),
    _held("exports", "subject_exports", _person("person_id"), "file_id"),
    _held("audit", "audit", lambda whose, table: table.c.subject_id.in_(whose.subjects)),
)
"""What an export holds, in the order in which it is read."""

ABOUT_NOBODY: Mapping[str, str] = {
    "api_tokens": "they belong to other systems",
    "audit_seals": "hashes over the audit trail, which is held",
    "contact_keys": "the provider's ids of contacts, which are held with the contacts",
    "files": "their content goes with the rows that name them",
    "job_runs": "the scheduler's own",
    "kept_answers": "answers to other systems' requests, for two days, under the systems' own keys",
    "landlords": "the landlords themselves",
    "outages": "when a channel was out of service",
    "policies": "the landlords' policies",
    "scripts": "what is said to everybody",
    "users": "accounts of staff",
}
"""The other tables, each with the reason why nothing of it is in an export."""
