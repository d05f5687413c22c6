"""One transaction about one customer's case: reading the file, and adding an act with all that it brings with it."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.act_rows import data_of, name_of
from contact_gateway.adapters.database.binding import stretches
from contact_gateway.adapters.database.case_statements import CASE, OFFICERS
from contact_gateway.adapters.database.codec import read_restriction, write_restriction
from contact_gateway.adapters.database.filed_rows import filed
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.sealed_values import ACT_WORDS, ADDRESS, EVIDENCE, MESSAGE, NARRATIVE, Seal
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS
from contact_gateway.adapters.database.tables_of_people import CONTACT_REQUESTS, PEOPLE, STAFF_COMPLAINTS
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.adapters.database.tasks import add_task, close_tasks, close_what_is_over
from contact_gateway.adapters.database.told_acts import digest_of
from contact_gateway.adapters.database.told_restrictions import digest_of_restriction
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.records import LETTER, OutgoingMessage
from contact_gateway.application.records_of_casework import Case, CaseOfficer, Deed, Filed, RestrictionNow
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed, AskedForContact, Complained
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Person, Role

_SCHEDULER = "scheduler"
_TOLD = UUID("6d0f5a3c-54b4-4f0e-9f5e-4b1f7a3c2d10")
"""The space of the ids that follow from what a notice tells."""


class DatabaseOpenCase:
    """The transaction."""

    def __init__(self, connection: Connection, seal: Seal, customer_id: str) -> None:
        """Work on this connection, whose transaction has named the seal's landlord."""
        self._connection = connection
        self._seal = seal
        self._customer_id = customer_id
        self._is_there = False

    def load(self, now: datetime) -> Case:
        """Read the whole file. Raises `NotFound` for no such customer."""
        asked = {"landlord": self._seal.landlord, "customer_id": self._customer_id, "now": now}
        row = self._connection.execute(CASE, asked).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no customer {self._customer_id}.")
        self._is_there = True
        officers = self._connection.execute(OFFICERS, {"landlord": self._seal.landlord}).mappings().all()
        person = _person(row)
        points = {ContactPoint(PointKind(kind), value): is_shared for kind, value, is_shared in row["points"] or ()}
        return Case(
            person=person,
            contact_points=tuple(points),
            shared=frozenset(point for point, is_shared in points.items() if is_shared),
            reference=row["person"]["reference"],
            address=self._seal.read_text(ADDRESS, (person.id,), _bytes(row["address"])),
            segment=row["person"]["segment"],
            identified=not row["person"]["unverified"],
            filed=tuple(filed(act, self._seal) for act in row["acts"] or ()),
            officers={one["id"]: officer_of(one, person.complained_about) for one in officers},
            representatives=row["representatives"] or {},
        )

    def add(self, deed: Deed) -> None:
        """Add an act with all that it brings with it. Raises `NotFound`, `Refused` (`id_taken`)."""
        self._require_customer()
        if deed.restriction:
            self._put_restriction(deed.restriction, deed.filed)
        self._put_act(deed)
        self._carry_out(deed.filed.act)
        close_tasks(self._connection, self._seal.landlord, deed)
        for task in deed.tasks:
            add_task(self._connection, self._seal.landlord, task)
        for message in deed.notices:
            self._put_notice(new_id(), message)

    def remind(self, reminder: Reminder) -> int:
        """Store tasks and notices that are not there yet, with an audit row for each; return how many those were.

        What is over leaves none of its tasks open.
        """
        self._require_customer()
        landlord = self._seal.landlord
        if reminder.over:
            close_what_is_over(self._connection, landlord, reminder.over, _SCHEDULER)
        found = [task.code for task in reminder.tasks if add_task(self._connection, landlord, task)]
        for said, message in reminder.notices.items():
            told = json.dumps([landlord, self._customer_id, said])
            if self._put_notice(str(uuid5(_TOLD, told)), message):
                found.append(said)
        for said in found:
            audit.record(
                self._connection, landlord, audit.Tag.CASE_REMINDED, self._customer_id, _SCHEDULER, {"of": said}
            )
        return len(found)

    def not_sent(self) -> frozenset[str]:
        """Return which letters to this customer no mailbox took, by id. Raises `NotFound`, `NoKey` and `Unreadable`."""
        self._require_customer()
        it = OUTBOX.c
        mine = select(it.id, it.sealed).where(
            it.landlord_id == self._seal.landlord, it.customer_id == self._customer_id
        )
        given_up = mine.where(it.kind == LETTER, it.channel == Channel.EMAIL, it.state == "failed")
        rows = self._connection.execute(given_up)
        return frozenset(str(self._seal.read_members(MESSAGE, (row.id,), row.sealed)["file_id"]) for row in rows)

    def _require_customer(self) -> None:
        if self._is_there:
            return
        it = PEOPLE.c
        mine = select(it.id).where(it.landlord_id == self._seal.landlord, it.id == self._customer_id)
        if self._connection.execute(mine.where(it.role != Role.OFFICER)).one_or_none() is None:
            raise NotFound(f"There is no customer {self._customer_id}.")
        self._is_there = True

    def _put_act(self, deed: Deed) -> None:
        one, landlord = deed.filed, self._seal.landlord
        act = one.act
        row = {
            "landlord_id": landlord,
            "id": act.id,
            "customer_id": self._customer_id,
            "restriction_id": one.restriction_id or None,
            "act": name_of(act),
            "by": storable(act.by),
            "at": act.at,
            "data": data_of(act),
            "words": self._seal.members(ACT_WORDS, (act.id,), act.words),
            "policy_code": one.policy.code,
            "policy_version": one.policy.version,
        }
        self._connection.execute(insert(CASE_ACTS).values(row))
        told = {"act": name_of(act), "id": act.id, "customer": self._customer_id, **_told_of(deed.restriction)}
        told["digest"] = digest_of(self._connection, landlord, act.id)
        if deed.restriction:
            told["stands"] = digest_of_restriction(self._connection, landlord, deed.restriction.restriction.id)
        subject = one.restriction_id or self._customer_id
        audit.record(self._connection, landlord, audit.Tag.CASE_ACT, subject, deed.by, told)

    def _put_restriction(self, now: RestrictionNow, one: Filed) -> None:
        restriction, decided = now.restriction, now.decided
        key = {"landlord_id": self._seal.landlord, "id": restriction.id}
        columns = {
            **{name: value for name, value in write_restriction(restriction).items() if name != "id"},
            "grounds": decided.grounds,
            "decided_by": decided.officer,
            "decided_at": decided.decided_at,
            "policy_version": decided.policy_version,
            "narrative": self._seal.text(NARRATIVE, (restriction.id,), decided.narrative),
            "evidence": self._seal.text(EVIDENCE, (restriction.id,), decided.evidence),
            "binds": stretches(now.binds),
            "ended_at": now.ended_at,
        }
        stored = insert_new(RESTRICTIONS).values({**key, **columns})
        mine = RESTRICTIONS.c.customer_id == self._customer_id
        put = stored.on_conflict_do_update(index_elements=list(key), set_=columns, where=mine)
        if self._connection.execute(put.returning(RESTRICTIONS.c.id)).scalar_one_or_none() is None:
            raise Refused("id_taken", f"The restriction {one.restriction_id} is another customer's.")

    def _carry_out(self, act: Act) -> None:
        """Change at once what the act says about how this customer is answered."""
        landlord: dict[str, object] = {"landlord_id": self._seal.landlord}
        match act:
            case Complained(about=officer):
                told = {**landlord, "customer_id": self._customer_id, "officer_id": officer}
                self._connection.execute(insert_new(STAFF_COMPLAINTS).values(told).on_conflict_do_nothing())
            case AskedForContact(channel=channel, until=until):
                asked = {**landlord, "person_id": self._customer_id, "channel": channel.value, "until": until}
                self._connection.execute(insert_new(CONTACT_REQUESTS).values(asked).on_conflict_do_nothing())
            case AdjustmentAgreed():
                self._adjust(act)
            case _:
                pass

    def _adjust(self, agreed: AdjustmentAgreed) -> None:
        it = PEOPLE.c
        mine = update(PEOPLE).where(it.landlord_id == self._seal.landlord, it.id == self._customer_id)
        if agreed.language:
            self._connection.execute(mine.values(language=agreed.language))
        if agreed.adjustment:
            added = func.array_append(func.array_remove(it.adjustments, agreed.adjustment), agreed.adjustment)
            self._connection.execute(mine.values(adjustments=added))

    def _put_notice(self, message_id: str, message: OutgoingMessage) -> bool:
        row: dict[str, object] = {
            "landlord_id": self._seal.landlord,
            "id": message_id,
            "customer_id": self._customer_id,
            "kind": message.kind,
            "channel": message.channel,
            "payload": {},
            "sealed": self._seal.members(MESSAGE, (message_id,), message.payload),
        }
        stored = insert_new(OUTBOX).values(row).on_conflict_do_nothing().returning(OUTBOX.c.id)
        return self._connection.execute(stored).scalar_one_or_none() is not None


