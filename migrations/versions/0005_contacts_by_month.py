"""Contacts, partitioned by the month in which they began, and the function that makes months ahead."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE, READ_AND_APPEND, protect

revision = "0005"
down_revision = "0004"


# as the owner, because the application may not make tables; a month whose contacts the default partition
# already holds stays there
MAKE_MONTHS = f"""
CREATE FUNCTION ensure_contact_partitions(first date, last date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month date := date_trunc('month', first);
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('contact_gateway partitions', 0));
    WHILE month <= last LOOP
        part := to_char(month, '"contacts_y"YYYY"m"MM');
        IF to_regclass(part) IS NULL THEN
            BEGIN
                EXECUTE format(
                    'CREATE TABLE %I PARTITION OF contacts FOR VALUES FROM (%L) TO (%L)', part,
                    month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
                made := made + 1;
            EXCEPTION WHEN check_violation THEN NULL;
            END;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_contact_partitions(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_contact_partitions(date, date) TO {APP_ROLE};
SELECT ensure_contact_partitions(current_date, (current_date + interval '6 months')::date);
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE contacts (
            landlord_id text, received_at timestamptz, id uuid,
            provider text NOT NULL, provider_id text NOT NULL, channel text NOT NULL,
            sender_kind text, sender text, dialled text NOT NULL DEFAULT '',
            contact jsonb NOT NULL, stored_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, received_at, id)
        ) PARTITION BY RANGE (received_at);
        CREATE INDEX contacts_by_sender ON contacts (landlord_id, sender_kind, sender, received_at);
        CREATE TABLE contacts_default PARTITION OF contacts DEFAULT;
        ALTER TABLE contacts_default ENABLE ROW LEVEL SECURITY;
        ALTER TABLE contacts_default FORCE ROW LEVEL SECURITY;
    """)
    op.execute(protect("contacts", READ_AND_APPEND))
    op.execute(MAKE_MONTHS)


def downgrade() -> None:
    op.drop_table("contacts")
    op.execute("DROP FUNCTION ensure_contact_partitions(date, date)")
