"""What other systems bring: tokens, with the one way to find one before its landlord is known; answers; addresses."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import READ_AND_WRITE, protect

revision = "0009"
down_revision = "0008"


TABLES = ("api_tokens", "kept_answers", "person_addresses")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE api_tokens (
            landlord_id text, id text, name text NOT NULL, scopes text[] NOT NULL, secret_hash text NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, last_used_on date, revoked_at timestamptz,
            PRIMARY KEY (landlord_id, id),
            CONSTRAINT api_tokens_by_id UNIQUE (id)
        );
        CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (landlord_id, name) WHERE revoked_at IS NULL;
        CREATE TABLE kept_answers (
            landlord_id text, client text, key text, fingerprint text NOT NULL,
            status integer, headers jsonb, body text, claimed_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, client, key)
        );
        CREATE INDEX kept_answers_by_age ON kept_answers (landlord_id, claimed_at);
        CREATE TABLE person_addresses (
            landlord_id text, person_id text, address text NOT NULL,
            PRIMARY KEY (landlord_id, person_id),
            FOREIGN KEY (landlord_id, person_id) REFERENCES people (landlord_id, id) ON DELETE CASCADE
        );
    """)
    for table in TABLES:
        op.execute(protect(table, READ_AND_WRITE))
    op.execute("""
        CREATE POLICY sending_a_token ON api_tokens FOR SELECT USING (id = current_setting('app.token', true));
        CREATE FUNCTION api_token_by_id(wanted text) RETURNS SETOF api_tokens LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('app.token', wanted, true);
            RETURN QUERY SELECT * FROM api_tokens WHERE id = wanted;
            PERFORM set_config('app.token', '', true);
        END $$;
    """)


def downgrade() -> None:
    op.execute("DROP FUNCTION api_token_by_id(text)")
    for table in reversed(TABLES):
        op.drop_table(table)
