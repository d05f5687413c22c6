"""References of claims lie sealed, a task about an appeal says about which, the trail says which acts were forgotten.

The references that lay in plain go: no released version kept any.
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"


_FORGET_ACTS = """
    CREATE OR REPLACE FUNCTION forget_acts(ids text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        landlord text := current_setting('app.landlord');
        forgotten integer;
        told jsonb;
    BEGIN
        WITH gone AS (DELETE FROM case_acts WHERE landlord_id = landlord AND id = ANY (ids) RETURNING id)
        SELECT count(*), {told} INTO forgotten, told FROM gone;
        IF forgotten > 0 THEN
            INSERT INTO audit (landlord_id, tag, subject_id, actor, details)
            VALUES (landlord, 'database:acts:forgotten', '', 'database', told || jsonb_build_object('rows', forgotten));
        END IF;
        RETURN forgotten;
    END $$
"""


def upgrade() -> None:
    op.execute("""
        ALTER TABLE legal_holds DROP reference, ADD reference bytea;
        ALTER TABLE tasks ADD about text NOT NULL DEFAULT '';
    """)
    op.execute(_FORGET_ACTS.format(told="jsonb_build_object('ids', jsonb_agg(id))"))


def downgrade() -> None:
    op.execute(_FORGET_ACTS.format(told="'{}'::jsonb"))
    op.execute("""
        ALTER TABLE tasks DROP about;
        ALTER TABLE legal_holds DROP reference, ADD reference text NOT NULL DEFAULT '';
    """)
