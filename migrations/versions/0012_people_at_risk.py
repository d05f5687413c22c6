"""A mark on people who are vulnerable or at risk: their calls go to the landlord's priority desk."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("ALTER TABLE people ADD priority boolean NOT NULL DEFAULT false")


def downgrade() -> None:
    op.execute("ALTER TABLE people DROP priority")
