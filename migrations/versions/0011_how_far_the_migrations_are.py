"""The application may read how far the migrations are, so that it can say that one is missing."""

from __future__ import annotations

from alembic import op

from contact_gateway.adapters.database.row_level_security import APP_ROLE

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute(f"GRANT SELECT ON alembic_version TO {APP_ROLE}")


def downgrade() -> None:
    op.execute("REVOKE SELECT ON alembic_version FROM contact_gateway_app")
