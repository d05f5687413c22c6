"""Columns for what is sealed with the landlord's keys, and the files that are kept in the database.

What was stored in plain before stays readable where it is: mails in `documents`, words in `contacts` and `outbox`.
Addresses go: no released version kept any, and they come back with the next import. So do answers kept for two days.
"""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE, READ_AND_WRITE, protect

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE people ADD health_facts bytea;
        TRUNCATE person_addresses;
        ALTER TABLE person_addresses DROP address, ADD address bytea NOT NULL;
        TRUNCATE kept_answers;
        ALTER TABLE kept_answers DROP body, ADD body bytea;
        ALTER TABLE restrictions ADD narrative bytea, ADD evidence bytea;
        ALTER TABLE contact_steps ADD words bytea;
        ALTER TABLE outbox ADD sealed bytea, ALTER payload SET DEFAULT '{}';
        ALTER TABLE documents ADD file_id uuid, ALTER content DROP NOT NULL,
            ALTER name SET DEFAULT '', ALTER content_type SET DEFAULT '';
        CREATE INDEX documents_by_file ON documents (landlord_id, file_id);
        CREATE TABLE files (
            landlord_id text, id uuid, content bytea NOT NULL, stored_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (landlord_id, id)
        );
        ALTER TABLE files ALTER content SET STORAGE EXTERNAL;
    """)
    op.execute(f"GRANT UPDATE (words) ON contact_steps TO {APP_ROLE}")
    op.execute(protect("files", READ_AND_WRITE))


def downgrade() -> None:
    op.execute("""
        DROP TABLE files;
        ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;
        DELETE FROM documents WHERE content IS NULL;
        ALTER TABLE documents FORCE ROW LEVEL SECURITY;
        DROP INDEX documents_by_file;
        ALTER TABLE documents DROP file_id, ALTER content SET NOT NULL,
            ALTER name DROP DEFAULT, ALTER content_type DROP DEFAULT;
        ALTER TABLE outbox DROP sealed, ALTER payload DROP DEFAULT;
        ALTER TABLE contact_steps DROP words;
        ALTER TABLE restrictions DROP narrative, DROP evidence;
        TRUNCATE kept_answers;
        ALTER TABLE kept_answers DROP body, ADD body text;
        TRUNCATE person_addresses;
        ALTER TABLE person_addresses DROP address, ADD address text NOT NULL;
        ALTER TABLE people DROP health_facts;
    """)
