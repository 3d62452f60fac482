"""The records told to the province, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, text

from workflow.store.exchange import RecordStatus


class Told(StrEnum):
    """What became of a record, in words."""

    FAILED_LOCAL_CHECK = "failed-local-check"
    WAITING = "waiting"
    REJECTED = "rejected"
    ACCEPTED = "accepted"


_CODES = {told: int(RecordStatus[told.name]) for told in Told}
_TOLD = {code: told for told, code in _CODES.items()}


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """A row of an exchange table, what became of it, and the province's receipt or reason."""

    id: int
    project: UUID | None  # None: the row describes a flow of the edition
    table: str
    local_key: str
    row: Mapping[str, object]
    status: Told
    reason: str
    receipt: str
    sends: int
    created_at: datetime
    answered_at: datetime | None


_RECORDS = text(
    """
    SELECT r.id, p.id AS project, r.table_name AS "table", r.local_key, r."row", r.status, r.reason, r.receipt, r.sends,
      r.created_at, r.answered_at
    FROM exchange_records r LEFT JOIN projects p ON p.id::text = r.shard
    WHERE r.id > :after AND (CAST(:shard AS text) IS NULL OR r.shard = :shard)
      AND (CAST(:table AS text) IS NULL OR r.table_name = :table)
      AND (CAST(:status AS int) IS NULL OR r.status = :status)
    ORDER BY r.id LIMIT :limit
    """
)


def records(
    connection: Connection,
    *,
    project: UUID | None = None,
    table: str | None = None,
    status: Told | None = None,
    after: int = 0,
    limit: int,
) -> Sequence[RecordLine]:
    """In sending order, behind a record."""
    shard = None if project is None else str(project)
    given = {"shard": shard, "table": table, "status": status and _CODES[status], "after": after, "limit": limit}
    return [
        RecordLine(**{**row, "status": _TOLD[row["status"]]}) for row in connection.execute(_RECORDS, given).mappings()
    ]
