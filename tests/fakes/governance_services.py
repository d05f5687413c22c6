"""The audit trail, the register, and what is held on a person, on the ports in memory."""

from __future__ import annotations

from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import VerifyAudit
from tests.fakes.audit_trail import MemoryAuditTrail
from tests.fakes.memory import Memory


def memory_governance(memory: Memory) -> GovernanceServices:
    """Return the real use cases on the ports in memory."""
    trail = MemoryAuditTrail(memory)
    return GovernanceServices(
        seal_audit=SealAudit(trail=trail, clock=memory.clock), verify_audit=VerifyAudit(trail=trail)
    )
