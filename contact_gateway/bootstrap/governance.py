"""The use cases of the audit trail, the register, and what is held on a person."""

from __future__ import annotations

from contact_gateway.adapters.database.audit_trail import DatabaseAuditTrail
from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.bootstrap.ground import Ground


def build_governance_services(ground: Ground) -> GovernanceServices:
    """Build them."""
    trail = DatabaseAuditTrail(ground.database)
    return GovernanceServices(
        seal_audit=SealAudit(trail=trail, clock=ground.clock), verify_audit=VerifyAudit(trail=trail)
    )
