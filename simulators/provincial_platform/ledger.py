"""The records the platform has received, as one transaction sees them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simulators.provincial_platform.checks import identity_of, is_valid
from simulators.provincial_platform.columns import Row, text_of
from simulators.provincial_platform.tables import DEFINITIONS, Table

ACCEPTED, REJECTED = 3, 2  # SJSCZT


@dataclass(frozen=True, slots=True)
class Upload:
    """One arrival of a row. `content` is the row as canonical JSON; `version` counts its different contents."""

    id: int
    table_name: str
    local_key: str
    version: int
    content: str
    state: int
    reason: str
    received_at: str

    @property
    def receipt(self) -> str:
        return f"R{self.id:010d}"


@dataclass(frozen=True, slots=True)
class Holding:
    """An accepted row as the platform holds it now."""

    position: int
    table_name: str
    local_key: str
    version: int
    content: str
    received_at: str


def canonical(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


class Ledger:
    """Reads and writes inside the transaction it was given; also the evidence for the checks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def code_is_issued(self, code: str) -> bool:
        return self._exists("SELECT 1 FROM codes WHERE code = ?", code)

    def holds(self, table: Table, identity: str) -> bool:
        return self._exists("SELECT 1 FROM held WHERE table_name = ? AND identity = ? AND valid", table, identity)

    def rows_of(self, table: Table, identity: str) -> Sequence[Row]:
        found = self._connection.execute(
            "SELECT content FROM held WHERE table_name = ? AND identity = ? ORDER BY position", (table, identity)
        )
        return [json.loads(content) for (content,) in found]

    def latest_upload(self, table_name: str, local_key: str) -> Upload | None:
        found = self._connection.execute(
            "SELECT * FROM uploads WHERE table_name = ? AND local_key = ? ORDER BY id DESC LIMIT 1",
            (table_name, local_key),
        ).fetchone()
        return found and Upload(**dict(found))

    def latest_uploads(self, limit: int) -> list[Upload]:
        """The last arrivals of any table, newest first."""
        found = self._connection.execute("SELECT * FROM uploads ORDER BY id DESC LIMIT ?", (limit,))
        return [Upload(**dict(row)) for row in found]

    def store(self, table_name: str, row: Row, *, version: int, reason: str, now: datetime) -> Upload:
        """Keep an arrival for ever; an accepted one also takes its place among the holdings."""
        upload = self._keep_upload(table_name, row, version=version, reason=reason, now=now)
        if upload.state == ACCEPTED:
            self._hold(upload, row)
        return upload

    def holdings(self, table_name: str | None, project: str | None, *, after: int, limit: int) -> list[Holding]:
        """Accepted rows in order of first acceptance, from behind the position `after`."""
        found = self._connection.execute(
            "SELECT position, table_name, local_key, version, content, received_at FROM held"
            " WHERE position > :after AND (:table_name IS NULL OR table_name = :table_name)"
            " AND (:project IS NULL OR project = :project) ORDER BY position LIMIT :limit",
            {"after": after, "table_name": table_name, "project": project, "limit": limit},
        )
        return [Holding(**dict(row)) for row in found]

    def counts(self, project: str | None) -> dict[str, int]:
        """Accepted rows by table, for every table, in sending order."""
        found = self._connection.execute(
            "SELECT table_name, count(*) FROM held WHERE :project IS NULL OR project = :project GROUP BY table_name",
            {"project": project},
        )
        counted: dict[str, int] = dict(found.fetchall())
        return {table.value: counted.get(table, 0) for table in Table}

    def _keep_upload(self, table_name: str, row: Row, *, version: int, reason: str, now: datetime) -> Upload:
        found = self._connection.execute(
            "INSERT INTO uploads (table_name, local_key, version, content, state, reason, received_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (
                table_name,
                text_of(row, "DFSJZJ"),
                version,
                canonical(row),
                REJECTED if reason else ACCEPTED,
                reason,
                now.isoformat(),
            ),
        ).fetchone()
        return Upload(**dict(found))

    def _hold(self, upload: Upload, row: Row) -> None:
        self._connection.execute(
            "INSERT INTO held (table_name, local_key, version, project, identity, valid, content, received_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (table_name, local_key) DO UPDATE SET"
            " version = excluded.version, project = excluded.project, identity = excluded.identity,"
            " valid = excluded.valid, content = excluded.content, received_at = excluded.received_at",
            (
                upload.table_name,
                upload.local_key,
                upload.version,
                text_of(row, "GCDM"),
                identity_of(row, DEFINITIONS[Table(upload.table_name)].identity),
                is_valid(row),
                upload.content,
                upload.received_at,
            ),
        )

    def _exists(self, query: str, *values: str) -> bool:
        return self._connection.execute(query, values).fetchone() is not None
