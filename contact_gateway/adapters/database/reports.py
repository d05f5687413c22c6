"""What reports are made of, and what the house was told about no single case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.case_statements import OFFICERS
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.filed_rows import filed
from contact_gateway.adapters.database.open_case import officer_of
from contact_gateway.adapters.database.patience import patient
from contact_gateway.adapters.database.sealed_values import MESSAGE, Seal
from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.adapters.database.tasks import add_task
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.application.records_of_reports import CaseKept, House
from contact_gateway.domain.people import Adjustment

_SCHEDULER = "scheduler"
_PATIENCE_SECONDS = 20
_TOLD = UUID("0c1b7f0e-5a0c-4a3d-8d5e-2f6a9b7c4e31")
"""The space of the ids that follow from what a mail tells."""

_HOUSE = statement("""
SELECT p.id, p.adjustments, p.language, p.priority, p.unverified, done.acts,
    EXISTS (SELECT FROM contact_points c WHERE c.landlord_id = :landlord AND c.person_id = p.id)
    OR EXISTS (SELECT FROM person_addresses d WHERE d.landlord_id = :landlord AND d.person_id = p.id
               AND d.address IS NOT NULL) AS reachable
FROM people p
JOIN (
    SELECT a.customer_id,
        jsonb_agg(jsonb_build_object('id', a.id, 'restriction_id', coalesce(a.restriction_id, ''), 'act', a.act,
                                     'by', a.by, 'at', a.at, 'data', a.data, 'policy_code', a.policy_code,
                                     'policy_version', a.policy_version) ORDER BY a.seq) AS acts
    FROM case_acts a WHERE a.landlord_id = :landlord AND a.at < :until GROUP BY a.customer_id
) AS done ON done.customer_id = p.id
WHERE p.landlord_id = :landlord ORDER BY p.id
""")


class DatabaseReports:
    """The reports port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals mails in it."""
        self._database = database
        self._encryption = encryption

    def house(self, landlord: str, until: datetime) -> House:
        """Read every case in which something was done, with what was done before that instant, and the officers."""
        asked = {"landlord": landlord, "until": until}
        with self._database.transaction(landlord) as connection, patient(connection, _PATIENCE_SECONDS):
            rows = connection.execute(_HOUSE, asked).mappings().all()
            officers = connection.execute(OFFICERS, {"landlord": landlord}).mappings().all()
        return House(cases=tuple(map(_case, rows)), officers=_by_id(officers))

    def officers(self, landlord: str) -> Mapping[str, CaseOfficer]:
        """Return the officers by id."""
        with self._database.transaction(landlord) as connection:
            return _by_id(connection.execute(OFFICERS, {"landlord": landlord}).mappings().all())

    def tell(self, landlord: str, reminder: Reminder) -> int:
        """Store tasks and notices that are not there yet, with an audit row for each; return how many those were."""
        seal = Seal(self._encryption, landlord)
        with self._database.transaction(landlord) as connection:
            found = [task.code for task in reminder.tasks if add_task(connection, landlord, task)]
            for said, message in reminder.notices.items():
                message_id = str(uuid5(_TOLD, json.dumps([landlord, said])))
                row: dict[str, object] = {
                    "landlord_id": landlord,
                    "id": message_id,
                    "kind": message.kind,
                    "channel": message.channel,
                    "payload": {},
                    "sealed": seal.members(MESSAGE, (message_id,), message.payload),
                }
                stored = insert(OUTBOX).values(row).on_conflict_do_nothing().returning(OUTBOX.c.id)
                if connection.execute(stored).scalar_one_or_none() is not None:
                    found.append(said)
            for said in found:
                audit.record(connection, landlord, audit.Tag.HOUSE_TOLD, "", _SCHEDULER, {"of": said})
        return len(found)


def _case(row: RowMapping) -> CaseKept:
    return CaseKept(
        customer_id=row["id"],
        filed=tuple(map(filed, row["acts"])),
        adjustments=frozenset(map(Adjustment, row["adjustments"])),
        language=row["language"],
        priority=row["priority"],
        identified=not row["unverified"],
        reachable=row["reachable"],
    )


def _by_id(rows: Sequence[RowMapping]) -> Mapping[str, CaseOfficer]:
    return {row["id"]: officer_of(row, frozenset()) for row in rows}
