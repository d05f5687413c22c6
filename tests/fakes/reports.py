"""What reports are made of, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_casework import CaseOfficer, Filed
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.application.records_of_reports import CaseKept, House
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.standing import Role
from tests.fakes.case_files import officer_of
from tests.fakes.memory import LandlordRows, Memory, OutboxRow
from tests.fakes.tasks import add_task


class MemoryReports:
    """The reports port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def house(self, landlord: str, until: datetime) -> House:
        rows = self._memory.of(landlord)
        filed: dict[str, list[Filed]] = {}
        for customer, one in rows.acts:
            if one.act.at < until:
                filed.setdefault(customer, []).append(replace(one, act=replace(one.act, words={})))
        cases = (_case(rows, rows.people[customer], found) for customer, found in sorted(filed.items()))
        return House(cases=tuple(cases), officers=self.officers(landlord))

    def officers(self, landlord: str) -> Mapping[str, CaseOfficer]:
        people = self._memory.of(landlord).people.values()
        return {one.id: officer_of(one, frozenset()) for one in people if one.role is Role.OFFICER}

    def tell(self, landlord: str, reminder: Reminder) -> int:
        rows = self._memory.of(landlord)
        tasks = [task for task in reminder.tasks if task.id not in rows.tasks]
        for task in tasks:
            add_task(rows, task)
        notices = {said: message for said, message in reminder.notices.items() if said not in rows.outbox}
        for said, message in notices.items():
            rows.outbox[said] = OutboxRow(message=message, document=None, due_at=self._memory.clock.now())
        rows.audit += ["scheduler:house:told"] * (len(tasks) + len(notices))
        return len(tasks) + len(notices)


def _case(rows: LandlordRows, stored: NewPerson, filed: list[Filed]) -> CaseKept:
    return CaseKept(
        customer_id=stored.id,
        filed=tuple(filed),
        adjustments=frozenset(map(Adjustment, stored.adjustments)),
        language=stored.language,
        priority=stored.priority,
        identified=not stored.unverified,
        reachable=bool(stored.contact_points or rows.addresses.get(stored.id)),
    )
