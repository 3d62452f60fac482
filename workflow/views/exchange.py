"""What the province has been told, for the page of a project and for whoever watches the exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

_BY_TABLE = text(
    """
    SELECT table_name AS "table", count(*) AS told,
      count(*) FILTER (WHERE status = 3) AS accepted, count(*) FILTER (WHERE status = 0) AS waiting,
      count(*) FILTER (WHERE status = 2) AS rejected, count(*) FILTER (WHERE status = -1) AS failed_here,
      max(answered_at) AS answered_at
    FROM exchange_records WHERE CAST(:shard AS text) IS NULL OR shard = :shard
    GROUP BY table_name ORDER BY min(id)
    """
)
_STUCK = text(
    """
    SELECT r.shard, p.code, r.table_name AS "table", r.local_key, r.status, r.reason, r.sends,
      (SELECT count(*) FROM exchange_records behind WHERE behind.shard = r.shard AND behind.status = 0
        AND behind.id > r.id) AS waiting_behind
    FROM exchange_records r LEFT JOIN projects p
      ON p.id = CASE WHEN r.shard NOT LIKE 'edition:%' THEN r.shard::uuid END
    WHERE r.status IN (-1, 2) AND (CAST(:shard AS text) IS NULL OR r.shard = :shard)
    ORDER BY r.id LIMIT :limit
    """
)
_BEHIND = text(
    """
    SELECT p.id, p.code, p.event_count - coalesce(c.position, 0) AS events,
      (SELECT min(e.at) FROM events e WHERE e.project_id = p.id AND e.position > coalesce(c.position, 0)) AS since
    FROM projects p LEFT JOIN exchange_cursors c ON c.project_id = p.id
    WHERE p.code_status = 'confirmed' AND p.event_count > coalesce(c.position, 0)
    ORDER BY since LIMIT :limit
    """
)


@dataclass(frozen=True, kw_only=True)
class ToldOfTable:
    """How many records of one exchange table there are, by what became of them."""

    table: str
    told: int
    accepted: int
    waiting: int
    rejected: int
    failed_here: int
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StuckRecord:
    """A record that was not accepted, with the reason; whatever lies behind it in its project waits."""

    shard: str
    code: str | None  # of the project; None for the flows of an edition
    table: str
    local_key: str
    status: int  # 2 rejected by the province, -1 failed our own check
    reason: str
    sends: int
    waiting_behind: int


@dataclass(frozen=True, kw_only=True)
class UnreportedProject:
    """A project with events of which the province has not heard."""

    id: UUID
    code: str
    events: int
    since: datetime


def told_by_table(connection: Connection, *, shard: str | None = None) -> Sequence[ToldOfTable]:
    """Of one project or edition, or of all, in sending order."""
    return [ToldOfTable(**row) for row in connection.execute(_BY_TABLE, {"shard": shard}).mappings()]


def stuck_records(connection: Connection, *, shard: str | None = None, limit: int = 200) -> Sequence[StuckRecord]:
    """Records that wait for a person, the oldest first."""
    return [StuckRecord(**row) for row in connection.execute(_STUCK, {"shard": shard, "limit": limit}).mappings()]


def unreported_projects(connection: Connection, *, limit: int = 200) -> Sequence[UnreportedProject]:
    """Projects of which events are still to be told, those waiting longest first."""
    return [UnreportedProject(**row) for row in connection.execute(_BEHIND, {"limit": limit}).mappings()]
