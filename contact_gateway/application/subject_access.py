"""What is held on a person, given to that person after an officer looked through it for what is about others."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_subject_access import PackParcel, SubjectExports, SubjectRecords
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_subject_access import Draft, ExportState, Looked, Parcel, SubjectExport
from contact_gateway.domain.subject_access import Held, HeldFile, NotThere, blacked_out, third_parties

_JSON, _ZIP = "application/json", "application/zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAccess:
    """Prepare, look through, release, take. Every look is put on record before anything is shown."""

    records: SubjectRecords
    exports: SubjectExports
    people: People
    looks: Looks
    files: Files
    pack: PackParcel
    clock: Clock

    def prepare(self, landlord: str, person_id: str, officer: str, export_id: str) -> SubjectExport:
        """Gather all that is held, for an officer to look through; the export gets this id.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        refuse_strangers(self.people, landlord, officer)
        held = self.records.held(landlord, person_id)
        kept = Document(name="held.json", content_type=_JSON, content=_written(held))
        export = SubjectExport(
            id=export_id,
            person_id=person_id,
            state=ExportState.PREPARED,
            prepared_by=officer,
            prepared_at=self.clock.now(),
            file_id=self.files.put(landlord, kept),
        )
        self.exports.add(landlord, export)
        return export

    def draft(self, landlord: str, export_id: str, reader: str) -> Draft:
        """Return what is to be looked through. Raises `NotFound`, `Refused` (already_released)."""
        export = self._prepared(landlord, export_id)
        self.looks.looked(landlord, Look.SUBJECT_EXPORT_READ, export.person_id, reader, {"export": export.id})
        held = _read(self.files.get(landlord, export.file_id).content)
        others = self.records.others(landlord, export.person_id)
        return Draft(export=export, held=held, third_parties=third_parties(held, others))

    def release(self, landlord: str, export_id: str, looked: Looked, officer: str) -> SubjectExport:
        """Black out, leave out and pack; from now on nothing else is kept of it.

        Raises `NotFound`, `Stale`, `Refused` (unknown_officer, already_released, files_undecided, unknown_file,
        passage_not_there).
        """
        refuse_strangers(self.people, landlord, officer)
        was = self._prepared(landlord, export_id)
        held = _read(self.files.get(landlord, was.file_id).content)
        _check_files(held, looked)
        try:
            parcel = self._parcel(landlord, blacked_out(held, looked.redactions), looked.given, is_draft=False)
        except NotThere as fault:
            raise Refused("passage_not_there", str(fault)) from fault
        packed = Document(name=f"{was.id}.zip", content_type=_ZIP, content=self.pack(parcel))
        now = replace(
            was,
            state=ExportState.RELEASED,
            released_by=officer,
            released_at=self.clock.now(),
            file_id=self.files.put(landlord, packed),
        )
        self.exports.release(landlord, was, now, len(looked.redactions), len(looked.withheld))
        return now

    def take(self, landlord: str, export_id: str, reader: str) -> Document:
        """Return the ZIP: as it was released or, before, all of it as a draft that is not to leave the house.

        Raises `NotFound`.
        """
        export = self.exports.one(landlord, export_id)
        told = {"export": export.id, "state": export.state.value}
        self.looks.looked(landlord, Look.SUBJECT_EXPORT_TAKEN, export.person_id, reader, told)
        kept = self.files.get(landlord, export.file_id)
        if export.state is ExportState.RELEASED:
            return kept
        held = _read(kept.content)
        every = frozenset(file.id for file in held.files)
        packed = self.pack(self._parcel(landlord, held, every, is_draft=True))
        return Document(name=f"draft-{export.id}.zip", content_type=_ZIP, content=packed)

    def _parcel(self, landlord: str, held: Held, given: frozenset[str], *, is_draft: bool) -> Parcel:
        fetched = {file.id: self._fetched(landlord, file) for file in held.files if file.id in given}
        return Parcel(
            landlord=landlord,
            held=held,
            files=tuple((id_, one.name, one.content) for id_, one in fetched.items() if one),
            withheld=tuple(file.id for file in held.files if file.id not in given),
            missing=tuple(id_ for id_, one in fetched.items() if one is None),
            made_at=self.clock.now(),
            is_draft=is_draft,
        )

    def _fetched(self, landlord: str, file: HeldFile) -> Document | None:
        try:
            return self.files.get(landlord, file.id)
        except NotFound:
            return None

    def _prepared(self, landlord: str, export_id: str) -> SubjectExport:
        export = self.exports.one(landlord, export_id)
        if export.state is not ExportState.PREPARED:
            raise Refused("already_released", "This export was released; prepare another.")
        return export


def _check_files(held: Held, looked: Looked) -> None:
    every = {file.id for file in held.files}
    if unknown := sorted((looked.given | looked.withheld) - every):
        raise Refused("unknown_file", f"There is no file {unknown[0]} in this export.")
    if left := sorted(every - looked.given - looked.withheld) + sorted(looked.given & looked.withheld):
        raise Refused("files_undecided", f"Say of each file once whether it is given or withheld: {', '.join(left)}.")


def _written(held: Held) -> bytes:
    files = [{"id": one.id, "kind": one.kind, "contact_id": one.contact_id} for one in held.files]
    kinds = {kind: list(rows) for kind, rows in held.kinds.items()}
    return json.dumps({"person_id": held.person_id, "name": held.name, "kinds": kinds, "files": files}).encode()


def _read(content: bytes) -> Held:
    said = json.loads(content)
    return Held(
        person_id=said["person_id"],
        name=said["name"],
        kinds={kind: tuple(rows) for kind, rows in said["kinds"].items()},
        files=tuple(HeldFile(**one) for one in said["files"]),
    )
