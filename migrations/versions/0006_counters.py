"""What is counted from the log: counters for reviews, allowances, breaches."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0006"
down_revision = "0005"


TABLES = ("counters", "allowances", "breaches")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE counters (
            landlord_id text, customer_id text, channel text, hour timestamptz,
            attempts integer NOT NULL DEFAULT 0, accepted integer NOT NULL DEFAULT 0,
            declined integer NOT NULL DEFAULT 0, held integer NOT NULL DEFAULT 0,
            emergencies integer NOT NULL DEFAULT 0, talk_seconds integer NOT NULL DEFAULT 0,
            handling_minutes integer NOT NULL DEFAULT 0, items integer NOT NULL DEFAULT 0,
            copied_in integer NOT NULL DEFAULT 0, duplicates integer NOT NULL DEFAULT 0,
            matter_in_hand integer NOT NULL DEFAULT 0,
            PRIMARY KEY (landlord_id, customer_id, channel, hour)
        );
        CREATE TABLE allowances (
            landlord_id text, restriction_id text, purpose text, period_start timestamptz, issue text DEFAULT '',
            used integer NOT NULL DEFAULT 0, reserved integer NOT NULL DEFAULT 0, version integer NOT NULL DEFAULT 1,
            PRIMARY KEY (landlord_id, restriction_id, purpose, period_start, issue)
        );
        CREATE TABLE breaches (
            landlord_id text, contact_id uuid, customer_id text NOT NULL, restriction_id text NOT NULL DEFAULT '',
            at timestamptz NOT NULL, outcome text NOT NULL,
            PRIMARY KEY (landlord_id, contact_id)
        );
        CREATE INDEX breaches_of_customer ON breaches (landlord_id, customer_id, at);
    """)
    for table in TABLES:
        op.execute(protect(table, READ_AND_WRITE))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
