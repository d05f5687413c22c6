"""People and their contact points, complaints about staff, requests for contact, outages."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0002"
down_revision = "0001"


TABLES = ("people", "contact_points", "staff_complaints", "contact_requests", "outages")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE people (
            landlord_id text, id text, role text NOT NULL,
            name text NOT NULL DEFAULT '', reference text NOT NULL DEFAULT '', of_person text NOT NULL DEFAULT '',
            body text NOT NULL DEFAULT '', grade text NOT NULL DEFAULT '', language text NOT NULL DEFAULT 'en',
            adjustments text[] NOT NULL DEFAULT '{}', hours text[] NOT NULL DEFAULT '{}',
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, id)
        );
        CREATE INDEX people_by_reference ON people (landlord_id, lower(reference));
        CREATE INDEX people_by_role ON people (landlord_id, role, name);
        CREATE TABLE contact_points (
            landlord_id text, kind text, value text, person_id text,
            position smallint NOT NULL DEFAULT 0, confirmed_at timestamptz,
            PRIMARY KEY (landlord_id, kind, value, person_id),
            FOREIGN KEY (landlord_id, person_id) REFERENCES people (landlord_id, id) ON DELETE CASCADE
        );
        CREATE INDEX contact_points_of_person ON contact_points (landlord_id, person_id, position);
        CREATE TABLE staff_complaints (
            landlord_id text, customer_id text, officer_id text,
            PRIMARY KEY (landlord_id, customer_id, officer_id),
            FOREIGN KEY (landlord_id, customer_id) REFERENCES people (landlord_id, id) ON DELETE CASCADE
        );
        CREATE TABLE contact_requests (
            landlord_id text, person_id text, channel text, until timestamptz, used_contact_id uuid,
            PRIMARY KEY (landlord_id, person_id, channel, until),
            FOREIGN KEY (landlord_id, person_id) REFERENCES people (landlord_id, id) ON DELETE CASCADE
        );
        CREATE TABLE outages (
            landlord_id text, channel text, starts_at timestamptz, ends_at timestamptz NOT NULL,
            PRIMARY KEY (landlord_id, channel, starts_at)
        );
    """)
    for table in TABLES:
        op.execute(protect(table, READ_AND_WRITE))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
