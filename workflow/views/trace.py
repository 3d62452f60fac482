"""A project's history: its events in order, as they can be told to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from workflow.domain.clock import local_date
from workflow.domain.events import EventType
from workflow.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class TraceLine:
    """One event: who, when, what, why and on what basis; `hash` is its link of the project's chain."""

    position: int
    type: EventType
    at: datetime
    on: date  # in Asia/Shanghai
    actor_name: str
    actor_role: Role
    actor_office: str | None
    stage: str | None
    sub_approval: UUID | None
    item: str | None
    attempt: int | None
    reason: str
    basis: str
    data: Mapping[str, object]
    hash: str


_TRACE = text(
    """
    SELECT e.position, e.type, e.at, e.actor->>'name' AS actor_name, e.actor->>'role' AS actor_role,
      e.actor->>'office' AS actor_office, e.stage, e.sub_approval, s.item, s.attempt, e.reason, e.basis, e.data, e.hash
    FROM events e LEFT JOIN sub_approvals s ON s.id = e.sub_approval
    WHERE e.project_id = :project AND e.position > :after ORDER BY e.position LIMIT :limit
    """
)


def trace(connection: Connection, project: UUID, *, after: int = 0, limit: int) -> Sequence[TraceLine]:
    """The events behind a position, the earliest first."""
    rows = connection.execute(_TRACE, {"project": project, "after": after, "limit": limit}).mappings()
    return [
        TraceLine(
            **{
                **row,
                "type": EventType(row["type"]),
                "actor_role": Role(row["actor_role"]),
                "on": local_date(row["at"]),
            }
        )
        for row in rows
    ]
