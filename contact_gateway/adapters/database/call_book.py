"""The calls that run through a room, in the database: one statement reads a call, one writes what became of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.call_book_statements import (
    ANNOUNCED,
    CALL,
    CONTACT_OF_LEG,
    END,
    ENDS,
    LIMITS,
    NOT_HEARD,
    NOTICES_NOW,
    OPEN,
    UNPLACED,
)
from contact_gateway.adapters.database.codec import JsonObject
from contact_gateway.adapters.database.contact_ids import contact_uuid
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.plain_data import from_plain, storable
from contact_gateway.adapters.database.record_rows import put, record_of, row_of
from contact_gateway.adapters.database.sealed_values import NOTE, Seal
from contact_gateway.adapters.database.tables_of_calls import CALL_ANNOUNCEMENTS, CALL_LEGS
from contact_gateway.adapters.database.tasks import add_task
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_calls import EndedBy, Leg, LiveCall, Played, StaffAct, Task, TaskCode
from contact_gateway.domain.calls import NOTICES

_TAG_OF: Mapping[StaffAct, audit.Tag] = {
    StaffAct.TAGGED_EMERGENCY: audit.Tag.CALL_TAGGED_EMERGENCY,
    StaffAct.RECORDING_PAUSED: audit.Tag.CALL_RECORDING_PAUSED,
    StaffAct.RECORDING_RESUMED: audit.Tag.CALL_RECORDING_RESUMED,
}


class DatabaseCallBook:
    """The call book port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Keep the book in this database, what officers wrote about a call sealed."""
        self._database = database
        self._encryption = encryption

    @contextmanager
    def open(self, landlord: str, contact_id: str) -> Iterator[DatabaseOpenBook]:
        """Open the one transaction about a call; wait for others about the same. Raises `NotFound` for no such id."""
        contact = str(contact_uuid(contact_id))
        lock = json.dumps(["call", landlord, contact])
        with self._database.transaction(landlord, lock) as connection:
            yield DatabaseOpenBook(connection, Seal(self._encryption, landlord), contact)

    def contact_of_leg(self, landlord: str, leg: str) -> str:
        """Return the contact of a leg. Raises `NotFound`."""
        with self._database.transaction(landlord) as connection:
            found = connection.execute(
                CONTACT_OF_LEG, {"landlord": landlord, "leg": storable(leg)}
            ).scalar_one_or_none()
        if found is None:
            raise NotFound(f"There is no leg {leg}.")
        return str(found)

    def announced(self, landlord: str, announcement_id: str) -> Played:
        """Return an announcement. Raises `NotFound`."""
        asked = {"landlord": landlord, "id": storable(announcement_id)}
        with self._database.transaction(landlord) as connection:
            found = connection.execute(ANNOUNCED, asked).scalar_one_or_none()
        if found is None:
            raise NotFound(f"There is no announcement {announcement_id}.")
        return record_of(Played, found)

    def live(self, landlord: str, contact_id: str) -> LiveCall:
        """Return a call as it stands. Raises `NotFound` where none ran through a room."""
        contact = str(contact_uuid(contact_id))
        with self._database.transaction(landlord) as connection:
            call = DatabaseOpenBook(connection, Seal(self._encryption, landlord), contact).call()
        if call is None:
            raise NotFound(f"No call of contact {contact_id} ran through a room.")
        return call

    def notices_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Played]:
        """Return planned announcements that are due, earliest first, of calls that are going on."""
        asked = {"landlord": landlord, "now": now, "notices": [notice.value for notice in NOTICES], "limit": limit}
        with self._database.transaction(landlord) as connection:
            return [record_of(Played, found) for found in connection.execute(NOTICES_NOW, asked).scalars()]

    def ends_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Leg]:
        """Return legs that are to end by then and that go on, ringing or answered, earliest first."""
        with self._database.transaction(landlord) as connection:
            found = connection.execute(ENDS, {"landlord": landlord, "now": now, "limit": limit}).scalars()
            return [record_of(Leg, leg) for leg in found]

    def limits_to_lift(self, landlord: str, limit: int = 50) -> Sequence[Leg]:
        """Return legs of emergencies that go on, which their provider may cut off at a limit; the oldest first."""
        with self._database.transaction(landlord) as connection:
            found = connection.execute(LIMITS, {"landlord": landlord, "limit": limit}).scalars()
            return [record_of(Leg, leg) for leg in found]

    def warnings_not_heard(self, landlord: str, before: datetime, limit: int = 50) -> Sequence[Played]:
        """Return warnings sent before then that nobody heard, and of which nothing was told or no task tells."""
        asked = {"landlord": landlord, "before": before, "task": TaskCode.WARNING_NOT_HEARD.value, "limit": limit}
        with self._database.transaction(landlord) as connection:
            return [record_of(Played, found) for found in connection.execute(NOT_HEARD, asked).scalars()]

    def unplaced(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        """Return legs placed before then of which nobody knows that they ring, oldest first."""
        with self._database.transaction(landlord) as connection:
            found = connection.execute(UNPLACED, {"landlord": landlord, "before": before, "limit": limit}).scalars()
            return [record_of(Leg, leg) for leg in found]

    def open_since(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        """Return legs placed before then that are neither over nor failed, nor unanswered and followed by another."""
        with self._database.transaction(landlord) as connection:
            found = connection.execute(OPEN, {"landlord": landlord, "before": before, "limit": limit}).scalars()
            return [record_of(Leg, leg) for leg in found]


class DatabaseOpenBook:
    """One transaction about one call."""

    def __init__(self, connection: Connection, seal: Seal, contact_id: str) -> None:
        """Work on this connection, whose transaction has named the seal's landlord."""
        self._connection = connection
        self._seal = seal
        self._contact_id = contact_id

    def call(self) -> LiveCall | None:
        """Return the leg of the highest turn with all that was played and who ended it, None before the first leg."""
        row = self._connection.execute(CALL, self._key()).mappings().one()
        legs, played = row["legs"] or [], row["played"] or []
        if not legs:
            return None
        return LiveCall(
            leg=record_of(Leg, legs[-1]),
            played=tuple(record_of(Played, one) for one in played),
            ended=self._ended(row["ended"]),
        )

    def legs(self) -> Sequence[Leg]:
        """Return all legs by turn."""
        row = self._connection.execute(CALL, self._key()).mappings().one()
        return [record_of(Leg, leg) for leg in row["legs"] or ()]

    def ended(self) -> EndedBy | None:
        """Return who ended the contact, None where nobody did."""
        return self._ended(self._connection.execute(CALL, self._key()).mappings().one()["ended"])

    def put_leg(self, leg: Leg) -> None:
        """Store a leg, or what became of it. Raises `Refused` (`turn_taken`) where another leg has its turn."""
        self._put(CALL_LEGS, row_of(self._seal.landlord, leg))

    def put_longer(self, leg: Leg, officer: str) -> None:
        """Store a leg that an officer lets go on for longer, with an audit row."""
        self.put_leg(leg)
        subject = (self._seal.landlord, audit.Tag.CALL_EXTENDED, self._contact_id)
        audit.record(self._connection, *subject, officer, {"leg": leg.id, "limit": leg.limit or 0})

    def put_act(self, act: StaffAct, officer: str) -> None:
        """Put on record what an officer did with the contact."""
        audit.record(self._connection, self._seal.landlord, _TAG_OF[act], self._contact_id, officer, {})

    def put_played(self, played: Played) -> None:
        """Store an announcement. Raises `Refused` (`already_in_flight`); the transaction is then lost."""
        self._put(CALL_ANNOUNCEMENTS, row_of(self._seal.landlord, played))

    def put_not_heard(self, played: Played, task: Task) -> bool:
        """Store a warning that was not heard, with its task; False where the contact has one."""
        self.put_played(played)
        return add_task(self._connection, self._seal.landlord, task)

    def put_ended(self, ended: EndedBy, tasks: Sequence[Task] = ()) -> bool:
        """Store that staff ended the contact, with an incident's draft, an audit row and tasks; False where it was."""
        incident = new_id()
        told = {
            **self._key(),
            "incident": incident,
            "officer": storable(ended.officer),
            "reason": ended.reason.value,
            "channel": ended.channel.value,
            "at": ended.at,
            "warnings_heard": ended.warnings_heard,
            "note": self._seal.text(NOTE, (incident,), ended.note),
        }
        if self._connection.execute(END, told).scalar_one_or_none() is None:
            return False
        details = {"incident": incident, "reason": ended.reason.value, "warnings_heard": ended.warnings_heard}
        subject = (self._seal.landlord, audit.Tag.CONTACT_ENDED, self._contact_id)
        audit.record(self._connection, *subject, ended.officer, details)
        for task in tasks:
            add_task(self._connection, self._seal.landlord, task)
        return True

    def _key(self) -> dict[str, object]:
        return {"landlord": self._seal.landlord, "contact_id": self._contact_id}

    def _put(self, table: Table, row: Mapping[str, object]) -> None:
        try:
            self._connection.execute(put(table, row))
        except IntegrityError as error:
            refusal = _refusal(error)
            if refusal is None:
                raise
            raise refusal from None

    def _ended(self, stored: JsonObject | None) -> EndedBy | None:
        if stored is None:
            return None
        sealed = base64.b64decode(stored["note"]) if stored["note"] else None
        return from_plain(EndedBy, {**stored, "note": self._seal.read_text(NOTE, (stored["incident_id"],), sealed)})


def _refusal(error: IntegrityError) -> Refused | None:
    """Return what the caller is told where an index keeps a second one out."""
    said = str(error.orig)
    if "call_announcements_in_flight" in said:
        return Refused("already_in_flight", "A warning is being played in this call.")
    if "call_legs_by_turn" in said:
        return Refused("turn_taken", "Somebody else is rung at this turn of the call.")
    return None
