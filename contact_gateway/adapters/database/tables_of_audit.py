"""The seals over the audit trail, and the exports of what is held on people."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text, Uuid

from contact_gateway.adapters.database.tables import METADATA, instant, landlord_key, text

AUDIT_SEALS = Table(
    "audit_seals",
    METADATA,
    landlord_key(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("from_seq", BigInteger, nullable=False),
    Column("to_seq", BigInteger, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    instant("sealed_at"),
)
"""Append-only. `marks` holds each row it covers: its number in eight bytes, then the SHA-256 of what it says."""

SUBJECT_EXPORTS = Table(
    "subject_exports",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("person_id"),
    text("state"),
    text("prepared_by"),
    instant("prepared_at"),
    text("released_by", default=""),
    instant("released_at", nullable=True),
    Column("file_id", Uuid(as_uuid=False), nullable=False),
    ForeignKeyConstraint(["landlord_id", "person_id"], ["people.landlord_id", "people.id"]),
    Index("subject_exports_of_person", "landlord_id", "person_id", "prepared_at"),
    Index("subject_exports_by_file", "landlord_id", "file_id"),
)
"""What was gathered about a person, and whether an officer has looked through it; the file holds it, sealed."""
