"""Seals over the audit trail, one a batch of rows, each made on the one before."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_APPEND, protect

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE audit_seals (
            landlord_id text, number integer, from_seq bigint NOT NULL, to_seq bigint NOT NULL, marks bytea NOT NULL,
            previous bytea NOT NULL, hash bytea NOT NULL, sealed_at timestamptz NOT NULL,
            PRIMARY KEY (landlord_id, number)
        );
    """)
    op.execute(protect("audit_seals", READ_AND_APPEND))


def downgrade() -> None:
    op.drop_table("audit_seals")
