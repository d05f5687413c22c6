"""What is written with every change: messages to send, documents to keep, the audit trail."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_APPEND, READ_AND_WRITE, protect

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE outbox (
            landlord_id text, id uuid, contact_id uuid, kind text NOT NULL, channel text NOT NULL,
            payload jsonb NOT NULL, state text NOT NULL DEFAULT 'pending',
            due_at timestamptz NOT NULL DEFAULT now(), attempts integer NOT NULL DEFAULT 0,
            claimed_until timestamptz, last_error text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, id)
        );
        CREATE INDEX outbox_by_state ON outbox (landlord_id, state, due_at);
        CREATE TABLE documents (
            landlord_id text, id uuid, contact_id uuid NOT NULL,
            name text NOT NULL, content_type text NOT NULL, content bytea NOT NULL,
            received_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, id)
        );
        CREATE INDEX documents_of_contact ON documents (landlord_id, contact_id);
        CREATE TABLE audit (
            landlord_id text, seq bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL DEFAULT now(),
            tag text NOT NULL, subject_id text NOT NULL, actor text NOT NULL, details jsonb NOT NULL DEFAULT '{}',
            PRIMARY KEY (landlord_id, seq)
        );
        CREATE INDEX audit_of_subject ON audit (landlord_id, subject_id, seq);
    """)
    op.execute(protect("outbox", READ_AND_WRITE))
    op.execute(protect("documents", READ_AND_APPEND))
    op.execute(protect("audit", READ_AND_APPEND))


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_table("documents")
    op.drop_table("outbox")
