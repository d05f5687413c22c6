"""Landlords with their numbered policies, and the role as which the application works."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import (
    CREATE_APP_ROLE,
    DROP_APP_ROLE,
    READ_AND_APPEND,
    protect,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute(CREATE_APP_ROLE)
    op.execute("""
        CREATE TABLE landlords (
            slug text PRIMARY KEY CHECK (slug <> ''),
            name text NOT NULL,
            zone text NOT NULL DEFAULT 'Europe/London',
            policy_version integer NOT NULL DEFAULT 0,
            created_at timestamptz NOT NULL DEFAULT now()
        )
    """)
    op.execute(protect("landlords", "SELECT, INSERT, UPDATE", landlord_column="slug"))
    # slugs stand in public addresses; jobs and doors list them to go landlord by landlord
    op.execute("CREATE POLICY listed ON landlords FOR SELECT USING (true)")
    op.execute("""
        CREATE TABLE policies (
            landlord_id text NOT NULL REFERENCES landlords (slug),
            version integer NOT NULL,
            source text NOT NULL,
            imported_at timestamptz NOT NULL,
            PRIMARY KEY (landlord_id, version)
        )
    """)
    op.execute(protect("policies", READ_AND_APPEND))


def downgrade() -> None:
    op.drop_table("policies")
    op.drop_table("landlords")
    op.execute(DROP_APP_ROLE)
