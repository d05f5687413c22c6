"""Tasks of judging what is said to be new about a closed issue: what they are about, what was found, and why."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("ALTER TABLE tasks ADD restriction_id text NOT NULL DEFAULT '', ADD finding text, ADD reason bytea")


def downgrade() -> None:
    op.execute("ALTER TABLE tasks DROP restriction_id, DROP finding, DROP reason")
