"""Whose case a message tells of: letters and notices are held for that customer, and erased with them."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE outbox ADD customer_id text;
        CREATE INDEX outbox_of_customer ON outbox (landlord_id, customer_id) WHERE customer_id IS NOT NULL;
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE outbox DROP customer_id")
