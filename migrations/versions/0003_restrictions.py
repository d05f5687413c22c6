"""Restrictions as they stand, and the reviews of them that wait for a manager."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE restrictions (
            landlord_id text, id text, customer_id text NOT NULL, kind text NOT NULL,
            terms jsonb NOT NULL, scope jsonb NOT NULL,
            starts_at timestamptz NOT NULL, review_on date NOT NULL, planned_end timestamptz, ended_at timestamptz,
            mode text NOT NULL DEFAULT 'enforced', reply text NOT NULL DEFAULT 'once', clause text NOT NULL DEFAULT '',
            grounds text NOT NULL, decided_by text NOT NULL, decided_at timestamptz NOT NULL,
            policy_version integer NOT NULL,
            PRIMARY KEY (landlord_id, id),
            FOREIGN KEY (landlord_id, customer_id) REFERENCES people (landlord_id, id)
        );
        CREATE INDEX restrictions_of_customer ON restrictions (landlord_id, customer_id, starts_at);
        CREATE INDEX restrictions_by_review ON restrictions (landlord_id, review_on);
        CREATE TABLE reviews_due (
            landlord_id text, restriction_id text, due_on date,
            found_at timestamptz NOT NULL, counts jsonb NOT NULL,
            PRIMARY KEY (landlord_id, restriction_id, due_on),
            FOREIGN KEY (landlord_id, restriction_id) REFERENCES restrictions (landlord_id, id)
        );
    """)
    op.execute(protect("restrictions", READ_AND_WRITE))
    op.execute(protect("reviews_due", READ_AND_WRITE))


def downgrade() -> None:
    op.drop_table("reviews_due")
    op.drop_table("restrictions")
