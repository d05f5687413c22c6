"""Landlords and their policies; people, how they are reached, and what was agreed with them day by day."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import (
    INSTANT,
    METADATA,
    TEXTS,
    instant,
    landlord_key,
    sealed,
    stored_at,
    text,
)
from contact_gateway.domain.policy import MAIN

LANDLORDS = Table(
    "landlords",
    METADATA,
    Column("slug", Text, primary_key=True),
    text("name"),
    text("zone", default="Europe/London"),
    Column("policy_version", Integer, nullable=False, server_default="0"),
    stored_at("created_at"),
)
"""Every landlord may be listed without naming one: slugs stand in public addresses. Writing needs the landlord set."""

POLICIES = Table(
    "policies",
    METADATA,
    Column("landlord_id", Text, ForeignKey("landlords.slug"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("source"),
    instant("imported_at"),
    text("code", default=MAIN),
    Column("main_version", Integer),
    ForeignKeyConstraint(["landlord_id", "main_version"], ["policies.landlord_id", "policies.version"]),
)
"""Versions are numbered over all policies of a landlord. One beside the main one names the version it stands beside."""

PEOPLE = Table(
    "people",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("role"),
    text("name", default=""),
    text("reference", default=""),
    text("of_person", default=""),
    text("body", default=""),
    text("grade", default=""),
    text("language", default="en"),
    Column("adjustments", TEXTS, nullable=False, server_default="{}"),
    Column("hours", TEXTS, nullable=False, server_default="{}"),
    Column("priority", Boolean, nullable=False, server_default="false"),
    Column("roles", TEXTS, nullable=False, server_default="{}"),
    text("segment", default=""),
    Column("unverified", Boolean, nullable=False, server_default="false"),
    sealed("health_facts"),
    stored_at("created_at"),
    Index("people_by_reference", "landlord_id", sql("lower(reference)")),
    Index("people_by_role", "landlord_id", "role", "name"),
)
"""`hours` are an officer's weekly windows as text; an officer without any is always reachable.

`roles` are those in which an officer decides; `segment` says which of the landlord's services a customer has, where its
policy tells them apart; of somebody `unverified` nobody knows for certain who it is.
"""

CONTACT_POINTS = Table(
    "contact_points",
    METADATA,
    landlord_key(),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("position", SmallInteger, nullable=False, server_default="0"),
    instant("confirmed_at", nullable=True),
    ForeignKeyConstraint(["landlord_id", "person_id"], ["people.landlord_id", "people.id"], ondelete="CASCADE"),
    Index("contact_points_of_person", "landlord_id", "person_id", "position"),
)
"""One point may be shared by several people; a person's lowest position of a kind is the main one."""

STAFF_COMPLAINTS = Table(
    "staff_complaints",
    METADATA,
    landlord_key(),
    Column("customer_id", Text, primary_key=True),
    Column("officer_id", Text, primary_key=True),
    ForeignKeyConstraint(["landlord_id", "customer_id"], ["people.landlord_id", "people.id"], ondelete="CASCADE"),
)

CONTACT_REQUESTS = Table(
    "contact_requests",
    METADATA,
    landlord_key(),
    Column("person_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("until", INSTANT, primary_key=True),
    Column("used_contact_id", Uuid(as_uuid=False)),
    ForeignKeyConstraint(["landlord_id", "person_id"], ["people.landlord_id", "people.id"], ondelete="CASCADE"),
)
"""An officer asked this person for contact by this channel; open until then, and once: until a contact used it."""

OUTAGES = Table(
    "outages",
    METADATA,
    landlord_key(),
    Column("channel", Text, primary_key=True),
    Column("starts_at", INSTANT, primary_key=True),
    instant("ends_at"),
)
