"""How many of a customer's calls were long; counted from now on."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("ALTER TABLE counters ADD long_calls integer NOT NULL DEFAULT 0")


def downgrade() -> None:
    op.execute("ALTER TABLE counters DROP long_calls")
