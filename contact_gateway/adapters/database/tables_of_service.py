"""What the service itself needs: messages to send, the audit trail, accounts, runs of jobs."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import (
    INSTANT,
    JSON,
    METADATA,
    TEXTS,
    instant,
    landlord_key,
    sealed,
    stored_at,
    text,
)

OUTBOX = Table(
    "outbox",
    METADATA,
    landlord_key(),
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("contact_id", Uuid(as_uuid=False)),
    Column("customer_id", Text),
    text("kind"),
    text("channel"),
    Column("payload", JSON, nullable=False, server_default="{}"),
    sealed("sealed"),
    text("state", default="pending"),
    stored_at("due_at"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    instant("claimed_until", nullable=True),
    text("last_error", default=""),
    stored_at("created_at"),
    Index("outbox_by_state", "landlord_id", "state", "due_at"),
    Index("outbox_of_customer", "landlord_id", "customer_id", postgresql_where=sql("customer_id IS NOT NULL")),
)
"""A message is what `payload` says in plain and what `sealed` says, together; ours is sealed as a whole.

`customer_id` is there where it comes from a case: whose. `state` is pending, sent or failed; a claim holds until
`claimed_until`, by the database's own clock.
"""

AUDIT = Table(
    "audit",
    METADATA,
    landlord_key(),
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    stored_at("at"),
    text("tag"),
    text("subject_id"),
    text("actor"),
    Column("details", JSON, nullable=False, server_default="{}"),
    Index("audit_of_subject", "landlord_id", "subject_id", "seq"),
)
"""Append-only; tags are `source:subject:action`, and rows hold ids, codes and hashes only."""

USERS = Table(
    "users",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("email"),
    text("name"),
    Column("roles", TEXTS, nullable=False, server_default="{}"),
    text("officer_id", default=""),
    text("password_hash"),
    Column("session_epoch", Integer, nullable=False, server_default="0"),
    stored_at("created_at"),
    UniqueConstraint("email", name="users_by_email"),
)
"""An e-mail address is one account's in the whole installation: whoever signs in names no landlord.

`SELECT * FROM user_by_email(:email)` finds the one row of that address, without a landlord and nothing else.
"""

JOB_RUNS = Table(
    "job_runs",
    METADATA,
    landlord_key(),
    Column("job", Text, primary_key=True),
    Column("slot", INSTANT, primary_key=True),
    stored_at("started_at"),
    instant("finished_at", nullable=True),
    text("result", default=""),
)
"""One row claims one slot of one job, so that several schedulers run it once."""
