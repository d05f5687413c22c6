"""What landlords want to be said in place of their packs' texts."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, Uuid

from contact_gateway.adapters.database.tables import METADATA, instant, landlord_key, text

SCRIPTS = Table(
    "scripts",
    METADATA,
    landlord_key(),
    Column("language", Text, primary_key=True),
    Column("script", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("wording", Integer, nullable=False),
    text("text", default=""),
    Column("file_id", Uuid(as_uuid=False)),
    Column("recording", Text),
    text("edited_by"),
    instant("edited_at"),
    Index("scripts_by_wording", "landlord_id", "wording", unique=True),
    Index("scripts_by_recording", "landlord_id", "recording", unique=True),
    Index("scripts_by_file", "landlord_id", "file_id"),
)
"""One row an edit, never changed; a row without a text takes back those before it. `wording` counts all of a landlord's
edits, so that one number says how every script stood."""
