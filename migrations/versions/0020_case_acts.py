"""What people did in a case, and the stretches of time in which each restriction binds.

A restriction that was stored before binds from its start until its end, as it did; there are no acts about it.
"""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE, READ_AND_APPEND, protect

revision = "0020"
down_revision = "0015"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE case_acts (
            landlord_id text, id text, seq bigint GENERATED ALWAYS AS IDENTITY,
            customer_id text NOT NULL, restriction_id text, act text NOT NULL,
            by text NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL, words bytea,
            policy_code text NOT NULL DEFAULT '', policy_version integer NOT NULL,
            PRIMARY KEY (landlord_id, id),
            FOREIGN KEY (landlord_id, customer_id) REFERENCES people (landlord_id, id),
            FOREIGN KEY (landlord_id, restriction_id) REFERENCES restrictions (landlord_id, id)
        );
        CREATE INDEX case_acts_of_customer ON case_acts (landlord_id, customer_id, seq);
        CREATE INDEX case_acts_of_restriction ON case_acts (landlord_id, restriction_id, seq);
        ALTER TABLE tasks ADD COLUMN IF NOT EXISTS restriction_id text NOT NULL DEFAULT '';
        ALTER TABLE people ADD roles text[] NOT NULL DEFAULT '{}', ADD segment text NOT NULL DEFAULT '',
            ADD unverified boolean NOT NULL DEFAULT false;
        ALTER TABLE restrictions ADD binds tstzmultirange;
        ALTER TABLE restrictions NO FORCE ROW LEVEL SECURITY;
        UPDATE restrictions SET binds = CASE
            WHEN starts_at < coalesce(least(planned_end, ended_at), 'infinity')
            THEN tstzmultirange(tstzrange(starts_at, least(planned_end, ended_at)))
            ELSE '{}' END;
        ALTER TABLE restrictions FORCE ROW LEVEL SECURITY;
        ALTER TABLE restrictions ALTER binds SET NOT NULL;
    """)
    op.execute(protect("case_acts", READ_AND_APPEND))
    op.execute(f"GRANT UPDATE (words) ON case_acts TO {APP_ROLE}")  # a new key seals the same words anew


def downgrade() -> None:
    op.execute("""
        DROP TABLE case_acts;
        ALTER TABLE restrictions DROP binds;
        ALTER TABLE people DROP roles, DROP segment, DROP unverified;
        ALTER TABLE tasks DROP restriction_id;
    """)
