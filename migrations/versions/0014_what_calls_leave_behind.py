"""What calls leave behind: contacts that staff ended, drafts of incidents, tasks for people, recordings."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_APPEND, READ_AND_WRITE, protect

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE incidents (
            landlord_id text, id text, customer_id text NOT NULL DEFAULT '', contact_id uuid,
            officer text NOT NULL, head text NOT NULL, at timestamptz NOT NULL,
            state text NOT NULL DEFAULT 'draft', note bytea,
            PRIMARY KEY (landlord_id, id)
        );
        CREATE INDEX incidents_of_customer ON incidents (landlord_id, customer_id, at);
        CREATE TABLE ended_contacts (
            landlord_id text, contact_id uuid, incident_id text NOT NULL, officer text NOT NULL, reason text NOT NULL,
            channel text NOT NULL, at timestamptz NOT NULL, warnings_heard integer NOT NULL,
            PRIMARY KEY (landlord_id, contact_id),
            FOREIGN KEY (landlord_id, incident_id) REFERENCES incidents (landlord_id, id)
        );
        CREATE TABLE tasks (
            landlord_id text, id text, code text NOT NULL, customer_id text NOT NULL DEFAULT '', contact_id uuid,
            for_officer text NOT NULL DEFAULT '', clause text NOT NULL DEFAULT '', made_at timestamptz NOT NULL,
            due_at timestamptz, done_at timestamptz, done_by text NOT NULL DEFAULT '',
            PRIMARY KEY (landlord_id, id)
        );
        CREATE UNIQUE INDEX tasks_once_a_contact ON tasks (landlord_id, code, contact_id);
        CREATE INDEX tasks_to_do ON tasks (landlord_id, due_at) WHERE done_at IS NULL;
        CREATE TABLE recordings (
            landlord_id text, id text, contact_id uuid NOT NULL, kind text NOT NULL, seconds integer NOT NULL,
            made_at timestamptz NOT NULL, file_id uuid, fetched_at timestamptz, delete_after timestamptz,
            deleted_at timestamptz, faults integer NOT NULL DEFAULT 0,
            PRIMARY KEY (landlord_id, id)
        );
        CREATE INDEX recordings_of_contact ON recordings (landlord_id, contact_id, made_at);
        CREATE INDEX recordings_by_file ON recordings (landlord_id, file_id);
        CREATE INDEX recordings_somewhere ON recordings (landlord_id, faults, made_at)
            WHERE deleted_at IS NULL OR file_id IS NOT NULL;
    """)
    for table in ("incidents", "tasks", "recordings"):
        op.execute(protect(table, READ_AND_WRITE))
    op.execute(protect("ended_contacts", READ_AND_APPEND))


def downgrade() -> None:
    for table in ("recordings", "tasks", "ended_contacts", "incidents"):
        op.drop_table(table)
