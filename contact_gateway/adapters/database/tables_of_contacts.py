"""The contact log, append-only, and the projections that are kept in the same transaction."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import (
    INSTANT,
    JSON,
    METADATA,
    instant,
    landlord_key,
    sealed,
    stored_at,
    text,
)

ID = Uuid(as_uuid=False)

CONTACT_KEYS = Table(
    "contact_keys",
    METADATA,
    landlord_key(),
    Column("provider", Text, primary_key=True),
    Column("provider_id", Text, primary_key=True),
    Column("contact_id", ID, nullable=False),
    instant("received_at"),
    Index("contact_keys_by_contact", "landlord_id", "contact_id"),
)
"""What makes two deliveries one contact. Not partitioned, so that the key is unique for ever."""

CONTACTS = Table(
    "contacts",
    METADATA,
    landlord_key(),
    Column("received_at", INSTANT, primary_key=True),
    Column("id", ID, primary_key=True),
    text("provider"),
    text("provider_id"),
    text("channel"),
    Column("sender_kind", Text),
    Column("sender", Text),
    text("dialled", default=""),
    Column("contact", JSON, nullable=False),
    stored_at("stored_at"),
    Index("contacts_by_sender", "landlord_id", "sender_kind", "sender", "received_at"),
    postgresql_partition_by="RANGE (received_at)",
)
"""One row a contact, partitioned by month. `contact` holds what arrived with it; what was said later is the step's."""

CONTACT_STEPS = Table(
    "contact_steps",
    METADATA,
    landlord_key(),
    Column("provider", Text, primary_key=True),
    Column("provider_id", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("contact_id", ID, nullable=False),
    instant("received_at"),
    Column("said", JSON, nullable=False),
    Column("decision", JSON, nullable=False),
    sealed("words"),
    instant("decided_at"),
    Column("policy_version", Integer, nullable=False),
    Column("wording", Integer, nullable=False, server_default="0"),
    Column("event_id", BigInteger, Identity(always=True), nullable=False),
    Column("written_by", Text, nullable=False, server_default=sql("pg_current_xact_id()::text")),
    Column("snapshot", Text, nullable=False, server_default=sql("pg_current_snapshot()::text")),
    Index("contact_steps_by_contact", "landlord_id", "contact_id", "event_id"),
    Index("contact_steps_by_event", "landlord_id", "event_id"),
)
"""One decision a step; the last one stands. `words` are the subject and the text of what was written.

`event_id` is given out before the commit, so a higher one may be seen first. `written_by` (the transaction) and
`snapshot` (what that transaction could see) tell a reader which lower ones came to light only afterwards.
"""

CONTACT_EVENTS = Table(
    "contact_events",
    METADATA,
    landlord_key(),
    Column("contact_id", ID, primary_key=True),
    Column("happening", Text, primary_key=True),
    Column("at", INSTANT, primary_key=True),
    Column("talk_seconds", Integer, primary_key=True, autoincrement=False),
    stored_at("stored_at"),
)
"""What happened after a decision; the same report twice is one row."""

COUNTS = (
    *("attempts", "accepted", "declined", "held", "emergencies", "talk_seconds", "handling_minutes"),
    *("items", "copied_in", "duplicates", "matter_in_hand", "long_calls"),
)
"""The counters for reviews, one column each, named as in the domain."""

COUNTERS = Table(
    "counters",
    METADATA,
    landlord_key(),
    Column("customer_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("hour", INSTANT, primary_key=True),
    *(Column(name, Integer, nullable=False, server_default="0") for name in COUNTS),
)
"""Sums of one customer's contacts that began in one hour (of UTC) by one channel."""

BREACHES = Table(
    "breaches",
    METADATA,
    landlord_key(),
    Column("contact_id", ID, primary_key=True),
    text("customer_id"),
    text("restriction_id", default=""),
    instant("at"),
    text("outcome"),
    Index("breaches_of_customer", "landlord_id", "customer_id", "at"),
)
"""Contacts made against an arrangement, by the decision that stands: a later step may take one back."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    landlord_key(),
    Column("id", ID, primary_key=True),
    Column("contact_id", ID, nullable=False),
    Column("file_id", ID),
    text("name", default=""),
    text("content_type", default=""),
    Column("content", LargeBinary),
    stored_at("received_at"),
    Index("documents_of_contact", "landlord_id", "contact_id"),
    Index("documents_by_file", "landlord_id", "file_id"),
)
"""Which file a contact came with. Rows without one are older than files: their content stands in the row, in plain."""

FILES = Table(
    "files",
    METADATA,
    landlord_key(),
    Column("id", ID, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    stored_at("stored_at"),
)
"""Sealed files, where the database is the place for them."""
