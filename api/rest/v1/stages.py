"""A project's stages: one application each, and the board that shows them with their cases."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import Work
from api.fields import Body
from api.idempotency import TheCommand
from api.labels import Label, Names, names_of
from api.problems import declared
from api.rest.v1.project_out import ProjectOut, project_out
from api.security import Viewer
from catalogs.schema import ItemKey, ItemRole, JoinPolicy, StageCode, StageOpening
from workflow.domain.ids import ProjectId
from workflow.domain.statuses import UNDECIDED, FilingStatus, Hold, Outcome, StageStatus, Status
from workflow.operations import applying, seeing
from workflow.views import projects as view
from workflow.views.supervision_orders import count_of

router = APIRouter(prefix="/projects/{id}", tags=["stages"], responses=declared(401, 403, 404, 422))


class Application(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"items": ["enterprise_verification"]}]})

    items: list[ItemKey] | None = Field(
        default=None,
        max_length=200,
        description="缺省为整个阶段；点名的事项须已具备条件 · all by default; named ones must be ready",
    )


class BoardCaseOut(BaseModel):
    id: UUID
    item: Label
    attempt: int
    role: ItemRole
    centre: Label = Field(description="现在所在的中心 · where it lies now")
    offices: list[Label] = Field(description="接力各段的部门 · every leg's office, in order")
    acting_offices: list[Label]
    status: Status
    hold: Hold
    outcome: Outcome
    filing: FilingStatus
    applied_at: datetime | None
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    due_on: date | None
    due_is_provisional: bool
    promised_on: date | None
    result_number: str


class BoardStageOut(BaseModel):
    stage: Label
    order: int
    lead_office: Label
    join: JoinPolicy
    opens: StageOpening
    status: StageStatus
    is_blocked: bool
    opened_at: datetime | None
    applied_at: datetime | None
    closed_at: datetime | None
    cases: list[BoardCaseOut]


class BoardOut(BaseModel):
    project: ProjectOut
    stages: list[BoardStageOut]
    supervision_orders: int | None = Field(
        description="省级督办件数；申请人为空 · orders of the province; null for the applicant"
    )


@router.post("/stages/{stage}/application", summary="申请一个阶段 · apply for a stage", responses=declared(409))
def apply(id: ProjectId, stage: StageCode, body: Application, command: TheCommand) -> ProjectOut:
    """What is ready goes out at once to every centre concerned; the rest follows by itself."""
    project = applying.apply_for_stage(
        command.work, id, stage, items=body.items, applicant=command.actor, now=command.now
    )
    return command.answer(project_out(project))


@router.get("/board", summary="进度板 · the board")
def board(id: ProjectId, work: Work, viewer: Viewer) -> BoardOut:
    """Every stage with every attempt at its items."""
    project = seeing.see_project(work, id, viewer=viewer)
    names = names_of(project.edition)
    stages = [_stage(names, project.theme, one) for one in view.board(work.connection, id)]
    orders = count_of(work.connection, id) if seeing.may_see_supervision_orders(viewer, project) else None
    return BoardOut(project=project_out(project), stages=stages, supervision_orders=orders)


def _stage(names: Names, theme: str, one: view.BoardStage) -> BoardStageOut:
    plain = {name: getattr(one, name) for name in BoardStageOut.model_fields if name not in _NAMED}
    return BoardStageOut(
        **plain,
        stage=names.stage(theme, one.stage),
        lead_office=names.office(one.lead_office),
        cases=[_case(names, case) for case in one.cases],
    )


def _case(names: Names, one: view.BoardCase) -> BoardCaseOut:
    plain = {name: getattr(one, name) for name in BoardCaseOut.model_fields if name not in _NAMED}
    # On its way in it is shown where it goes first, after its end where it was decided.
    first, last = one.offices[0], one.offices[-1]
    at = next(iter(one.acting_offices), first if one.status in UNDECIDED else last)
    return BoardCaseOut(
        **plain,
        item=names.item(one.item),
        centre=names.region(at.partition(".")[0]),
        offices=[names.office(office) for office in one.offices],
        acting_offices=[names.office(office) for office in one.acting_offices],
    )


_NAMED = {"stage", "lead_office", "cases", "item", "centre", "offices", "acting_offices"}
