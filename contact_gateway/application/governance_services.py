"""What shows that the service does right by people: the trail, the register, what is held on whom, and how long."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.give_reports import GiveReports
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.make_reports import MakeReports
from contact_gateway.application.register import Register
from contact_gateway.application.retain import Retain
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.application.verify_audit import VerifyAudit


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceServices:
    """Use cases for directors, data protection officers, and the jobs that serve them."""

    seal_audit: SealAudit
    verify_audit: VerifyAudit
    register: Register
    make_reports: MakeReports
    give_reports: GiveReports
    subject_access: SubjectAccess
    retain: Retain
    legal_holds: HoldForLaw
    erase_person: ErasePerson
