"""One customer, erased: words go, rows that count or that the law asks for stay, by id."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.case_statements import ACTS_OF_CUSTOMER
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.erased_acts import empty_acts
from contact_gateway.adapters.database.erased_terms import empty_terms
from contact_gateway.adapters.database.filed_rows import filed
from contact_gateway.adapters.database.forgetting import take_out_contacts
from contact_gateway.adapters.database.held_tables import HELD_TABLES, HeldTable, Whose
from contact_gateway.adapters.database.legal_holds import held_customers, lock_of_holds
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.subject_records import find_whose
from contact_gateway.adapters.database.tables_of_api import KEPT_ANSWERS
from contact_gateway.adapters.database.tables_of_calls import TASKS
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS
from contact_gateway.adapters.database.tables_of_contacts import CONTACTS, DOCUMENTS
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.adapters.database.told_acts import tell_emptied
from contact_gateway.application.errors import Refused
from contact_gateway.application.histories import refuse_to_erase_while_heard
from contact_gateway.application.records_of_retention import Erased, Fate
from contact_gateway.domain.standing import HAS_A_CASE

_PATIENCE = text("SET LOCAL statement_timeout = '600s'")
_NOBODY: Mapping[str, object] = {
    **dict.fromkeys(("name", "reference", "body", "segment"), ""),
    **dict.fromkeys(("adjustments", "hours"), ()),
    **dict.fromkeys(("priority", "unverified"), False),
    "language": "en",
    "health_facts": None,
}

BLANKED: Mapping[str, Mapping[str, object]] = {
    "person": _NOBODY,
    "representatives": _NOBODY,
    "restrictions": {"narrative": None, "evidence": None},
    "case": {"words": None},
    "incidents": {"note": None},
    "tasks": {"reason": None},
    "legal_holds": {"reference": None},
}
"""Rows that stay, and what they then say."""

TAKEN_OUT = (
    *("contact_points", "addresses", "complaints_about_staff", "asked_to_make_contact", "announcements", "calls"),
    *("messages_to_send", "exports", "allowances"),
)
"""Rows that go, in an order that their references allow."""

WITH_CONTACTS = ("contacts", "decisions", "what_happened_then", "contacts_that_staff_ended", "documents")
"""Rows of the contact log, which go together."""

SILENCED = "recordings"
"""Their sound goes with the next run of the job of recordings, here and at the provider."""

STAYS: Mapping[str, str] = {
    "reviews_due": "what was used, counted",
    "breaches": "counted by id, for reports",
    "counters": "counts",
    "household": "people of their own: each is erased by their own id",
    "audit": "ids and codes: the trail stays whole",
}
"""Rows that stay as they are, each with the reason."""


class DatabaseErasures:
    """The erasures port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def would_erase(self, landlord: str, customer_id: str, now: datetime) -> Sequence[Erased]:
        """Count what erasure would do with which rows."""
        with self._database.transaction(landlord) as connection:
            connection.execute(_PATIENCE)
            return _counted(connection, _whose(connection, landlord, customer_id, now))

    def erase(
        self, landlord: str, customer_id: str, officer: str, now: datetime
    ) -> tuple[Sequence[Erased], Sequence[str]]:
        """Erase in one transaction, in line with whoever works on the case and whoever places a hold."""
        in_line = json.dumps(["case", landlord, storable(customer_id)])
        with self._database.transaction(landlord, in_line, lock_of_holds(landlord)) as connection:
            connection.execute(_PATIENCE)
            whose = _whose(connection, landlord, customer_id, now)
            done, files = _counted(connection, whose), _files(connection, whose)
            _take_out(connection, whose)
            _blank(connection, whose, now)
            empty_terms(connection, landlord, whose.person)
            _close_tasks(connection, whose, officer, now)
            _let_go_of_answers(connection, landlord)
            empty_acts(connection, landlord, whose.person)
            tell_emptied(connection, landlord, whose.person, officer)
            told = {one.kind: one.rows for one in done if one.rows and one.fate is not Fate.STAYS}
            audit.record(connection, landlord, audit.Tag.PERSON_ERASED, whose.person, officer, told)
        return done, files


def fate_of(kind: str) -> Fate:
    """Return what erasure does with a kind of rows."""
    if kind in STAYS:
        return Fate.STAYS
    return Fate.BLANKED if kind in BLANKED or kind == SILENCED else Fate.GONE


