"""What is put on record though nothing was changed: that somebody looked."""

from __future__ import annotations

from enum import StrEnum


class Look(StrEnum):
    """What somebody looked at, as the audit trail tags it."""

    REGISTER_READ = "staff:register:read"
    REGISTER_EXPORTED = "staff:register:exported"
    REPORT_READ = "staff:report:read"
    SUBJECT_EXPORT_READ = "staff:subject_export:read"
    SUBJECT_EXPORT_TAKEN = "staff:subject_export:taken"
    LETTER_READ = "staff:letter:read"
    WEIGHED = "staff:restriction:weighed"
    REVIEW_PACK_READ = "staff:review_pack:read"
