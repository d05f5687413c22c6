"""What was decided about customers, what they have used of it, and which of it waits to be looked at again."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import TSTZMULTIRANGE

from contact_gateway.adapters.database.tables import INSTANT, JSON, METADATA, instant, landlord_key, sealed, text

RESTRICTIONS = Table(
    "restrictions",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("customer_id"),
    text("kind"),
    Column("terms", JSON, nullable=False),
    Column("scope", JSON, nullable=False),
    instant("starts_at"),
    Column("review_on", Date, nullable=False),
    instant("planned_end", nullable=True),
    instant("ended_at", nullable=True),
    text("mode", default="enforced"),
    text("reply", default="once"),
    text("clause", default=""),
    text("grounds"),
    sealed("narrative"),
    sealed("evidence"),
    text("decided_by"),
    instant("decided_at"),
    Column("policy_version", Integer, nullable=False),
    Column("binds", TSTZMULTIRANGE, nullable=False),
    ForeignKeyConstraint(["landlord_id", "customer_id"], ["people.landlord_id", "people.id"]),
    Index("restrictions_of_customer", "landlord_id", "customer_id", "starts_at"),
    Index("restrictions_by_review", "landlord_id", "review_on"),
)
"""`binds` are the stretches of time in which it is in force; nothing else says so."""

REVIEWS_DUE = Table(
    "reviews_due",
    METADATA,
    landlord_key(),
    Column("restriction_id", Text, primary_key=True),
    Column("due_on", Date, primary_key=True),
    instant("found_at"),
    Column("counts", JSON, nullable=False),
    ForeignKeyConstraint(["landlord_id", "restriction_id"], ["restrictions.landlord_id", "restrictions.id"]),
)

ALLOWANCES = Table(
    "allowances",
    METADATA,
    landlord_key(),
    Column("restriction_id", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("period_start", INSTANT, primary_key=True),
    Column("issue", Text, primary_key=True, server_default=""),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("reserved", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),
)
"""`version` grows with every write, so that no decision is stored that rests on an old count; absent counts as 0."""
