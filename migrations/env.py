"""Runs the migrations on the connection of the tables' owner, one process at a time."""

from __future__ import annotations

import sqlalchemy
from alembic import context

from contact_gateway.adapters.database.every_table import metadata

ONE_AT_A_TIME = sqlalchemy.text("SELECT pg_advisory_lock(hashtextextended('contact_gateway migrations', 0))")
IMPATIENT = sqlalchemy.text("SET lock_timeout = '500ms'")  # whoever waits for a table makes all callers wait

engine = sqlalchemy.create_engine(context.config.attributes["owner_url"], poolclass=sqlalchemy.NullPool)
with engine.connect() as connection:
    connection.execute(ONE_AT_A_TIME)
    connection.execute(IMPATIENT)
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata(), transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
