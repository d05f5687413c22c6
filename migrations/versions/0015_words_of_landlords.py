"""Landlords' own edits of what is said, and at each step of a contact the number of the last one that was in it."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_APPEND, protect

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE scripts (
            landlord_id text, language text, script text, version integer, wording integer NOT NULL,
            text text NOT NULL DEFAULT '', file_id uuid, recording text,
            edited_by text NOT NULL, edited_at timestamptz NOT NULL,
            PRIMARY KEY (landlord_id, language, script, version)
        );
        CREATE UNIQUE INDEX scripts_by_wording ON scripts (landlord_id, wording);
        CREATE UNIQUE INDEX scripts_by_recording ON scripts (landlord_id, recording);
        CREATE INDEX scripts_by_file ON scripts (landlord_id, file_id);
        ALTER TABLE contact_steps ADD wording integer NOT NULL DEFAULT 0;
    """)
    op.execute(protect("scripts", READ_AND_APPEND))


def downgrade() -> None:
    op.execute("ALTER TABLE contact_steps DROP wording")
    op.drop_table("scripts")
