"""Which rows of which table go by which of the policy's spans: the one place that says so, read by look and deed alike.

A contact goes with all that hangs on it, and a case with all that was done in it. What is evidence in a case stays
until the case goes: the contacts that an incident or an act names, and what was written in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Date, Select, Table, Text, and_, cast, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.domain.procedure.words import Kept

_T = metadata().tables

DISCLOSED = "disclosed"
STANDING_ACTS = ("adjustment_agreed", "authority_shown", "court_order_made")
"""Acts that stand until the end they name, and where they name none for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose rows, before which instant, and of which customers none, because a legal hold stands on them."""

    landlord: str
    limit: datetime
    held: tuple[str, ...]


Rule = Callable[[Reach], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Rows of a table that go by a span; `at` is the column of their age."""

    kept: Kept
    table: Table
    at: str
    rule: Rule

    def where(self, reach: Reach) -> ColumnElement[bool]:
        """Whether a row is the landlord's and goes."""
        return (self.table.c.landlord_id == reach.landlord) & self.rule(reach)


def _loose(contact_id: ColumnElement[str], reach: Reach) -> ColumnElement[bool]:
    """Whether a contact is no evidence in a case, and of nobody on whom a legal hold stands."""
    incidents, acts, steps = _T["incidents"].c, _T["case_acts"].c, _T["contact_steps"].c
    named = acts.data["contact_id"].astext
    in_incidents = select(incidents.contact_id).where(
        incidents.landlord_id == reach.landlord, incidents.contact_id.is_not(None)
    )
    in_acts = select(named).where(acts.landlord_id == reach.landlord, named != "")
    free = and_(contact_id.not_in(in_incidents), cast(contact_id, Text).not_in(in_acts))
    if not reach.held:
        return free
    counted = select(steps.contact_id).where(
        steps.landlord_id == reach.landlord, steps.decision["counted_for"].astext.in_(reach.held)
    )
    return and_(free, contact_id.not_in(counted), contact_id.not_in(_sent_by_held(reach)))


def _sent_by_held(reach: Reach) -> Select[tuple[str]]:
    contacts, points = _T["contacts"].alias("theirs"), _T["contact_points"]
    same = (points.c.kind == contacts.c.sender_kind) & (points.c.value == contacts.c.sender)
    wanted = select(contacts.c.id).join(points, same & (points.c.landlord_id == reach.landlord))
    return wanted.where(contacts.c.landlord_id == reach.landlord, points.c.person_id.in_(reach.held))


def old_contacts(reach: Reach) -> ColumnElement[bool]:
    """Whether a row of the contacts goes."""
    it = _T["contacts"].c
    return and_(it.landlord_id == reach.landlord, it.received_at < reach.limit, _loose(it.id, reach))


