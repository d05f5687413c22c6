"""Several policies of one landlord: each version has its policy's code, and names the main one it stands beside."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE policies ADD code text NOT NULL DEFAULT 'main', ADD main_version integer,
            ADD CONSTRAINT beside_the_main_one CHECK ((code = 'main') = (main_version IS NULL)),
            ADD FOREIGN KEY (landlord_id, main_version) REFERENCES policies (landlord_id, version);
        ALTER TABLE case_acts ALTER policy_code SET DEFAULT 'main';
        ALTER TABLE case_acts NO FORCE ROW LEVEL SECURITY;
        UPDATE case_acts SET policy_code = 'main' WHERE policy_code = '';
        ALTER TABLE case_acts FORCE ROW LEVEL SECURITY;
    """)


def downgrade() -> None:
    # what was made under a policy beside goes on under the main one that it stood beside, by the same number
    op.execute("""
        ALTER TABLE policies NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE landlords NO FORCE ROW LEVEL SECURITY;
        UPDATE policies p SET source = m.source FROM policies m
            WHERE m.landlord_id = p.landlord_id AND m.version = p.main_version;
        UPDATE landlords SET policy_version = version FROM policies p
            WHERE landlord_id = slug AND policy_version > 0 AND version = (
                SELECT max(version) FROM policies WHERE landlord_id = p.landlord_id
            );
        ALTER TABLE landlords FORCE ROW LEVEL SECURITY;
        ALTER TABLE policies FORCE ROW LEVEL SECURITY;
        ALTER TABLE policies DROP code, DROP main_version;
        ALTER TABLE case_acts ALTER policy_code SET DEFAULT '';
        ALTER TABLE case_acts NO FORCE ROW LEVEL SECURITY;
        UPDATE case_acts SET policy_code = '' WHERE policy_code = 'main';
        ALTER TABLE case_acts FORCE ROW LEVEL SECURITY;
    """)
