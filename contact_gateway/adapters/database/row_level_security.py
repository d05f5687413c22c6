"""The law of every table: no row is seen or written but those of the landlord that the transaction names.

The application works as the role `contact_gateway_app`, which owns nothing and may do only what a migration grants.
Row-level security is forced, so that not even the owner of the tables sees another landlord's rows by mistake.
"""

from __future__ import annotations

APP_ROLE = "contact_gateway_app"
LANDLORD_SETTING = "app.landlord"

READ_AND_APPEND = "SELECT, INSERT"
READ_AND_WRITE = "SELECT, INSERT, UPDATE, DELETE"


def protect(table: str, grants: str, landlord_column: str = "landlord_id") -> str:
    """Return the SQL that puts a new table under the law and lets the application do what `grants` names."""
    own = f"{landlord_column} = current_setting('{LANDLORD_SETTING}', true)"
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY own_landlord ON {table} USING ({own}) WITH CHECK ({own});
        GRANT {grants} ON {table} TO {APP_ROLE};
    """


CREATE_APP_ROLE = f"""
    DO $$
    BEGIN
        IF to_regrole('{APP_ROLE}') IS NULL THEN -- else an owner who may make no roles is enough
            CREATE ROLE {APP_ROLE} NOLOGIN;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- roles belong to the whole server: another database of ours made it
    END $$;
    DO $$
    BEGIN
        IF NOT pg_has_role(current_user, '{APP_ROLE}', 'MEMBER') THEN
            GRANT {APP_ROLE} TO CURRENT_USER;
        END IF;
    END $$;
    GRANT USAGE ON SCHEMA public TO {APP_ROLE};
"""

DROP_APP_ROLE = f"""
    DROP OWNED BY {APP_ROLE};
    DO $$
    BEGIN
        DROP ROLE {APP_ROLE};
    EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
        NULL; -- another database of this server still uses it, or somebody else made it
    END $$;
"""
