"""What people did in a case: rows that are only ever added."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Identity, Index, Integer, Table, Text

from contact_gateway.adapters.database.tables import JSON, METADATA, instant, landlord_key, sealed, text
from contact_gateway.domain.policy import MAIN

CASE_ACTS = Table(
    "case_acts",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    text("customer_id"),
    Column("restriction_id", Text),
    text("act"),
    text("by"),
    instant("at"),
    Column("data", JSON, nullable=False),
    sealed("words"),
    text("policy_code", default=MAIN),
    Column("policy_version", Integer, nullable=False),
    ForeignKeyConstraint(["landlord_id", "customer_id"], ["people.landlord_id", "people.id"]),
    ForeignKeyConstraint(["landlord_id", "restriction_id"], ["restrictions.landlord_id", "restrictions.id"]),
    Index("case_acts_of_customer", "landlord_id", "customer_id", "seq"),
    Index("case_acts_of_restriction", "landlord_id", "restriction_id", "seq"),
)
"""Append-only, in the order of `seq`; `words` alone may be sealed anew, under a newer key of the landlord."""
