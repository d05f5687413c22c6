"""Every port and every use case of audit, register and files on a person, called with the ids of another landlord."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.audit_chain import BEFORE_ALL
from tests.builders import MONDAY
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call

GOVERNANCE_PORTS: Mapping[str, Call] = {
    "AuditTrail.seal": lambda it: it.world.audit_trail.seal(HERE, MONDAY, 100),
    "AuditTrail.seals": lambda it: list(it.world.audit_trail.seals(HERE)),
    "AuditTrail.rows": lambda it: it.world.audit_trail.rows(HERE, BEFORE_ALL, None, 100),
}

GOVERNANCE_USE_CASES: Mapping[str, Call] = {
    "seal_audit": lambda it: SealAudit(trail=it.world.audit_trail, clock=it.world.clock)(HERE),
    "verify_audit": lambda it: VerifyAudit(trail=it.world.audit_trail)(HERE),
}