def _told_of(now: RestrictionNow | None) -> dict[str, str | int]:
    if now is None:
        return {}
    return {
        "kind": now.restriction.kind,
        "grounds": now.decided.grounds,
        "mode": now.restriction.mode,
        "policy_version": now.decided.policy_version,
    }


def _bytes(encoded: str | None) -> bytes | None:
    return None if encoded is None else base64.b64decode(encoded)


def _person(row: RowMapping) -> Person:
    found = row["person"]
    return Person(
        id=found["id"],
        role=Role(found["role"]),
        name=found["name"],
        of=found["of_person"],
        body=Body(found["body"]) if found["body"] else None,
        restrictions=tuple(map(read_restriction, row["restrictions"] or ())),
        adjustments=frozenset(map(Adjustment, found["adjustments"])),
        language=found["language"],
        complained_about=frozenset(row["complained_about"] or ()),
        priority=found["priority"],
    )


def officer_of(row: RowMapping, complained_about: frozenset[str]) -> CaseOfficer:
    """Build an officer from a row of `OFFICERS`, as they stand in the case of somebody who complains about these."""
    signatory = Signatory(
        id=row["id"],
        grade=row["grade"],
        roles=frozenset(row["roles"]) | ({row["grade"]} - {""}),
        conflicted=row["id"] in complained_about,
    )
    return CaseOfficer(signatory=signatory, name=row["name"], email=row["email"] or "")
