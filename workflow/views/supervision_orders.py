"""Supervision orders (督办) of the province, as those see them who may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from workflow.domain.people import Actor
from workflow.domain.permissions import Scope
from workflow.views.reach import of_viewer, within


@dataclass(frozen=True, kw_only=True)
class SupervisionOrder:
    """An order on a project, or on one of its items."""

    id: str  # the province's own
    project: UUID
    project_code: str
    project_name: str
    edition: str
    item: str | None
    matter: str
    due_on: date
    issued_by: str
    issued_at: datetime
    arrived_at: datetime

    @property
    def place(self) -> "Place":
        return Place(arrived_at=self.arrived_at, id=self.id)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page of the list ended."""

    arrived_at: datetime
    id: str


_ORDERS = """
    SELECT o.id, p.id AS project, p.code AS project_code, p.name AS project_name, p.edition, o.item, o.matter, o.due_on,
      o.issued_by, o.issued_at, o.arrived_at
    FROM supervision_orders o JOIN projects p ON p.id = o.project_id
    WHERE (CAST(:project AS uuid) IS NULL OR o.project_id = :project)
      AND (CAST(:after_id AS text) IS NULL
           OR (o.arrived_at, o.id) < (CAST(:after_at AS timestamptz), CAST(:after_id AS text)))
      AND {reach}
    ORDER BY o.arrived_at DESC, o.id DESC LIMIT :limit
    """
_COUNT = text("SELECT count(*) FROM supervision_orders WHERE project_id = :project")


def supervision_orders(
    connection: Connection,
    viewer: Actor,
    reach: Iterable[Scope],
    *,
    project: UUID | None = None,
    after: Place | None = None,
    limit: int,
) -> Sequence[SupervisionOrder]:
    """The orders within the viewer's reach, the latest to arrive first."""
    rows = connection.execute(
        text(_ORDERS.format(reach=within(reach))),
        {
            **of_viewer(viewer),
            "project": project,
            "after_at": after and after.arrived_at,
            "after_id": after and after.id,
            "limit": limit,
        },
    )
    return [SupervisionOrder(**row) for row in rows.mappings()]


def count_of(connection: Connection, project: UUID) -> int:
    """How many orders a project has had."""
    number: int = connection.execute(_COUNT, {"project": project}).scalar_one()
    return number
