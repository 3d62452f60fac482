"""Checking the evidence: does every event still say what it said, and is none missing?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Row, text

from workflow.domain.evidence import instant, link
from workflow.domain.ids import ProjectId

_EVENTS = text(
    """
    SELECT e.*, p.id, p.code, p.event_count, p.chain_hash FROM projects p LEFT JOIN events e ON e.project_id = p.id
    WHERE CAST(:project AS uuid) IS NULL OR p.id = :project ORDER BY p.id, e.position
    """
)
# A submission whose row is gone, or whose material, version or digest is not the one the event tells.
_DOCUMENTS = text(
    """
    SELECT p.code, e.position, e.data->>'document' AS id
    FROM events e JOIN projects p ON p.id = e.project_id
    LEFT JOIN documents d ON d.id = CAST(e.data->>'document' AS uuid) AND d.project_id = e.project_id
      AND d.sha256 = e.data->>'sha256' AND d.material = e.data->>'material'
      AND d.version = CAST(e.data->>'version' AS integer)
    WHERE e.type = 'document:version:submitted' AND d.id IS NULL
      AND (CAST(:project AS uuid) IS NULL OR p.id = :project)
    """
)


@dataclass(frozen=True, kw_only=True)
class Break:
    """Where a project's chain no longer holds."""

    project_code: str
    position: int  # of the first event that does not fit
    what: str


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was checked and what was found."""

    projects: int
    events: int
    breaks: tuple[Break, ...]


def verify(connection: Connection, project: str | None = None) -> Verified:
    """Recompute the chains of all projects or of one (its identifier), and check that documents are as submitted."""
    rows = connection.execution_options(yield_per=5000).execute(_EVENTS, {"project": project})
    projects = events = 0
    breaks: list[Break] = []
    for _, chain in groupby(rows, key=lambda row: row.id):
        length, broken = _follow(chain)
        projects, events = projects + 1, events + length
        breaks += broken
    breaks += [
        Break(project_code=row.code, position=row.position, what=f"document {row.id} is not what was submitted")
        for row in connection.execute(_DOCUMENTS, {"project": project})
    ]
    return Verified(projects=projects, events=events, breaks=tuple(breaks))


def _follow(chain: Iterator[Row[tuple[object, ...]]]) -> tuple[int, list[Break]]:
    """The number of events, and the first break if there is one."""
    previous, position, broken = "", 0, list[Break]()
    for row in chain:
        if row.position is not None:
            position += 1
            if not broken and (row.position != position or row.hash != _hash(row, previous)):
                broken.append(_break(row, position, "is altered or missing"))
            previous = row.hash
    if not broken and (row.event_count, row.chain_hash) != (position, previous):
        broken.append(_break(row, position + 1, "is missing at the end"))
    return position, broken


def _hash(row: Row[tuple[object, ...]], previous: str) -> str:
    fact = {
        "type": row.type,
        "at": instant(row.at),
        "actor": row.actor,
        "stage": row.stage,
        "sub_approval": str(row.sub_approval) if row.sub_approval else None,
        "reason": row.reason,
        "basis": row.basis,
        "data": row.data,
    }
    return link(previous, ProjectId(row.project_id), row.position, fact)


def _break(row: Row[tuple[object, ...]], position: int, what: str) -> Break:
    return Break(project_code=row.code, position=position, what=f"event {position} {what}")