def closed_cases(reach: Reach) -> Select[tuple[str]]:
    """Return the customers of whose case nothing was done since, and whose last restriction ended before."""
    people, binds = _T["people"].c, _T["restrictions"].c.binds
    restrictions, acts, incidents, tasks = (_T[name] for name in ("restrictions", "case_acts", "incidents", "tasks"))

    def has(table: Table, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        mine = and_(table.c.landlord_id == reach.landlord, table.c.customer_id == people.id, *more)
        return exists(select(1).select_from(table).where(mine))

    binds_later = and_(~func.isempty(binds), or_(func.upper_inf(binds), func.upper(binds) >= reach.limit))
    return select(people.id).where(
        people.landlord_id == reach.landlord,
        people.id.not_in(reach.held),
        or_(
            has(restrictions, restrictions.c.id.not_in(_named_by_acts_that_stay(reach))),
            has(acts, acts_of_case(reach)),
            *(has(incidents), has(tasks)),
        ),
        ~has(restrictions, or_(binds_later, restrictions.c.decided_at >= reach.limit)),
        ~has(acts, acts.c.at >= reach.limit, acts.c.act.not_in([DISCLOSED, *STANDING_ACTS])),
        ~has(incidents, incidents.c.at >= reach.limit),
        ~has(tasks, or_(tasks.c.done_at.is_(None), tasks.c.done_at >= reach.limit)),
    )


def _with_contact(table: Table, reach: Reach) -> ColumnElement[bool]:
    return table.c.contact_id.in_(select(_T["contacts"].c.id).where(old_contacts(reach)))


def _with_case(table: Table, reach: Reach) -> ColumnElement[bool]:
    return table.c.customer_id.in_(closed_cases(reach))


def _with_restriction(table: Table, reach: Reach) -> ColumnElement[bool]:
    it = _T["restrictions"].c
    theirs = select(it.id).where(it.landlord_id == reach.landlord, it.customer_id.in_(closed_cases(reach)))
    return table.c.restriction_id.in_(theirs)


def _ended_in_case(reach: Reach) -> ColumnElement[bool]:
    it = _T["incidents"].c
    theirs = select(it.id).where(it.landlord_id == reach.landlord, it.customer_id.in_(closed_cases(reach)))
    return _T["ended_contacts"].c.incident_id.in_(theirs)


def _stands(reach: Reach) -> ColumnElement[bool]:
    it = _T["case_acts"].c
    ends_on = cast(func.coalesce(it.data["until"].astext, it.data["ends_on"].astext), Date)
    return and_(it.act.in_(STANDING_ACTS), or_(ends_on.is_(None), ends_on >= reach.limit.date()))


def acts_of_case(reach: Reach) -> ColumnElement[bool]:
    """Whether an act goes with its case."""
    return and_(_T["case_acts"].c.act != DISCLOSED, ~_stands(reach))


def _named_by_acts_that_stay(reach: Reach) -> Select[tuple[str]]:
    it = _T["case_acts"].c
    named = select(it.restriction_id).where(it.landlord_id == reach.landlord, it.restriction_id.is_not(None))
    return named.where(or_(it.act == DISCLOSED, _stands(reach)))


def _acts(reach: Reach) -> ColumnElement[bool]:
    return and_(acts_of_case(reach), _T["case_acts"].c.customer_id.in_(closed_cases(reach)))


def _disclosures(reach: Reach) -> ColumnElement[bool]:
    it = _T["case_acts"].c
    return and_(it.act == DISCLOSED, it.at < reach.limit, it.customer_id.not_in(reach.held))


def _words(reach: Reach) -> ColumnElement[bool]:
    it = _T["contact_steps"].c
    return and_(it.words.is_not(None), it.received_at < reach.limit, _loose(it.contact_id, reach))


def _documents(reach: Reach) -> ColumnElement[bool]:
    it = _T["documents"].c
    return and_(it.received_at < reach.limit, _loose(it.contact_id, reach))


def _messages(reach: Reach) -> ColumnElement[bool]:
    it = _T["outbox"].c
    loose = or_(it.contact_id.is_(None), _loose(it.contact_id, reach))
    of_nobody_held = or_(it.customer_id.is_(None), it.customer_id.not_in(reach.held))
    return and_(it.created_at < reach.limit, it.state != "pending", loose, of_nobody_held)


def _sounds(reach: Reach) -> ColumnElement[bool]:
    """Whether a recording that still lies somewhere is to go; the job of recordings then takes it away."""
    it = _T["recordings"].c
    somewhere = or_(it.deleted_at.is_(None), it.file_id.is_not(None))
    later = or_(it.delete_after.is_(None), it.delete_after > reach.limit)
    return and_(it.made_at < reach.limit, somewhere, later, _loose(it.contact_id, reach))


def _silent(reach: Reach) -> ColumnElement[bool]:
    """Whether nothing is left of a recording but its row."""
    it = _T["recordings"].c
    return and_(
        it.made_at < reach.limit, it.deleted_at.is_not(None), it.file_id.is_(None), _loose(it.contact_id, reach)
    )


def _tasks_of_nobody(reach: Reach) -> ColumnElement[bool]:
    it = _T["tasks"].c
    return and_(it.customer_id == "", it.contact_id.is_(None), it.done_at < reach.limit)


def _unclaimed(reach: Reach) -> ColumnElement[bool]:
    it = _T["incidents"].c
    return and_(it.customer_id == "", it.at < reach.limit)


def _aged(table: str, at: str, whose: str) -> Rule:
    it = _T[table].c
    return lambda reach: and_(it[at] < reach.limit, it[whose].not_in(reach.held))


def _hanging(kept: Kept, rule: Callable[[Table, Reach], ColumnElement[bool]], tables: Mapping[str, str]) -> list[Going]:
    return [_own(kept, name, at, partial(rule, _T[name])) for name, at in tables.items()]


def _own(kept: Kept, table: str, at: str, rule: Rule) -> Going:
    return Going(kept=kept, table=_T[table], at=at, rule=rule)


OF_CONTACTS = (
    _own(Kept.CONTACTS, "contacts", "received_at", old_contacts),
    *_hanging(Kept.CONTACTS, _with_contact, {"contact_keys": "received_at", "contact_steps": "received_at"}),
    *_hanging(Kept.CONTACTS, _with_contact, {"contact_events": "at", "documents": "received_at"}),
    *_hanging(Kept.CONTACTS, _with_contact, {"ended_contacts": "at", "breaches": "at", "tasks": "made_at"}),
    *_hanging(Kept.CONTACTS, _with_contact, {"call_legs": "placed_at", "call_announcements": "asked_at"}),
)
"""A contact, and what hangs on it."""

BESIDE_CONTACTS = (
    _own(Kept.CONTACTS, "recordings", "made_at", _silent),
    _own(Kept.CONTACTS, "counters", "hour", _aged("counters", "hour", "customer_id")),
    _own(Kept.CONTACTS, "contact_requests", "until", _aged("contact_requests", "until", "person_id")),
    _own(Kept.CONTACTS, "tasks", "done_at", _tasks_of_nobody),
)
"""What goes with no contact, after the same time."""

WORDS = _own(Kept.MESSAGES, "contact_steps", "received_at", _words)
DOCUMENTS = _own(Kept.MESSAGES, "documents", "received_at", _documents)
SOUNDS = _own(Kept.MESSAGES, "recordings", "made_at", _sounds)
COPIES = (
    _own(Kept.MESSAGES, "outbox", "created_at", _messages),
    _own(Kept.MESSAGES, "subject_exports", "prepared_at", _aged("subject_exports", "prepared_at", "person_id")),
)
"""What people wrote and said, and copies of it."""

UNCLAIMED = _own(Kept.CASES, "incidents", "at", _unclaimed)
OF_CASES = (
    *_hanging(Kept.CASES, _with_case, {"tasks": "made_at"}),
    *_hanging(Kept.CASES, _with_restriction, {"reviews_due": "found_at", "allowances": "period_start"}),
    _own(Kept.CASES, "ended_contacts", "at", _ended_in_case),
    _own(Kept.CASES, "case_acts", "at", _acts),
    *_hanging(Kept.CASES, _with_case, {"incidents": "at", "restrictions": "decided_at"}),
    UNCLAIMED,
)
"""What was done in a case, and incidents that belong to nobody's."""

DISCLOSURES = _own(Kept.DISCLOSURES, "case_acts", "at", _disclosures)

GOINGS = (WORDS, DOCUMENTS, SOUNDS, *COPIES, *OF_CONTACTS, *BESIDE_CONTACTS, *OF_CASES, DISCLOSURES)
"""All of them but the audit trail, which goes by whole seals."""

STAYS: Mapping[str, str] = {
    "api_tokens": "they belong to other systems",
    "audit_seals": "they prove the rest of the trail, and say nothing of anybody",
    "contact_points": "they belong to a person, whom the housing system or erasure takes out",
    "files": "they go within a day once no row names them",
    "job_runs": "the scheduler's own",
    "kept_answers": "they go after two days",
    "landlords": "the landlords themselves",
    "legal_holds": "who had what kept, and for which claim",
    "outages": "when a channel was out of service",
    "people": "the housing system or erasure takes them out",
    "person_addresses": "as the person",
    "policies": "the landlords' policies",
    "scripts": "what was said to everybody",
    "staff_complaints": "they steer calls until erasure",
    "users": "accounts of staff",
}
"""The tables of which nothing goes by age, each with the reason."""