def _whose(connection: Connection, landlord: str, customer_id: str, now: datetime) -> Whose:
    whose = find_whose(connection, landlord, storable(customer_id))
    role = select(PEOPLE.c.role).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == whose.person)
    if connection.execute(role).scalar_one() not in HAS_A_CASE:
        raise Refused("no_customer", "Customers and their households are erased; representatives go with theirs.")
    if whose.person in held_customers(connection, landlord):
        raise Refused("legal_hold", "A legal hold stands on this customer: nothing is erased until it is lifted.")
    it, over = RESTRICTIONS.c, func.coalesce(RESTRICTIONS.c.ended_at, RESTRICTIONS.c.planned_end)
    mine = (it.landlord_id == landlord) & (it.customer_id == whose.person) & or_(over.is_(None), over > now)
    if connection.execute(select(func.count()).where(mine)).scalar_one():
        raise Refused("in_force", "A restriction of them is proposed or has not ended: lift it before you erase.")
    acts = connection.execute(ACTS_OF_CUSTOMER, {"landlord": landlord, "id": whose.person}).scalars()
    refuse_to_erase_while_heard(map(filed, acts))
    return whose


def _counted(connection: Connection, whose: Whose) -> list[Erased]:
    return [
        Erased(
            kind=held.kind,
            fate=fate_of(held.kind),
            rows=connection.execute(
                select(func.count()).select_from(held.table).where(_rows(held, whose))
            ).scalar_one(),
        )
        for held in HELD_TABLES
    ]


def _rows(held: HeldTable, whose: Whose) -> ColumnElement[bool]:
    """Return the rows that an export would hold, and how representatives are reached, whom nobody else needs."""
    if held.kind not in {"contact_points", "addresses"}:
        return held.of(whose)
    mine = held.table.c.person_id.in_([whose.person, *whose.representatives])
    return (held.table.c.landlord_id == whose.landlord) & mine


def _files(connection: Connection, whose: Whose) -> list[str]:
    """Return the files of letters, and those that came with contacts; those of exports are swept away."""
    acts, documents = CASE_ACTS.c, DOCUMENTS.c
    letter = acts.data["letter_id"].astext
    letters = select(letter).where(acts.landlord_id == whose.landlord, acts.customer_id == whose.person, letter != "")
    came = select(documents.file_id).where(
        documents.landlord_id == whose.landlord,
        documents.contact_id.in_(whose.contacts),
        documents.file_id.is_not(None),
    )
    return [str(one) for wanted in (letters, came) for one in connection.execute(wanted).scalars()]


def _take_out(connection: Connection, whose: Whose) -> None:
    known = {held.kind: held for held in HELD_TABLES}
    for kind in TAKEN_OUT:
        connection.execute(delete(known[kind].table).where(_rows(known[kind], whose)))
    it = CONTACTS.c
    wanted = select(it.id, it.received_at).where(it.landlord_id == whose.landlord, it.id.in_(whose.contacts))
    take_out_contacts(connection, whose.landlord, [(row.id, row.received_at) for row in connection.execute(wanted)])


def _blank(connection: Connection, whose: Whose, now: datetime) -> None:
    for held in HELD_TABLES:
        says = {"delete_after": now} if held.kind == SILENCED else BLANKED.get(held.kind)
        if says:
            connection.execute(update(held.table).where(_rows(held, whose)).values(says))


def _close_tasks(connection: Connection, whose: Whose, officer: str, now: datetime) -> None:
    it, by = TASKS.c, storable(officer)
    held = next(held for held in HELD_TABLES if held.table is TASKS)
    open_ones = update(TASKS).where(held.of(whose), it.done_at.is_(None))
    done = open_ones.values(done_at=now, done_by=by).returning(it.id)
    for task_id in connection.execute(done).scalars().all():
        audit.record(connection, whose.landlord, audit.Tag.TASK_DONE, task_id, by, {})


def _let_go_of_answers(connection: Connection, landlord: str) -> None:
    """Take out all that were kept for repeated requests: which of them tell of somebody, nobody can see from outside.

    Sent again, a request finds what it made, and is answered anew.
    """
    it = KEPT_ANSWERS.c
    connection.execute(delete(KEPT_ANSWERS).where(it.landlord_id == landlord, it.status.is_not(None)))
