"""The seals over the audit trail, the exports of what is held on people, and what must not be forgotten."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import METADATA, instant, landlord_key, sealed, text

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

LEGAL_HOLDS = Table(
    "legal_holds",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("customer_id"),
    sealed("reference"),
    text("placed_by"),
    instant("placed_at"),
    text("lifted_by", default=""),
    instant("lifted_at", nullable=True),
    ForeignKeyConstraint(["landlord_id", "customer_id"], ["people.landlord_id", "people.id"]),
    Index("legal_holds_standing", "landlord_id", "customer_id", postgresql_where=sql("lifted_at IS NULL")),
)
"""While one stands nothing of its customer is forgotten or erased; the reference is that of the claim."""
