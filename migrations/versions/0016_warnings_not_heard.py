"""Warnings that were sent and not heard are looked for every minute, among all that was ever played."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX call_announcements_not_heard ON call_announcements (landlord_id, sent_at)
        WHERE announcement IN ('first_warning', 'final_warning') AND state IN ('sent', 'failed')
    """)


def downgrade() -> None:
    op.execute("DROP INDEX call_announcements_not_heard")
