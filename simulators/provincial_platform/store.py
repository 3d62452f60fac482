"""The platform's own database: one SQLite file, one connection, one transaction at a time."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS codes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    confirmed_at TEXT NOT NULL
) STRICT;

-- Everything that ever arrived, rejected rows with their reasons included. Never changed, never deleted.
CREATE TABLE IF NOT EXISTS uploads (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    local_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    state INTEGER NOT NULL,
    reason TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS uploads_of_a_row ON uploads (table_name, local_key, id);

-- The accepted version of each row, in its place of first acceptance.
CREATE TABLE IF NOT EXISTS held (
    position INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    local_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    project TEXT NOT NULL,
    identity TEXT NOT NULL,
    valid INTEGER NOT NULL,
    content TEXT NOT NULL,
    received_at TEXT NOT NULL,
    UNIQUE (table_name, local_key)
) STRICT;
CREATE INDEX IF NOT EXISTS held_by_identity ON held (table_name, identity);
CREATE INDEX IF NOT EXISTS held_by_project ON held (project, position);
"""


class Store:
    """Serialises everything by a lock: a batch is judged against what is there, and nothing may arrive in between."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A receipt is a promise: the row must survive a power cut, not only the end of the process.
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commits on leaving normally, rolls back when the block raises."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            self._connection.close()
