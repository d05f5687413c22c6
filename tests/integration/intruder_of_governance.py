"""Every port and every use case of audit, register and files on a person, called with the ids of another landlord."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contact_gateway.adapters.parcels.zip_file import parcel_as_zip
from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.give_reports import GiveReports
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.make_reports import MakeReports
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.application.records_of_retention import LegalHold
from contact_gateway.application.records_of_subject_access import ExportState, Looked, SubjectExport
from contact_gateway.application.register import Register
from contact_gateway.application.retain import Retain
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.audit_chain import BEFORE_ALL
from contact_gateway.domain.procedure.words import Kept
from contact_gateway.domain.tables import TableFormat
from tests.builders import MONDAY
from tests.contracts.calls import a_task
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import LATER


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


def _retain(it: Intruder) -> Retain:
    world = it.world
    seal_audit = SealAudit(trail=world.audit_trail, clock=world.clock)
    return Retain(retention=world.retention, policies=world.policies, seal_audit=seal_audit, clock=world.clock)


def _erase(it: Intruder) -> ErasePerson:
    return ErasePerson(erasures=it.world.erasures, people=it.world.people, files=it.world.files, clock=it.world.clock)


def _holds(it: Intruder) -> HoldForLaw:
    return HoldForLaw(holds=it.world.legal_holds, people=it.world.people, clock=it.world.clock)


def _reports(it: Intruder) -> MakeReports:
    world = it.world
    return MakeReports(
        reports=world.reports,
        files=world.case_files,
        policies=world.policies,
        looks=world.looks,
        formats={TableFormat.CSV: table_as_csv},
        clock=world.clock,
    )


IN_A_LONG_TIME = dict.fromkeys(Kept, MONDAY.replace(year=2090))
OUR_HOLD = LegalHold(id="ours", customer_id="their-sam", reference="C1", placed_by="ours", placed_at=MONDAY)

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
    "Retention.going": lambda it: it.world.retention.going(HERE, IN_A_LONG_TIME),
    "Retention.forget": lambda it: it.world.retention.forget(HERE, IN_A_LONG_TIME),
    "LegalHolds.place": lambda it: it.world.legal_holds.place(HERE, OUR_HOLD),
    "LegalHolds.lift": lambda it: it.world.legal_holds.lift(HERE, "their-hold", "ours", MONDAY),
    "LegalHolds.standing": lambda it: it.world.legal_holds.standing(HERE),
    "Erasures.would_erase": lambda it: it.world.erasures.would_erase(HERE, "their-sam", MONDAY),
    "Erasures.erase": lambda it: it.world.erasures.erase(HERE, "their-sam", "ours", MONDAY),
    "Reports.house": lambda it: it.world.reports.house(HERE, LATER),
    "Reports.officers": lambda it: it.world.reports.officers(HERE),
    "Reports.tell": lambda it: it.world.reports.tell(HERE, Reminder(tasks=(a_task("", customer_id="their-sam"),))),
    "AuditTrail.acts_amiss": lambda it: it.world.audit_trail.acts_amiss(HERE),
    "AuditTrail.words_amiss": lambda it: it.world.audit_trail.words_amiss(HERE),
    "AuditTrail.rows": lambda it: it.world.audit_trail.rows(HERE, BEFORE_ALL, None, 100),
}

GOVERNANCE_USE_CASES: Mapping[str, Call] = {
    "seal_audit": lambda it: SealAudit(trail=it.world.audit_trail, clock=it.world.clock)(HERE),
    "verify_audit": lambda it: VerifyAudit(trail=it.world.audit_trail)(HERE),
    "subject_access.prepare": lambda it: _access(it).prepare(HERE, "their-sam", "their-lee", "ours"),
    "subject_access.draft": lambda it: _access(it).draft(HERE, "their-export", "ours"),
    "subject_access.release": lambda it: _access(it).release(HERE, "their-export", Looked(), "their-lee"),
    "subject_access.take": lambda it: _access(it).take(HERE, "their-export", "ours"),
    "retain.going": lambda it: _retain(it).going(HERE),
    "retain.forget": lambda it: _retain(it).forget(HERE),
    "legal_holds.place": lambda it: _holds(it).place(HERE, "their-sam", "C1", "their-lee", "ours"),
    "legal_holds.lift": lambda it: _holds(it).lift(HERE, "their-hold", "their-lee"),
    "legal_holds.standing": lambda it: _holds(it).standing(HERE),
    "erase_person.would_erase": lambda it: _erase(it).would_erase(HERE, "their-sam"),
    "erase_person.erase": lambda it: _erase(it).erase(HERE, "their-sam", "their-lee"),
    "make_reports": lambda it: _reports(it)(HERE, "ours"),
    "make_reports.export": lambda it: _reports(it).export(HERE, "ours", TableFormat.CSV),
    "give_reports": lambda it: GiveReports(make=_reports(it))(HERE),
    "register.page": lambda it: _register(it).page(HERE, "", 100, "ours"),
    "register.export": lambda it: _register(it).export(HERE, TableFormat.CSV, "ours"),
}
