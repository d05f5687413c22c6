"""Accounts, the one way to find one before its landlord is known, and the slots of jobs that were run."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE users (
            landlord_id text, id text, email text NOT NULL, name text NOT NULL,
            roles text[] NOT NULL DEFAULT '{}', officer_id text NOT NULL DEFAULT '',
            password_hash text NOT NULL, session_epoch integer NOT NULL DEFAULT 0,
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, id),
            CONSTRAINT users_by_email UNIQUE (email)
        );
        CREATE TABLE job_runs (
            landlord_id text, job text, slot timestamptz,
            started_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz,
            result text NOT NULL DEFAULT '',
            PRIMARY KEY (landlord_id, job, slot)
        );
    """)
    op.execute(protect("users", READ_AND_WRITE))
    op.execute(protect("job_runs", READ_AND_WRITE))
    # whoever signs in names no landlord: the row of exactly the address named, and no list, may be read without one
    op.execute("""
        CREATE POLICY signing_in ON users FOR SELECT USING (email = current_setting('app.signing_in', true));
        CREATE FUNCTION user_by_email(wanted text) RETURNS SETOF users LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('app.signing_in', wanted, true);
            RETURN QUERY SELECT * FROM users WHERE email = wanted;
            PERFORM set_config('app.signing_in', '', true);
        END $$;
    """)


def downgrade() -> None:
    op.execute("DROP FUNCTION user_by_email(text)")
    op.drop_table("job_runs")
    op.drop_table("users")
