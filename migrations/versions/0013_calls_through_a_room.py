"""Calls that run through a room: the legs that are placed for them, and what is played into them."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE call_legs (
            landlord_id text, id text, contact_id uuid NOT NULL, call_id text NOT NULL, turn integer NOT NULL,
            room text NOT NULL, "to" text NOT NULL, line text NOT NULL, state text NOT NULL,
            leg_id text NOT NULL DEFAULT '', room_id text NOT NULL DEFAULT '', "limit" integer,
            placed_at timestamptz NOT NULL, answered_at timestamptz, ends_at timestamptz, over_at timestamptz,
            emergency boolean NOT NULL DEFAULT false,
            PRIMARY KEY (landlord_id, id)
        );
        CREATE UNIQUE INDEX call_legs_by_turn ON call_legs (landlord_id, contact_id, turn);
        CREATE INDEX call_legs_open ON call_legs (landlord_id, placed_at) WHERE state NOT IN ('over', 'failed');
        CREATE TABLE call_announcements (
            landlord_id text, id text, contact_id uuid NOT NULL, leg text NOT NULL, announcement text NOT NULL,
            state text NOT NULL, asked_by text NOT NULL, asked_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
            sent_at timestamptz, heard_at timestamptz, why text NOT NULL DEFAULT '',
            PRIMARY KEY (landlord_id, id),
            FOREIGN KEY (landlord_id, leg) REFERENCES call_legs (landlord_id, id)
        );
        CREATE INDEX call_announcements_of_contact ON call_announcements (landlord_id, contact_id, asked_at);
        CREATE UNIQUE INDEX call_announcements_in_flight ON call_announcements (landlord_id, contact_id)
            WHERE announcement IN ('first_warning', 'final_warning') AND state IN ('planned', 'sent');
    """)
    op.execute(protect("call_legs", READ_AND_WRITE))
    op.execute(protect("call_announcements", READ_AND_WRITE))


def downgrade() -> None:
    op.drop_table("call_announcements")
    op.drop_table("call_legs")
