"""Which processes have lately said that they are alive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

_HEARTBEATS = text("SELECT process, at FROM heartbeats ORDER BY process")
SILENT_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """A process by its name and machine, and when it was last heard of."""

    process: str
    at: datetime
    is_silent: bool


def heartbeats(connection: Connection, *, now: datetime) -> Sequence[Heartbeat]:
    """Every process ever heard of."""
    rows = connection.execute(_HEARTBEATS)
    return [Heartbeat(process=row.process, at=row.at, is_silent=now - row.at > SILENT_AFTER) for row in rows]
