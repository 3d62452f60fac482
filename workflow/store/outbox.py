"""The outbox: messages written with their cause, claimed by the relay, marked with their effect."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from workflow.domain.messages import Message, Topic

CHANNEL = "outbox"
LONGEST_LEASE = timedelta(minutes=5)

# Only the head of each (destination, shard) may go: order is kept per project, projects run side by side.
_CLAIM = text(
    """
    WITH head AS (
      SELECT o.id FROM outbox o
      WHERE o.delivered_at IS NULL AND o.parked_at IS NULL AND o.due_at <= :now
        AND NOT EXISTS (
          SELECT 1 FROM outbox earlier
          WHERE earlier.delivered_at IS NULL AND earlier.destination = o.destination
            AND earlier.shard = o.shard AND earlier.id < o.id)
      ORDER BY o.id LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
    UPDATE outbox SET due_at = CAST(:now AS timestamptz)
      + least(greatest(:lease, (CAST(:now AS timestamptz) - created_at) / 4), greatest(:lease, :longest))
    FROM head WHERE outbox.id = head.id
    RETURNING outbox.id, outbox.destination
    """
)
_TAKE = text(
    "SELECT id, destination, shard, topic, payload, attempts FROM outbox "
    "WHERE id = :id AND delivered_at IS NULL AND parked_at IS NULL FOR UPDATE"
)
# What is open of the same kind and shard when the first of them is taken: one carrying-out serves them all.
_LIKE_IT = text(
    "SELECT id FROM outbox WHERE delivered_at IS NULL AND parked_at IS NULL AND destination = :destination "
    "AND shard = :shard AND topic = :topic AND id > :id ORDER BY id"
)
_DELIVERED = text(
    "UPDATE outbox SET delivered_at = :now, last_error = '' WHERE id = ANY(:ids) AND delivered_at IS NULL"
)
_PUT_BACK = text("UPDATE outbox SET due_at = :due_at WHERE id = ANY(:ids) AND delivered_at IS NULL")
# Only failures of one kind in a row are counted: a long outage leaves the next failure all its tries.
_FAILED = text(
    """
    UPDATE outbox SET attempts = before + 1, failure = :failure, last_error = :error,
      due_at = CAST(:now AS timestamptz) + least(:first * pow(2, least(before, 20)), :longest),
      parked_at = CASE WHEN before + 1 >= :tries THEN CAST(:now AS timestamptz) END
    FROM (SELECT CASE WHEN failure = :failure THEN attempts ELSE 0 END AS before
      FROM outbox WHERE id = :id FOR UPDATE) AS counted
    WHERE id = :id AND delivered_at IS NULL
    """
)
_RELEASE = text(
    "UPDATE outbox SET parked_at = NULL, attempts = 0, failure = '', due_at = :now "
    "WHERE parked_at IS NOT NULL AND (CAST(:id AS bigint) IS NULL OR id = :id)"
)
_ADD = text(
    "INSERT INTO outbox (destination, shard, topic, payload, created_at, due_at) "
    "VALUES (:destination, :shard, :topic, CAST(:payload AS jsonb), :now, :now)"
)
# Of those that may go: what waits behind another would wake the relay for nothing.
_NEXT_DUE = text(
    """
    SELECT min(o.due_at) FROM outbox o
    WHERE o.delivered_at IS NULL AND o.parked_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM outbox earlier
      WHERE earlier.delivered_at IS NULL AND earlier.destination = o.destination
        AND earlier.shard = o.shard AND earlier.id < o.id)
    """
)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A message the relay may publish now."""

    id: int
    destination: str


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A message in the transaction that carries it out."""

    id: int
    destination: str
    shard: str
    topic: Topic
    payload: Mapping[str, object]
    attempts: int


@dataclass(frozen=True, kw_only=True)
class BackOff:
    """How long a failed message waits: doubling from `first` to `longest`; parked after `tries` of one `failure`."""

    failure: str
    first: timedelta
    longest: timedelta
    tries: int


# Repeating what a rule refused changes nothing: a person must look.
PARK = BackOff(failure="refused", first=timedelta(0), longest=timedelta(0), tries=0)


class Outbox:
    """The outbox as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: Message, *, now: datetime) -> None:
        """A message that no event causes."""
        self._connection.execute(
            _ADD,
            {
                "destination": message.destination,
                "shard": message.shard,
                "topic": str(message.topic),
                "payload": json.dumps(dict(message.payload), ensure_ascii=False),
                "now": now,
            },
        )

    def claim(
        self, *, now: datetime, lease: timedelta, limit: int, longest: timedelta = LONGEST_LEASE
    ) -> Sequence[Claimed]:
        """Take the heads that are due; they come back by themselves when the lease runs out undelivered.

        The lease grows with a message's age to `longest`, so that a centre without a worker is not flooded with copies.
        """
        rows = self._connection.execute(_CLAIM, {"now": now, "lease": lease, "longest": longest, "limit": limit})
        return [Claimed(id=row.id, destination=row.destination) for row in sorted(rows, key=lambda row: row.id)]

    def take(self, id: int) -> Taken | None:
        """Lock a message to carry it out; None when it has been delivered, or is parked."""
        row = self._connection.execute(_TAKE, {"id": id}).one_or_none()
        if row is None:
            return None
        return Taken(
            id=row.id,
            destination=row.destination,
            shard=row.shard,
            topic=Topic(row.topic),
            payload=row.payload,
            attempts=row.attempts,
        )

    def like(self, taken: Taken) -> Sequence[int]:
        """The ids of later open messages that ask the same of the same shard, as they stand now."""
        known = {"id": taken.id, "destination": taken.destination, "shard": taken.shard, "topic": str(taken.topic)}
        return list(self._connection.execute(_LIKE_IT, known).scalars())

    def mark_delivered(self, *ids: int, now: datetime) -> None:
        self._connection.execute(_DELIVERED, {"ids": list(ids), "now": now})

    def put_back(self, ids: Sequence[int], *, due_at: datetime) -> None:
        """End the lease of messages that could not be published or carried out now; nothing of theirs has failed."""
        self._connection.execute(_PUT_BACK, {"ids": list(ids), "due_at": due_at})

    def mark_failed(self, id: int, *, error: str, back_off: BackOff, now: datetime) -> None:
        """Wait and try again; park after too many tries, for a person to look at."""
        self._connection.execute(
            _FAILED,
            {
                "id": id,
                "error": error[:2000],
                "now": now,
                "failure": back_off.failure,
                "first": back_off.first,
                "longest": back_off.longest,
                "tries": back_off.tries,
            },
        )

    def release(self, id: int | None, *, now: datetime) -> int:
        """Let a parked message, or all of them, try again."""
        return self._connection.execute(_RELEASE, {"id": id, "now": now}).rowcount

    def next_due(self) -> datetime | None:
        """When the earliest undelivered message is due: how long the relay may sleep."""
        due: datetime | None = self._connection.execute(_NEXT_DUE).scalar_one()
        return due
