"""Persistence: tables, the unit of work, the outbox, the audit chain, migrations."""
