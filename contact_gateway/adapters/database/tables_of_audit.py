"""The seals over the audit trail."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from contact_gateway.adapters.database.tables import METADATA, instant, landlord_key

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
