"""Everything that is stored about a person, in whichever table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, RowMapping, select, text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.held_tables import HELD_TABLES, HeldTable, Whose
from contact_gateway.adapters.database.point_rows import points_of
from contact_gateway.adapters.database.sealed_values import ACT_WORDS, ANSWER, MESSAGE, WORDS, SealedColumn
from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.tables_of_calls import INCIDENTS, TASKS
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.domain.standing import Role
from contact_gateway.domain.subject_access import Held, HeldFile, Row, SomebodyElse

_MEMBERS = frozenset({WORDS, MESSAGE, ANSWER, ACT_WORDS})
"""Sealed columns that hold the members of a JSON object; the others hold a text."""

_PATIENCE = text("SET LOCAL statement_timeout = '600s'")
"""Nobody waits for an export, and it looks through every contact of the landlord."""

CONTACTS = statement("""
SELECT contact_id FROM contact_steps WHERE landlord_id = :landlord AND decision ->> 'counted_for' = :person
UNION SELECT contact_id FROM breaches WHERE landlord_id = :landlord AND customer_id = :person
UNION SELECT contact_id FROM incidents WHERE landlord_id = :landlord AND customer_id = :person
      AND contact_id IS NOT NULL
UNION SELECT contact_id FROM tasks WHERE landlord_id = :landlord AND customer_id = :person AND contact_id IS NOT NULL
UNION SELECT c.id FROM contacts c JOIN contact_points p ON p.kind = c.sender_kind AND p.value = c.sender
WHERE c.landlord_id = :landlord AND p.landlord_id = :landlord AND p.person_id = :person
  AND NOT EXISTS (SELECT FROM contact_steps s WHERE s.landlord_id = :landlord AND s.contact_id = c.id
                  AND coalesce(s.decision ->> 'counted_for', '') NOT IN ('', :person))
""")
"""A person's contacts: counted for them, or from their contact points and counted for nobody else."""


class DatabaseSubjectRecords:
    """The port of everything that is stored about a person."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what opens what lies sealed in it."""
        self._database = database
        self._encryption = encryption

    def held(self, landlord: str, person_id: str) -> Held:
        """Return all of it, opened. Raises `NotFound`, `NoKey` and `Unreadable`."""
        with self._database.transaction(landlord) as connection:
            connection.execute(_PATIENCE)
            whose = find_whose(connection, landlord, person_id)
            found = {held: self._rows(connection, whose, held) for held in HELD_TABLES}
        return Held(
            person_id=person_id,
            name=str(found[HELD_TABLES[0]][0]["name"]),
            kinds={held.kind: rows for held, rows in found.items()},
            files=_files(found),
        )

    def others(self, landlord: str, person_id: str) -> Sequence[SomebodyElse]:
        """Return everybody else whom the landlord knows."""
        wanted = select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.role)
        wanted = wanted.where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id != person_id).order_by(PEOPLE.c.id)
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted).all()
            points = points_of(connection, landlord, [row.id for row in rows])
        return [
            SomebodyElse(id=row.id, name=row.name, role=row.role, points=tuple(point.value for point in points[row.id]))
            for row in rows
        ]

    def _rows(self, connection: Connection, whose: Whose, held: HeldTable) -> tuple[Row, ...]:
        wanted = select(*held.columns).where(held.of(whose)).order_by(*held.table.primary_key)
        return tuple(self._row(whose.landlord, held, row) for row in connection.execute(wanted).mappings())

    def _row(self, landlord: str, held: HeldTable, row: RowMapping) -> Row:
        shut = [column for column in held.sealed if row.get(column.name) is not None]
        opened = {column.name: self._opened(landlord, column, row) for column in shut}
        plain = {name: _plain(value) for name, value in row.items() if name not in opened}
        return {**plain, **opened}

    def _opened(self, landlord: str, column: SealedColumn, row: RowMapping) -> object:
        place = column.place(*(str(row[name]) for name in column.key))
        said = self._encryption.open(landlord, place, row[column.name]).decode()
        return json.loads(said) if column in _MEMBERS else said


def find_whose(connection: Connection, landlord: str, person_id: str) -> Whose:
    """Return the ids of all that is a person's. Raises `NotFound`."""
    people, known = PEOPLE.c, {"landlord": landlord, "person": person_id}
    is_there = select(people.id).where(people.landlord_id == landlord, people.id == person_id)
    if connection.execute(is_there).one_or_none() is None:
        raise NotFound(f"There is no person {person_id}.")
    contacts = tuple(map(str, connection.execute(CONTACTS, known).scalars()))
    mine = (people.landlord_id == landlord) & (people.of_person == person_id)
    theirs = select(people.id).where(mine, people.role == Role.REPRESENTATIVE)
    return Whose(
        landlord=landlord,
        person=person_id,
        contacts=contacts,
        representatives=tuple(connection.execute(theirs).scalars()),
        **{
            name: tuple(
                connection.execute(
                    select(table.c.id).where(table.c.landlord_id == landlord, table.c.customer_id == person_id)
                ).scalars()
            )
            for name, table in {"restrictions": RESTRICTIONS, "incidents": INCIDENTS, "tasks": TASKS}.items()
        },
    )


def _files(found: Mapping[HeldTable, tuple[Row, ...]]) -> tuple[HeldFile, ...]:
    """Return the files that rows name, each once: its issue and all that was done with it name the same letter."""
    files: dict[str, HeldFile] = {}
    for held, rows in found.items():
        for row in rows:
            file_id, contact_id = _file_of(row), str(row.get("contact_id", ""))
            files.setdefault(file_id, HeldFile(id=file_id, kind=held.kind, contact_id=contact_id))
    return tuple(file for file_id, file in files.items() if file_id)


def _file_of(row: Row) -> str:
    """Return the file that a row names: what came with a contact, a recording, or the letter that an act sent."""
    data = row.get("data")
    return str(row.get("file_id") or (data.get("letter_id") if isinstance(data, Mapping) else "") or "")


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str() | dict():
            return value
        case list():
            return [_plain(item) for item in value]
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return str(value)
