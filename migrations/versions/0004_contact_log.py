"""The append-only log: what makes a contact one, its decision at each step, what happened afterwards."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_APPEND, protect

revision = "0004"
down_revision = "0003"


TABLES = ("contact_keys", "contact_steps", "contact_events")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE contact_keys (
            landlord_id text, provider text, provider_id text,
            contact_id uuid NOT NULL, received_at timestamptz NOT NULL,
            PRIMARY KEY (landlord_id, provider, provider_id)
        );
        CREATE INDEX contact_keys_by_contact ON contact_keys (landlord_id, contact_id);
        CREATE TABLE contact_steps (
            landlord_id text, provider text, provider_id text, step text,
            contact_id uuid NOT NULL, received_at timestamptz NOT NULL,
            said jsonb NOT NULL, decision jsonb NOT NULL,
            decided_at timestamptz NOT NULL, policy_version integer NOT NULL,
            event_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
            written_by text NOT NULL DEFAULT pg_current_xact_id()::text,
            snapshot text NOT NULL DEFAULT pg_current_snapshot()::text,
            PRIMARY KEY (landlord_id, provider, provider_id, step)
        );
        CREATE INDEX contact_steps_by_contact ON contact_steps (landlord_id, contact_id, event_id);
        CREATE INDEX contact_steps_by_event ON contact_steps (landlord_id, event_id);
        CREATE TABLE contact_events (
            landlord_id text, contact_id uuid, happening text, at timestamptz, talk_seconds integer,
            stored_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, contact_id, happening, at, talk_seconds)
        );
    """)
    for table in TABLES:
        op.execute(protect(table, READ_AND_APPEND))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
