"""What is on its way, and what has been set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

_DEPTH = text(
    """
    SELECT destination, count(*) FILTER (WHERE parked_at IS NULL) AS waiting,
      count(*) FILTER (WHERE parked_at IS NOT NULL) AS parked,
      min(created_at) FILTER (WHERE parked_at IS NULL) AS oldest
    FROM outbox WHERE delivered_at IS NULL GROUP BY destination ORDER BY destination
    """
)
_PARKED = text(
    """
    SELECT o.id, o.destination, o.shard, p.code, o.topic, o.payload, o.attempts, o.created_at, o.parked_at,
      o.last_error AS reason
    FROM outbox o LEFT JOIN projects p
      ON p.id = CASE WHEN o.shard ~ '^[0-9a-f-]{36}$' THEN o.shard::uuid END
    WHERE o.delivered_at IS NULL AND o.parked_at IS NOT NULL ORDER BY o.id LIMIT :limit
    """
)
_FAILING = text(
    """
    SELECT o.id, o.destination, o.shard, p.code, o.topic, o.attempts, o.created_at, o.due_at, o.last_error AS reason
    FROM outbox o LEFT JOIN projects p
      ON p.id = CASE WHEN o.shard ~ '^[0-9a-f-]{36}$' THEN o.shard::uuid END
    WHERE o.delivered_at IS NULL AND o.parked_at IS NULL AND o.attempts > 0 ORDER BY o.id LIMIT :limit
    """
)


@dataclass(frozen=True, kw_only=True)
class Depth:
    """What waits for one destination; `oldest` is when its oldest waiting message was written."""

    destination: str
    waiting: int
    parked: int
    oldest: datetime | None


@dataclass(frozen=True, kw_only=True)
class ParkedMessage:
    """A message no longer tried, until a person releases it."""

    id: int
    destination: str
    shard: str
    code: str | None
    topic: str
    payload: Mapping[str, object]
    attempts: int
    created_at: datetime
    parked_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class FailingMessage:
    """A message that failed and is tried again by itself when it is due."""

    id: int
    destination: str
    shard: str
    code: str | None
    topic: str
    attempts: int  # in a row for the same kind of failure
    created_at: datetime
    due_at: datetime
    reason: str


def depths(connection: Connection) -> Sequence[Depth]:
    """Undelivered messages by destination; a destination without any is left out."""
    return [Depth(**row) for row in connection.execute(_DEPTH).mappings()]


def failing_messages(connection: Connection, *, limit: int = 200) -> Sequence[FailingMessage]:
    """The oldest first."""
    return [FailingMessage(**row) for row in connection.execute(_FAILING, {"limit": limit}).mappings()]


def parked_messages(connection: Connection, *, limit: int = 200) -> Sequence[ParkedMessage]:
    """The oldest first."""
    return [ParkedMessage(**row) for row in connection.execute(_PARKED, {"limit": limit}).mappings()]
