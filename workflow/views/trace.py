"""A project's history: its events in order, as they can be told to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from workflow.domain.clock import local_date
from workflow.domain.discretion import hidden_from, withholds_opinion
from workflow.domain.events import EventType
from workflow.domain.people import Actor, Role


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
    is_withheld: bool = False  # its reason is not for the reader


_TRACE = text(
    """
    SELECT e.position, e.type, e.at, e.actor->>'name' AS actor_name, e.actor->>'role' AS actor_role,
      e.actor->>'office' AS actor_office, e.stage, e.sub_approval, s.item, s.attempt, e.reason, e.basis, e.data, e.hash,
      s.decided_at IS NOT NULL AS is_decided
    FROM events e LEFT JOIN sub_approvals s ON s.id = e.sub_approval
    WHERE e.project_id = :project AND e.position > :after AND e.type <> ALL(CAST(:hidden AS text[]))
    ORDER BY e.position LIMIT :limit
    """
)


def trace(connection: Connection, project: UUID, *, reader: Actor, after: int = 0, limit: int) -> Sequence[TraceLine]:
    """The events behind a position, the earliest first, as far as the reader may know them."""
    hidden = sorted(hidden_from(reader))
    given = {"project": project, "hidden": hidden, "after": after, "limit": limit}
    return [_line(row, reader) for row in connection.execute(_TRACE, given).mappings()]


def _line(row: RowMapping, reader: Actor) -> TraceLine:
    known, type = {key: row[key] for key in row if key != "is_decided"}, EventType(row["type"])
    is_withheld = withholds_opinion(type, is_decided=row["is_decided"], reader=reader)
    told = {
        "type": type,
        "actor_role": Role(row["actor_role"]),
        "on": local_date(row["at"]),
        "reason": "" if is_withheld else row["reason"],
        "is_withheld": is_withheld,
    }
    return TraceLine(**{**known, **told})
