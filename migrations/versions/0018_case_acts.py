"""What people did in a case, and the stretches of time in which each restriction binds.

A restriction that was stored before binds from its start until its end, as it did. The acts about it say that one
officer decided it and told of it, and that it was ended where it was; what was told in words stays in its own row.
"""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE, READ_AND_APPEND, protect

revision = "0018"
down_revision = "0017"

AS_IT_STANDS = """
    WITH known AS (
        SELECT r.*, (r.starts_at AT TIME ZONE l.zone)::date AS told_on
        FROM restrictions r JOIN landlords l ON l.slug = r.landlord_id
    ),
    acts (number, act, data, landlord_id, restriction_id, customer_id, by, at, policy_version) AS (
        SELECT 1, 'proposed', jsonb_build_object(
            'restriction', jsonb_build_object(
                'id', id, 'customer_id', customer_id, 'kind', kind, 'terms', terms, 'scope', scope,
                'starts_at', starts_at, 'review_on', review_on, 'planned_end', planned_end,
                'mode', mode, 'reply', reply, 'clause', clause),
            'grounds', grounds, 'answers', '[]'::jsonb, 'policy_version', policy_version
        ), landlord_id, id, customer_id, decided_by, decided_at, policy_version FROM known
        UNION ALL
        SELECT 2, 'authorised', '{}', landlord_id, id, customer_id, decided_by, decided_at, policy_version FROM known
        UNION ALL
        SELECT 3, 'letter_issued', jsonb_build_object(
            'letter', 'decision', 'letter_id', '', 'sent_by', 'hand', 'received_on', told_on
        ), landlord_id, id, customer_id, decided_by, decided_at, policy_version FROM known
        UNION ALL
        SELECT 4, 'lifted', jsonb_build_object('ends_at', ended_at),
            landlord_id, id, customer_id, decided_by, ended_at, policy_version FROM known WHERE ended_at IS NOT NULL
    )
    INSERT INTO case_acts (landlord_id, id, customer_id, restriction_id, act, by, at, data, policy_version)
    SELECT landlord_id, 'as-it-stood:' || restriction_id || ':' || number, customer_id, restriction_id,
        act, by, at, data, policy_version
    FROM acts ORDER BY landlord_id, restriction_id, number
"""


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
        ALTER TABLE people ADD roles text[] NOT NULL DEFAULT '{}', ADD segment text NOT NULL DEFAULT '',
            ADD unverified boolean NOT NULL DEFAULT false;
        ALTER TABLE restrictions ADD binds tstzmultirange;
        ALTER TABLE restrictions NO FORCE ROW LEVEL SECURITY;
        UPDATE restrictions SET binds = CASE
            WHEN starts_at < coalesce(least(planned_end, ended_at), 'infinity')
            THEN tstzmultirange(tstzrange(starts_at, least(planned_end, ended_at)))
            ELSE '{}' END;
    """)
    op.execute(AS_IT_STANDS)
    op.execute("""
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
    """)
