"""A project's history as a story."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.dependencies import TheLanguage, Work
from api.labels import Label, names_of
from api.problems import declared
from api.security import Viewer
from catalogs.loader import load
from workflow.domain.events import EventType
from workflow.domain.ids import ProjectId
from workflow.domain.people import Role
from workflow.operations import seeing
from workflow.views import trace as view
from workflow.views.story import tell

router = APIRouter(prefix="/projects/{id}", tags=["trace"], responses=declared(401, 403, 404, 422))


class TraceLineOut(BaseModel):
    position: int
    type: EventType
    at: datetime
    on: date = Field(description="当地日期 · the date in Asia/Shanghai")
    story: str = Field(examples=["昭通市发展和改革委员会受理“企业投资项目核准”，2026-03-30 前办结"])
    actor_name: str
    actor_role: Role
    actor_office: Label | None
    stage: str | None
    sub_approval: UUID | None
    item: str | None
    attempt: int | None
    reason: str
    is_withheld: bool = Field(description="意见不向申请人公开 · an opinion that is not shown to the applicant")
    basis: str
    data: dict[str, object]
    hash: str = Field(description="证据链 · this event's link of the project's chain")


class TraceOut(BaseModel):
    project: UUID
    project_code: str
    project_name: str
    lines: list[TraceLineOut]
    next: int | None = Field(description="下一页的 after · the next page's `after`")


@router.get("/trace", summary="办理过程 · its history as a story")
def trace(
    id: ProjectId,
    work: Work,
    viewer: Viewer,
    language: TheLanguage,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> TraceOut:
    project = seeing.see_project(work, id, viewer=viewer)
    lines = view.trace(work.connection, id, reader=viewer, after=after, limit=limit + 1)
    edition, names = load(project.edition), names_of(project.edition)
    return TraceOut(
        project=project.id,
        project_code=project.code,
        project_name=project.name,
        lines=[
            TraceLineOut(
                **{name: getattr(line, name) for name in TraceLineOut.model_fields if name not in _NAMED},
                story=language.of(tell(edition, project.theme, line)),
                actor_office=names.office(line.actor_office) if line.actor_office else None,
            )
            for line in lines[:limit]
        ],
        next=lines[limit - 1].position if lines[limit:] else None,
    )


_NAMED = {"story", "actor_office"}
