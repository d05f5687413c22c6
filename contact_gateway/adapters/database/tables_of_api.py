"""What other systems bring with them: their tokens, the answers kept for them, the addresses they hold."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import (
    JSON,
    METADATA,
    TEXTS,
    instant,
    landlord_key,
    sealed,
    stored_at,
    text,
)

API_TOKENS = Table(
    "api_tokens",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("name"),
    Column("scopes", TEXTS, nullable=False),
    text("secret_hash"),
    instant("created_at"),
    instant("expires_at"),
    Column("last_used_on", Date),
    instant("revoked_at", nullable=True),
    UniqueConstraint("id", name="api_tokens_by_id"),
    Index("api_tokens_by_name", "landlord_id", "name", unique=True, postgresql_where=sql("revoked_at IS NULL")),
)
"""`SELECT * FROM api_token_by_id(:id)` finds the one row of that id, without a landlord and nothing else."""

KEPT_ANSWERS = Table(
    "kept_answers",
    METADATA,
    landlord_key(),
    Column("client", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    text("fingerprint"),
    Column("status", Integer),
    Column("headers", JSON),
    sealed("body"),
    stored_at("claimed_at"),
    Index("kept_answers_by_age", "landlord_id", "claimed_at"),
)
"""A row without a status is a claim: somebody answers this request now, or died trying a minute ago."""

PERSON_ADDRESSES = Table(
    "person_addresses",
    METADATA,
    landlord_key(),
    Column("person_id", Text, primary_key=True),
    Column("address", LargeBinary, nullable=False),
    ForeignKeyConstraint(["landlord_id", "person_id"], ["people.landlord_id", "people.id"], ondelete="CASCADE"),
)
"""Where somebody lives, for the register and for letters: sealed, never searched."""
