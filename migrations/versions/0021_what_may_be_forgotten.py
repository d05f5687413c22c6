"""Legal holds, and the only ways to take rows out of append-only tables; each says in the audit trail that it did."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE, protect

revision = "0021"
down_revision = "0020"

# as the owner, because the application may take out nothing here by itself; a batch that was sealed within the last
# year, or while somebody's claim is open, is not forgotten whoever asks
FUNCTIONS = {
    "forget_contacts(ids uuid[], received timestamptz[])": """
        DELETE FROM ended_contacts WHERE landlord_id = landlord AND contact_id = ANY (ids);
        DELETE FROM documents WHERE landlord_id = landlord AND contact_id = ANY (ids);
        DELETE FROM contact_events WHERE landlord_id = landlord AND contact_id = ANY (ids);
        DELETE FROM contact_keys WHERE landlord_id = landlord AND contact_id = ANY (ids);
        DELETE FROM contact_steps WHERE landlord_id = landlord AND contact_id = ANY (ids);
        DELETE FROM contacts c USING unnest(ids, received) AS gone (id, at)
            WHERE c.landlord_id = landlord AND c.received_at = gone.at AND c.id = gone.id;
        GET DIAGNOSTICS forgotten = ROW_COUNT;
        told := '{}';""",
    "forget_documents(ids uuid[])": """
        DELETE FROM documents WHERE landlord_id = landlord AND id = ANY (ids);
        GET DIAGNOSTICS forgotten = ROW_COUNT;
        told := '{}';""",
    "forget_ended_contacts(incidents text[])": """
        DELETE FROM ended_contacts WHERE landlord_id = landlord AND incident_id = ANY (incidents);
        GET DIAGNOSTICS forgotten = ROW_COUNT;
        told := '{}';""",
    "forget_acts(ids text[])": """
        DELETE FROM case_acts WHERE landlord_id = landlord AND id = ANY (ids);
        GET DIAGNOSTICS forgotten = ROW_COUNT;
        told := '{}';""",
    "forget_audit(through integer)": """
        SELECT jsonb_build_object('through', number, 'hash', encode(hash, 'hex')), to_seq INTO told, last
            FROM audit_seals WHERE landlord_id = landlord AND number = through
            AND sealed_at < now() - interval '365 days'
            AND NOT EXISTS (SELECT FROM legal_holds WHERE landlord_id = landlord AND lifted_at IS NULL);
        DELETE FROM audit WHERE landlord_id = landlord AND seq <= last;
        GET DIAGNOSTICS forgotten = ROW_COUNT;""",
}


def _function(called: str, does: str) -> str:
    name = called.partition("(")[0]
    kinds = ", ".join(part.split()[-1] for part in called.partition("(")[2].rstrip(")").split(", "))
    tag = f"database:{name.removeprefix('forget_')}:forgotten"
    return f"""
        CREATE FUNCTION {called} RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            landlord text := current_setting('app.landlord');
            forgotten integer;
            told jsonb;
            last bigint;
        BEGIN {does}
            IF forgotten > 0 THEN
                INSERT INTO audit (landlord_id, tag, subject_id, actor, details)
                VALUES (landlord, '{tag}', '', 'database', told || jsonb_build_object('rows', forgotten));
            END IF;
            RETURN forgotten;
        END $$;
        REVOKE ALL ON FUNCTION {name}({kinds}) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION {name}({kinds}) TO {APP_ROLE};
    """  # noqa: S608 - words of this file alone


def upgrade() -> None:
    op.execute("""
        CREATE TABLE legal_holds (
            landlord_id text, id text, customer_id text NOT NULL, reference text NOT NULL,
            placed_by text NOT NULL, placed_at timestamptz NOT NULL,
            lifted_by text NOT NULL DEFAULT '', lifted_at timestamptz,
            PRIMARY KEY (landlord_id, id),
            FOREIGN KEY (landlord_id, customer_id) REFERENCES people (landlord_id, id)
        );
        CREATE INDEX legal_holds_standing ON legal_holds (landlord_id, customer_id) WHERE lifted_at IS NULL;
    """)
    op.execute(protect("legal_holds", "SELECT, INSERT, UPDATE"))
    for called, does in FUNCTIONS.items():
        op.execute(_function(called, does))
    # what the functions say in the trail nobody says without them
    op.execute(f"""
        CREATE POLICY said_by_functions ON audit AS RESTRICTIVE FOR INSERT
        WITH CHECK (current_user <> '{APP_ROLE}' OR tag NOT LIKE 'database:%')
    """)


def downgrade() -> None:
    op.execute("DROP POLICY said_by_functions ON audit")
    for called in FUNCTIONS:
        op.execute(f"DROP FUNCTION {called.partition('(')[0]}")
    op.drop_table("legal_holds")
