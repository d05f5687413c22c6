"""The use cases of the audit trail, the register, and what is held on a person."""

from __future__ import annotations

from contact_gateway.adapters.database.audit_trail import DatabaseAuditTrail
from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.erasures import DatabaseErasures
from contact_gateway.adapters.database.legal_holds import DatabaseLegalHolds
from contact_gateway.adapters.database.looks import DatabaseLooks
from contact_gateway.adapters.database.reports import DatabaseReports
from contact_gateway.adapters.database.restriction_files import DatabaseRestrictionFiles
from contact_gateway.adapters.database.retention import DatabaseRetention
from contact_gateway.adapters.database.subject_exports import DatabaseSubjectExports
from contact_gateway.adapters.database.subject_records import DatabaseSubjectRecords
from contact_gateway.adapters.parcels.zip_file import parcel_as_zip
from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.adapters.tables.pdf_file import table_as_pdf
from contact_gateway.adapters.tables.xlsx_file import table_as_xlsx
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.give_reports import GiveReports
from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.make_reports import MakeReports
from contact_gateway.application.ports import People, Policies
from contact_gateway.application.register import Register
from contact_gateway.application.retain import Retain
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.bootstrap.ground import Ground
from contact_gateway.domain.tables import TableFormat

FORMATS = {TableFormat.CSV: table_as_csv, TableFormat.XLSX: table_as_xlsx, TableFormat.PDF: table_as_pdf}


def build_governance_services(ground: Ground, people: People, policies: Policies) -> GovernanceServices:
    """Build them."""
    trail, looks = DatabaseAuditTrail(ground.database, ground.encryption), DatabaseLooks(ground.database)
    seal_audit = SealAudit(trail=trail, clock=ground.clock)
    make_reports = _make_reports(ground, policies)
    return GovernanceServices(
        seal_audit=seal_audit,
        verify_audit=VerifyAudit(trail=trail),
        register=Register(
            restrictions=DatabaseRestrictionFiles(ground.database, ground.encryption),
            people=people,
            policies=policies,
            looks=looks,
            formats=FORMATS,
            clock=ground.clock,
        ),
        make_reports=make_reports,
        give_reports=GiveReports(make=make_reports),
        subject_access=SubjectAccess(
            records=DatabaseSubjectRecords(ground.database, ground.encryption),
            exports=DatabaseSubjectExports(ground.database),
            people=people,
            looks=looks,
            files=ground.files,
            pack=parcel_as_zip,
            clock=ground.clock,
        ),
        retain=Retain(
            retention=DatabaseRetention(ground.database),
            policies=policies,
            seal_audit=seal_audit,
            clock=ground.clock,
        ),
        legal_holds=HoldForLaw(
            holds=DatabaseLegalHolds(ground.database, ground.encryption), people=people, clock=ground.clock
        ),
        erase_person=ErasePerson(
            erasures=DatabaseErasures(ground.database), people=people, files=ground.files, clock=ground.clock
        ),
    )


def _make_reports(ground: Ground, policies: Policies) -> MakeReports:
    return MakeReports(
        reports=DatabaseReports(ground.database, ground.encryption),
        files=DatabaseCaseFiles(ground.database, ground.encryption),
        policies=policies,
        looks=DatabaseLooks(ground.database),
        formats=FORMATS,
        clock=ground.clock,
    )
