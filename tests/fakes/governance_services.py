"""The audit trail, the register, and what is held on a person, on the ports in memory."""

from __future__ import annotations

from contact_gateway.adapters.parcels.zip_file import parcel_as_zip
from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.adapters.tables.pdf_file import table_as_pdf
from contact_gateway.adapters.tables.xlsx_file import table_as_xlsx
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.give_reports import GiveReports
from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.make_reports import MakeReports
from contact_gateway.application.register import Register
from contact_gateway.application.retain import Retain
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.tables import TableFormat
from tests.fakes.audit_trail import MemoryAuditTrail
from tests.fakes.blobs import MemoryBlobs
from tests.fakes.case_files import MemoryCaseFiles
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.looks import MemoryLooks
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.reports import MemoryReports
from tests.fakes.restriction_files import MemoryRestrictionFiles
from tests.fakes.retention import MemoryErasures, MemoryLegalHolds, MemoryRetention
from tests.fakes.subject_access import MemorySubjectExports, MemorySubjectRecords

FORMATS = {TableFormat.CSV: table_as_csv, TableFormat.XLSX: table_as_xlsx, TableFormat.PDF: table_as_pdf}


def memory_governance(memory: Memory) -> GovernanceServices:
    """Return the real use cases on the ports in memory."""
    trail = MemoryAuditTrail(memory)
    seal_audit = SealAudit(trail=trail, clock=memory.clock)
    files = SealedFiles(MemoryBlobs(memory.clock), ENCRYPTION)
    make_reports = _make_reports(memory)
    return GovernanceServices(
        seal_audit=seal_audit,
        verify_audit=VerifyAudit(trail=trail),
        register=Register(
            restrictions=MemoryRestrictionFiles(memory),
            people=MemoryPeople(memory),
            policies=MemoryPolicies(memory),
            looks=MemoryLooks(memory),
            formats=FORMATS,
            clock=memory.clock,
        ),
        make_reports=make_reports,
        give_reports=GiveReports(make=make_reports),
        subject_access=SubjectAccess(
            records=MemorySubjectRecords(memory),
            exports=MemorySubjectExports(memory),
            people=MemoryPeople(memory),
            looks=MemoryLooks(memory),
            files=files,
            pack=parcel_as_zip,
            clock=memory.clock,
        ),
        retain=Retain(
            retention=MemoryRetention(memory),
            policies=MemoryPolicies(memory),
            seal_audit=seal_audit,
            clock=memory.clock,
        ),
        legal_holds=HoldForLaw(holds=MemoryLegalHolds(memory), people=MemoryPeople(memory), clock=memory.clock),
        erase_person=ErasePerson(
            erasures=MemoryErasures(memory), people=MemoryPeople(memory), files=files, clock=memory.clock
        ),
    )


def _make_reports(memory: Memory) -> MakeReports:
    return MakeReports(
        reports=MemoryReports(memory),
        files=MemoryCaseFiles(memory),
        policies=MemoryPolicies(memory),
        looks=MemoryLooks(memory),
        formats=FORMATS,
        clock=memory.clock,
    )
