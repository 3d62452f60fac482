"""Supervision orders (督办) of the province: for offices and overseers, not for applicants."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import Work
from api.labels import Label, names_of
from api.paging import Cursor, Limit, Page, cursor_of, place_of
from api.problems import declared
from api.security import Viewer
from workflow.domain.ids import ProjectId
from workflow.domain.people import Actor
from workflow.domain.permissions import Scope, Verb
from workflow.operations import seeing
from workflow.views import supervision_orders as view

router = APIRouter(tags=["supervision-orders"], responses=declared(401, 403, 422))


class SupervisionOrderOut(BaseModel):
    id: str = Field(description="省级督办编号 · the province's own number", examples=["DB-2026-0001"])
    project: UUID
    project_code: str
    project_name: str
    item: Label | None = Field(description="缺省为整个项目 · null: the whole project")
    matter: str
    due_on: date
    issued_by: str
    issued_at: datetime
    arrived_at: datetime


@router.get("/supervision-orders", summary="省级督办 · supervision orders")
def supervision_orders(
    work: Work, viewer: Viewer, after: Cursor = None, limit: Limit = 50
) -> Page[SupervisionOrderOut]:
    """On projects the viewer may see, the latest to arrive first."""
    reach = seeing.reach_of(viewer, Verb.SEE_SUPERVISION_ORDERS)
    return _page(work, viewer, reach, project=None, after=after, limit=limit)


@router.get("/projects/{id}/supervision-orders", summary="项目的省级督办 · a project's orders", responses=declared(404))
def of_project(
    id: ProjectId, work: Work, viewer: Viewer, after: Cursor = None, limit: Limit = 50
) -> Page[SupervisionOrderOut]:
    reach = seeing.see_supervision_orders(work, id, viewer=viewer)
    return _page(work, viewer, reach, project=id, after=after, limit=limit)


def _page(
    work: Work, viewer: Actor, reach: frozenset[Scope], *, project: ProjectId | None, after: str | None, limit: int
) -> Page[SupervisionOrderOut]:
    place = place_of(after, view.Place)
    lines = view.supervision_orders(work.connection, viewer, reach, project=project, after=place, limit=limit + 1)
    last = lines[limit - 1] if lines[limit:] else None
    return Page(items=[_out(line) for line in lines[:limit]], next=last and cursor_of(last.place))


def _out(line: view.SupervisionOrder) -> SupervisionOrderOut:
    plain = {name: getattr(line, name) for name in SupervisionOrderOut.model_fields if name != "item"}
    return SupervisionOrderOut(**plain, item=names_of(line.edition).item(line.item) if line.item else None)
