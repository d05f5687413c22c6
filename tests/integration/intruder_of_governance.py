"""Every port and every use case of audit, register and files on a person, called with the ids of another landlord."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contact_gateway.adapters.parcels.zip_file import parcel_as_zip
from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_subject_access import ExportState, Looked, SubjectExport
from contact_gateway.application.register import Register
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.audit_chain import BEFORE_ALL
from contact_gateway.domain.tables import TableFormat
from tests.builders import MONDAY
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder


def _register(it: Intruder) -> Register:
    world = it.world
    return Register(
        restrictions=world.restriction_files,
        people=world.people,
        policies=world.policies,
        looks=world.looks,
        formats={TableFormat.CSV: table_as_csv},
        clock=world.clock,
    )


def _access(it: Intruder) -> SubjectAccess:
    world = it.world
    return SubjectAccess(
        records=world.subject_records,
        exports=world.subject_exports,
        people=world.people,
        looks=world.looks,
        files=world.files,
        pack=parcel_as_zip,
        clock=world.clock,
    )


THEIR_EXPORT = SubjectExport(
    id="their-export",
    person_id="their-sam",
    state=ExportState.PREPARED,
    prepared_by="theirs",
    prepared_at=MONDAY,
    file_id="01a1fd77-caf4-705c-9824-6e4fa499eb0a",
)

GOVERNANCE_PORTS: Mapping[str, Call] = {
    "AuditTrail.seal": lambda it: it.world.audit_trail.seal(HERE, MONDAY, 100),
    "AuditTrail.seals": lambda it: list(it.world.audit_trail.seals(HERE)),
    "Looks.looked": lambda it: it.world.looks.looked(HERE, Look.REGISTER_READ, "their-sam", "ours", {}),
    "SubjectRecords.held": lambda it: it.world.subject_records.held(HERE, "their-sam"),
    "SubjectRecords.others": lambda it: it.world.subject_records.others(HERE, "their-lee"),
    "SubjectExports.add": lambda it: it.world.subject_exports.add(HERE, replace(THEIR_EXPORT, prepared_by="ours")),
    "SubjectExports.one": lambda it: it.world.subject_exports.one(HERE, "their-export"),
    "SubjectExports.of_person": lambda it: it.world.subject_exports.of_person(HERE, "their-sam"),
    "SubjectExports.release": lambda it: it.world.subject_exports.release(HERE, THEIR_EXPORT, THEIR_EXPORT, 0, 0),
    "AuditTrail.rows": lambda it: it.world.audit_trail.rows(HERE, BEFORE_ALL, None, 100),
}

GOVERNANCE_USE_CASES: Mapping[str, Call] = {
    "seal_audit": lambda it: SealAudit(trail=it.world.audit_trail, clock=it.world.clock)(HERE),
    "verify_audit": lambda it: VerifyAudit(trail=it.world.audit_trail)(HERE),
    "subject_access.prepare": lambda it: _access(it).prepare(HERE, "their-sam", "their-lee", "ours"),
    "subject_access.draft": lambda it: _access(it).draft(HERE, "their-export", "ours"),
    "subject_access.release": lambda it: _access(it).release(HERE, "their-export", Looked(), "their-lee"),
    "subject_access.take": lambda it: _access(it).take(HERE, "their-export", "ours"),
    "register.page": lambda it: _register(it).page(HERE, "", 100, "ours"),
    "register.export": lambda it: _register(it).export(HERE, TableFormat.CSV, "ours"),
}
