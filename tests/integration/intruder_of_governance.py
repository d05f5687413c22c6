"""Every port and every use case of audit, register and files on a person, called with the ids of another landlord."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.register import Register
from contact_gateway.application.seal_audit import SealAudit
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


GOVERNANCE_PORTS: Mapping[str, Call] = {
    "AuditTrail.seal": lambda it: it.world.audit_trail.seal(HERE, MONDAY, 100),
    "AuditTrail.seals": lambda it: list(it.world.audit_trail.seals(HERE)),
    "Looks.looked": lambda it: it.world.looks.looked(HERE, Look.REGISTER_READ, "their-sam", "ours", {}),
    "AuditTrail.rows": lambda it: it.world.audit_trail.rows(HERE, BEFORE_ALL, None, 100),
}

GOVERNANCE_USE_CASES: Mapping[str, Call] = {
    "seal_audit": lambda it: SealAudit(trail=it.world.audit_trail, clock=it.world.clock)(HERE),
    "verify_audit": lambda it: VerifyAudit(trail=it.world.audit_trail)(HERE),
    "register.page": lambda it: _register(it).page(HERE, "", 100, "ours"),
    "register.export": lambda it: _register(it).export(HERE, TableFormat.CSV, "ours"),
}
