"""References of claims lie sealed; a task about an appeal says about which.

The references that lay in plain go: no released version kept any.
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE legal_holds DROP reference, ADD reference bytea;
        ALTER TABLE tasks ADD about text NOT NULL DEFAULT '';
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE tasks DROP about;
        ALTER TABLE legal_holds DROP reference, ADD reference text NOT NULL DEFAULT '';
    """)
