"""The audit trail: a row beside each change, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Connection, insert

from contact_gateway.adapters.database.tables_of_service import AUDIT
from contact_gateway.application.records_of_audit import Look


class Tag(StrEnum):
    """What is put on record, written `source:subject:action`: who acted, on what, and what they did."""

    REVIEW_DUE = "scheduler:review:due"
    GROUNDS_READ = "staff:grounds:read"
    HEALTH_FACTS_READ = "staff:health_facts:read"
    POLICY_IMPORTED = "command:policy:imported"
    TOKEN_ADDED = "command:token:added"  # noqa: S105 what was done, no secret
    TOKEN_REVOKED = "command:token:revoked"  # noqa: S105 as above
    CASE_ACT = "staff:case:act"
    ACT_EMPTIED = "staff:act:emptied"
    CASE_REMINDED = "scheduler:case:reminded"
    HOUSE_TOLD = "scheduler:house:told"
    CASE_READ = "staff:case:read"
    CONTACT_ENDED = "staff:contact:ended"
    CALL_EXTENDED = "manager:call:extended"
    CALL_TAGGED_EMERGENCY = "staff:call:tagged_emergency"
    CALL_RECORDING_PAUSED = "staff:call:recording_paused"
    CALL_RECORDING_RESUMED = "staff:call:recording_resumed"
    TASK_DONE = "staff:task:done"
    SCRIPT_EDITED = "manager:script:edited"
    SCRIPT_TAKEN_BACK = "manager:script:taken_back"
    PERSON_ADDED = "api:person:added"
    PERSON_CHANGED = "api:person:changed"
    PERSON_REMOVED = "api:person:removed"
    LEGAL_HOLD_PLACED = "staff:legal_hold:placed"
    LEGAL_HOLD_LIFTED = "staff:legal_hold:lifted"
    PERSON_ERASED = "staff:person:erased"
    FORGOTTEN = "scheduler:retention:carried_out"
    SUBJECT_EXPORT_PREPARED = "staff:subject_export:prepared"
    SUBJECT_EXPORT_RELEASED = "staff:subject_export:released"


Done = Tag | Look


def record(
    connection: Connection, landlord: str, tag: Done, subject_id: str, actor: str, details: Mapping[str, str | int]
) -> None:
    """Append an audit row. `details` hold ids and codes only, so that erasing a person leaves the trail whole."""
    row = {"landlord_id": landlord, "tag": tag, "subject_id": subject_id, "actor": actor, "details": dict(details)}
    connection.execute(insert(AUDIT).values(row))
