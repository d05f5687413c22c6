"""Calls that run through a room, and what a call leaves behind: incidents, tasks, recordings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, Text
from sqlalchemy import text as sql

from contact_gateway.adapters.database.tables import METADATA, instant, landlord_key, sealed, text
from contact_gateway.adapters.database.tables_of_contacts import ID

CALL_LEGS = Table(
    "call_legs",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    Column("contact_id", ID, nullable=False),
    text("call_id"),
    Column("turn", Integer, nullable=False),
    text("room"),
    text("to"),
    text("line"),
    text("state"),
    text("leg_id", default=""),
    text("room_id", default=""),
    Column("limit", Integer),
    instant("placed_at"),
    instant("answered_at", nullable=True),
    instant("ends_at", nullable=True),
    instant("over_at", nullable=True),
    Column("emergency", Boolean, nullable=False, server_default="false"),
    Index("call_legs_by_turn", "landlord_id", "contact_id", "turn", unique=True),
    Index("call_legs_open", "landlord_id", "placed_at", postgresql_where=sql("state NOT IN ('over', 'failed')")),
)
"""Calls that are placed to whoever is to answer, one each turn of a contact."""

CALL_ANNOUNCEMENTS = Table(
    "call_announcements",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    Column("contact_id", ID, nullable=False),
    text("leg"),
    text("announcement"),
    text("state"),
    text("asked_by"),
    instant("asked_at"),
    instant("due_at"),
    instant("sent_at", nullable=True),
    instant("heard_at", nullable=True),
    text("why", default=""),
    ForeignKeyConstraint(["landlord_id", "leg"], ["call_legs.landlord_id", "call_legs.id"]),
    Index("call_announcements_of_contact", "landlord_id", "contact_id", "asked_at"),
    Index(
        "call_announcements_in_flight",
        "landlord_id",
        "contact_id",
        unique=True,
        postgresql_where=sql("announcement IN ('first_warning', 'final_warning') AND state IN ('planned', 'sent')"),
    ),
    Index(
        "call_announcements_not_heard",
        "landlord_id",
        "sent_at",
        postgresql_where=sql("announcement IN ('first_warning', 'final_warning') AND state IN ('sent', 'failed')"),
    ),
)
"""What was played into a call, or is to be; of warnings one at a time."""

INCIDENTS = Table(
    "incidents",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("customer_id", default=""),
    Column("contact_id", ID),
    text("officer"),
    text("head"),
    instant("at"),
    text("state", default="draft"),
    sealed("note"),
    Index("incidents_of_customer", "landlord_id", "customer_id", "at"),
)
"""What happened, under which head. A draft waits for a person to complete it."""

ENDED_CONTACTS = Table(
    "ended_contacts",
    METADATA,
    landlord_key(),
    Column("contact_id", ID, primary_key=True),
    text("incident_id"),
    text("officer"),
    text("reason"),
    text("channel"),
    instant("at"),
    Column("warnings_heard", Integer, nullable=False),
    ForeignKeyConstraint(["landlord_id", "incident_id"], ["incidents.landlord_id", "incidents.id"]),
)
"""Contacts that staff ended. What they wrote about it stands with the incident."""

TASKS = Table(
    "tasks",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    text("code"),
    text("customer_id", default=""),
    Column("contact_id", ID),
    text("for_officer", default=""),
    text("clause", default=""),
    text("restriction_id", default=""),
    text("about", default=""),
    instant("made_at"),
    instant("due_at", nullable=True),
    instant("done_at", nullable=True),
    text("done_by", default=""),
    Column("finding", Text),
    sealed("reason"),
    Index("tasks_once_a_contact", "landlord_id", "code", "contact_id", unique=True),
    Index("tasks_to_do", "landlord_id", "due_at", postgresql_where=sql("done_at IS NULL")),
)
"""What people have to do; a task without a contact may be there any number of times."""

RECORDINGS = Table(
    "recordings",
    METADATA,
    landlord_key(),
    Column("id", Text, primary_key=True),
    Column("contact_id", ID, nullable=False),
    text("kind"),
    Column("seconds", Integer, nullable=False),
    instant("made_at"),
    Column("file_id", ID),
    instant("fetched_at", nullable=True),
    instant("delete_after", nullable=True),
    instant("deleted_at", nullable=True),
    Column("faults", Integer, nullable=False, server_default="0"),
    Index("recordings_of_contact", "landlord_id", "contact_id", "made_at"),
    Index("recordings_by_file", "landlord_id", "file_id"),
    Index(
        "recordings_somewhere",
        "landlord_id",
        "faults",
        "made_at",
        postgresql_where=sql("deleted_at IS NULL OR file_id IS NOT NULL"),
    ),
)
"""Recordings by the provider's id; `file_id` names our copy, `deleted_at` says when the provider's was deleted."""
