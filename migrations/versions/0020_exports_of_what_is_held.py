"""Exports of what is held on a person: prepared, looked through by an officer, released."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE subject_exports (
            landlord_id text, id text, person_id text NOT NULL, state text NOT NULL, prepared_by text NOT NULL,
            prepared_at timestamptz NOT NULL, released_by text NOT NULL DEFAULT '', released_at timestamptz,
            file_id uuid NOT NULL,
            PRIMARY KEY (landlord_id, id),
            FOREIGN KEY (landlord_id, person_id) REFERENCES people (landlord_id, id)
        );
        CREATE INDEX subject_exports_of_person ON subject_exports (landlord_id, person_id, prepared_at);
        CREATE INDEX subject_exports_by_file ON subject_exports (landlord_id, file_id);
    """)
    op.execute(protect("subject_exports", READ_AND_WRITE))


def downgrade() -> None:
    op.drop_table("subject_exports")
