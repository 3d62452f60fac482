"""Runs the migrations on the connection that `workflow.store.migrating` hands over."""

from alembic import context
from sqlalchemy import Connection, text

from workflow.store.migrating import MIGRATIONS_LOCK
from workflow.store.tables import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    # Two machines that start at once migrate one after the other; neither waits behind a long reader for ever.
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATIONS_LOCK})
    context.run_migrations()
if connection.in_transaction():
    connection.commit()
