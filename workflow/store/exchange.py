"""What the province has been told: record rows with their status, and how far each project's events are reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from workflow.domain.events import Event, EventType
from workflow.domain.ids import ProjectId
from workflow.domain.people import Actor, Role


class RecordStatus(IntEnum):
    """数据上传状态 (domain: SJSCZT)."""

    FAILED_LOCAL_CHECK = -1
    WAITING = 0
    REJECTED = 2
    ACCEPTED = 3


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of one of the exchange tables, to be told to the province."""

    table: str
    local_key: str
    row: Mapping[str, object]
    status: RecordStatus = RecordStatus.WAITING
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A record not accepted yet, in sending order."""

    id: int
    table: str
    local_key: str
    row: Mapping[str, object]


# A changed row under the same key waits to be sent again; an unchanged one stays as it is, unless it had failed our own
# check, which may have been mended.
_PUT = text(
    """
    INSERT INTO exchange_records (shard, table_name, local_key, "row", status, reason, created_at)
    SELECT :shard, table_name, local_key, "row", status, reason, :now
    FROM jsonb_populate_recordset(NULL::exchange_records, :records)
    ON CONFLICT (table_name, local_key) DO UPDATE
      SET "row" = EXCLUDED."row", status = EXCLUDED.status, reason = EXCLUDED.reason
      WHERE exchange_records."row" <> EXCLUDED."row" OR exchange_records.status = -1
    """
).bindparams(bindparam("records", type_=JSONB))
# Nothing behind a record that failed its local check or was rejected may overtake it (parent before child).
_WAITING = text(
    """
    SELECT id, table_name, local_key, "row" FROM exchange_records r
    WHERE shard = :shard AND status = 0 AND NOT EXISTS (
      SELECT 1 FROM exchange_records stuck
      WHERE stuck.shard = :shard AND stuck.status IN (-1, 2) AND stuck.id < r.id)
    ORDER BY id LIMIT :limit
    """
)
# A receipt is for the row that was sent. Should it have changed since, the new one waits to be sent, whoever sent what.
_ANSWER = text(
    """
    UPDATE exchange_records r SET
      status = CASE WHEN r."row" = a."row" THEN a.status ELSE 0 END,
      reason = CASE WHEN r."row" = a."row" THEN a.reason ELSE '' END,
      receipt = a.receipt, sends = sends + 1, answered_at = :now
    FROM jsonb_to_recordset(:answers) AS a (id bigint, "row" jsonb, status int, reason text, receipt text)
    WHERE r.id = a.id
    """
).bindparams(bindparam("answers", type_=JSONB))
_CHOSEN = (
    "(CAST(:shard AS text) IS NULL OR shard = :shard) AND (CAST(:table AS text) IS NULL OR table_name = :table) "
    "AND (CAST(:key AS text) IS NULL OR local_key = :key)"
)
_CHOSEN_SHARDS = text(f"SELECT DISTINCT shard FROM exchange_records WHERE {_CHOSEN} ORDER BY shard")  # noqa: S608 -- our own words
# The log is told anew, so that a mended mapping takes effect.
_REWIND = text("UPDATE exchange_cursors SET position = 0 WHERE project_id::text = ANY(:shards)")
# What failed our own check is never sent as it is: it is written and checked anew, and stays failed or waits then.
_RESEND = text(f"UPDATE exchange_records SET status = 0, reason = '' WHERE {_CHOSEN} AND status <> -1")  # noqa: S608 -- our own words
# Locked, so that a rewinding on the way is not lost.
_CURSOR = text("SELECT position FROM exchange_cursors WHERE project_id = :project FOR UPDATE")
_MOVE = text(
    "INSERT INTO exchange_cursors (project_id, position) VALUES (:project, :position) "
    "ON CONFLICT (project_id) DO UPDATE SET position = EXCLUDED.position"
)
_COUNTS = text("SELECT status, count(*) AS number FROM exchange_records WHERE shard = :shard GROUP BY status")
_ACCEPTED = text(
    'SELECT id, table_name, local_key, "row" FROM exchange_records WHERE shard = :shard AND status = 3 ORDER BY id'
)
_EVENTS = text("SELECT * FROM events WHERE project_id = :project ORDER BY position")
_RECEIPTS = text(
    "SELECT local_key, receipt FROM exchange_records "
    "WHERE table_name = :table AND local_key = ANY(:keys) AND status = 3"
)


class Exchange:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, shard: str, records: Iterable[Record], *, now: datetime) -> None:
        """Add records of a project or an edition, in sending order."""
        rows = [
            {
                "table_name": record.table,
                "local_key": record.local_key,
                "row": dict(record.row),
                "status": int(record.status),
                "reason": record.reason,
            }
            for record in records
        ]
        if rows:
            self._connection.execute(_PUT, {"shard": shard, "records": rows, "now": now})

    def waiting(self, shard: str, *, limit: int) -> Sequence[Waiting]:
        """The next records to send."""
        rows = self._connection.execute(_WAITING, {"shard": shard, "limit": limit})
        return [Waiting(id=r.id, table=r.table_name, local_key=r.local_key, row=r.row) for r in rows]

    def answer(self, answers: Iterable[Mapping[str, object]], *, now: datetime) -> None:
        """Note the province's receipts: id, the row that was sent, status, reason, receipt."""
        if rows := [dict(answer) for answer in answers]:
            self._connection.execute(_ANSWER, {"answers": rows, "now": now})

    def resend(self, *, shard: str | None = None, table: str | None = None, key: str | None = None) -> Sequence[str]:
        """Let records be written anew and wait to be sent again; returns the shards concerned."""
        chosen = {"shard": shard, "table": table, "key": key}
        shards = list(self._connection.execute(_CHOSEN_SHARDS, chosen).scalars())
        self._connection.execute(_REWIND, {"shards": shards})
        self._connection.execute(_RESEND, chosen)
        return shards

    def counts(self, shard: str) -> Mapping[RecordStatus, int]:
        """How many records of a shard have each status; those without any are left out."""
        return {RecordStatus(row.status): row.number for row in self._connection.execute(_COUNTS, {"shard": shard})}

    def accepted(self, shard: str) -> Sequence[Waiting]:
        """The records the province has accepted, in sending order."""
        rows = self._connection.execute(_ACCEPTED, {"shard": shard})
        return [Waiting(id=r.id, table=r.table_name, local_key=r.local_key, row=r.row) for r in rows]

    def receipts(self, table: str, keys: Sequence[str]) -> Mapping[str, str]:
        """The receipts we hold of accepted rows of a table, by local key."""
        rows = self._connection.execute(_RECEIPTS, {"table": table, "keys": list(keys)})
        return {row.local_key: row.receipt for row in rows}

    def cursor(self, project: ProjectId) -> int:
        """The position of the last event that has been turned into records; nobody else moves it meanwhile."""
        return self._connection.execute(_CURSOR, {"project": project}).scalar_one_or_none() or 0

    def move_cursor(self, project: ProjectId, position: int) -> None:
        self._connection.execute(_MOVE, {"project": project, "position": position})

    def events(self, project: ProjectId) -> Sequence[Event]:
        """The project's log from its beginning; the position of an event is its place in it, counted from 1."""
        return [_event(row) for row in self._connection.execute(_EVENTS, {"project": project})]


def _event(row: Row[Any]) -> Event:
    actor = {**row.actor, "role": Role(row.actor["role"])}
    return Event(
        type=EventType(row.type),
        at=row.at,
        actor=Actor(**actor),
        stage=row.stage,
        sub_approval=row.sub_approval,
        reason=row.reason,
        basis=row.basis,
        data=row.data,
    )
