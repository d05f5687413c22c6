"""What is held on a person, and the exports of it, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.errors import NotFound, Stale
from contact_gateway.application.records_of_subject_access import SubjectExport
from contact_gateway.domain.subject_access import Held, SomebodyElse
from tests.fakes.memory import Memory


class MemorySubjectRecords:
    """The port of what is held. Of a person the fakes hold name and contact points, and of restrictions the kinds."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def held(self, landlord: str, person_id: str) -> Held:
        rows = self._memory.of(landlord)
        if person_id not in rows.people:
            raise NotFound(f"There is no person {person_id}.")
        person = rows.people[person_id]
        points = [{"kind": point.kind.value, "value": point.value} for point in person.contact_points]
        mine = [
            {"id": one.id, "kind": one.kind.value, "decided_by": decided.officer, "narrative": decided.narrative}
            for one, decided in rows.restrictions.values()
            if one.customer_id == person_id
        ]
        kinds = {"person": ({"id": person.id, "name": person.name},), "contact_points": points, "restrictions": mine}
        return Held(person_id=person_id, name=person.name, kinds={kind: tuple(one) for kind, one in kinds.items()})

    def others(self, landlord: str, person_id: str) -> Sequence[SomebodyElse]:
        return [
            SomebodyElse(
                id=one.id, name=one.name, role=one.role.value, points=tuple(point.value for point in one.contact_points)
            )
            for one in self._memory.of(landlord).people.values()
            if one.id != person_id
        ]


class MemorySubjectExports:
    """The port of exports."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._made: dict[tuple[str, str], SubjectExport] = {}

    def add(self, landlord: str, export: SubjectExport) -> None:
        self._made[landlord, export.id] = export
        self._memory.of(landlord).audit.append(f"staff:subject_export:prepared {export.person_id} {export.prepared_by}")

    def one(self, landlord: str, export_id: str) -> SubjectExport:
        if (landlord, export_id) not in self._made:
            raise NotFound(f"There is no export {export_id}.")
        return self._made[landlord, export_id]

    def of_person(self, landlord: str, person_id: str) -> Sequence[SubjectExport]:
        mine = [one for (whose, _), one in self._made.items() if (whose, one.person_id) == (landlord, person_id)]
        return sorted(mine, key=lambda one: (-one.prepared_at.timestamp(), one.id))

    def release(self, landlord: str, was: SubjectExport, now: SubjectExport, passages: int, withheld: int) -> None:
        if self.one(landlord, was.id).state is not was.state:
            raise Stale("Somebody else released this export meanwhile.")
        self._made[landlord, was.id] = now
        self._memory.of(landlord).audit.append(f"staff:subject_export:released {now.person_id} {now.released_by}")
