"""A sub-approval as the counter shows it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from api.idempotency import Command
from api.labels import Label, Names, names_of
from catalogs.schema import ItemRole, LegRole, LimitUnit, Procedure
from workflow.domain.aggregate import Project
from workflow.domain.allowing import Action, allowed
from workflow.domain.clock import local_date
from workflow.domain.discretion import answer_of, opinion_of
from workflow.domain.ids import SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.statuses import (
    FilingStatus,
    Hold,
    LegStatus,
    Outcome,
    SideProcedureKind,
    SideProcedureStatus,
    Status,
)
from workflow.domain.sub_approval import Leg, SideProcedure, SubApproval
from workflow.operations.seeing import after_act


class LegOut(BaseModel):
    position: int
    office: Label
    role: LegRole
    status: LegStatus
    offered_at: datetime | None
    acknowledged_at: datetime | None
    handed_over_at: datetime | None
    opinion: str = Field(description="初审意见；申请人在办结后可见 · to the applicant once it is decided")


class SideProcedureOut(BaseModel):
    kind: SideProcedureKind
    status: SideProcedureStatus
    opened_at: datetime
    closed_at: datetime | None
    due_on: date | None
    reason: str
    type: str
    office: Label | None
    materials: list[Label]
    answer: str = Field(description="答复意见不向申请人公开 · an office's opinion is not shown to the applicant")


class NeedOut(BaseModel):
    """A document the case needs from the applicant; `document` is null until one is handed in."""

    material: Label
    document: UUID | None
    version: int | None


class WaitOut(BaseModel):
    item: Label
    has_passed: bool


class CaseOut(BaseModel):
    """A sub-approval (办件): where it stands, who has it, when it is due, and what the asker can do about it."""

    id: UUID
    project: UUID
    project_code: str = Field(examples=["2603-530602-04-01-123450"])
    project_name: str
    stage: Label
    item: Label
    attempt: int
    role: ItemRole
    procedure: Procedure
    status: Status
    hold: Hold
    outcome: Outcome
    filing: FilingStatus
    applied_at: datetime | None
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    limit_days: int | None
    limit_unit: LimitUnit
    due_on: date | None
    due_is_provisional: bool = Field(description="超出已公布日历，可能变动 · past the published calendars, may move")
    promised_on: date | None
    result_number: str
    result_on: date | None
    legs: list[LegOut]
    acting_offices: list[Label] = Field(description="现在可以办理的部门 · who can act now")
    side_procedures: list[SideProcedureOut]
    needs: list[NeedOut]
    waits_for: list[WaitOut]
    allowed: list[Action] = Field(
        description="您现在可以做的，即 /sub-approvals/{id}/ 之后的路径 · what you can do now: the path after the case"
    )


def case_after(command: Command, id: SubApprovalId) -> CaseOut:
    """The case as the act in this transaction has left it."""
    return case_out(*after_act(command.work, id), command.actor, now=command.now)


def case_out(project: Project, sub: SubApproval, viewer: Actor, *, now: datetime) -> CaseOut:
    names = names_of(project.edition)
    return CaseOut(
        **{name: getattr(sub, name) for name in CaseOut.model_fields if name in _PLAIN},
        project=project.id,
        project_code=project.code,
        project_name=project.name,
        stage=names.stage(project.theme, sub.stage),
        item=names.item(sub.item),
        legs=[_leg(names, leg, opinion_of(leg, sub, reader=viewer)) for leg in sub.legs],
        acting_offices=[names.office(office) for office in sub.acting_offices],
        side_procedures=[_side_procedure(names, one, answer_of(one, reader=viewer)) for one in sub.side_procedures],
        needs=list(_needs(names, project, sub)),
        waits_for=[WaitOut(item=names.item(item), has_passed=project.has_passed(item)) for item in sub.waits_for],
        allowed=list(allowed(viewer, project, sub, on=local_date(now))),
    )


_NAMED = {"project", "project_code", "project_name", "stage", "item", "legs", "acting_offices", "side_procedures"}
_PLAIN = CaseOut.model_fields.keys() - _NAMED - {"needs", "waits_for", "allowed"}


def _leg(names: Names, leg: Leg, opinion: str) -> LegOut:
    return LegOut(
        position=leg.position,
        office=names.office(leg.office),
        role=leg.role,
        status=leg.status,
        offered_at=leg.offered_at,
        acknowledged_at=leg.acknowledged_at,
        handed_over_at=leg.handed_over_at,
        opinion=opinion,
    )


def _side_procedure(names: Names, one: SideProcedure, answer: str) -> SideProcedureOut:
    return SideProcedureOut(
        kind=one.kind,
        status=one.status,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        due_on=one.due_on,
        reason=one.reason,
        type=one.type,
        office=names.office(one.office) if one.office else None,
        materials=[names.material(material) for material in one.materials],
        answer=answer,
    )


def _needs(names: Names, project: Project, sub: SubApproval) -> Iterable[NeedOut]:
    latest = {document.material: document for document in project.documents}
    for material in sub.needs:
        document = latest.get(material)
        yield NeedOut(
            material=names.material(material),
            document=document.id if document else None,
            version=document.version if document else None,
        )
