"""The beginning of a project: from a plan to an aggregate, and its code."""

from collections.abc import Iterable
from datetime import datetime

from catalogs.plan import Plan, PlannedItem, PlannedStage
from catalogs.schema import DependencyKind, EditionId, MaterialKey, OfficeId, RegionCode, StageCode
from workflow.domain.aggregate import Project, Stage
from workflow.domain.events import EventType
from workflow.domain.ids import ProjectId, stage_id, sub_approval_id
from workflow.domain.lifecycles import PROJECT
from workflow.domain.people import PROVINCE, Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import CodeStatus
from workflow.domain.sub_approval import Leg, SubApproval
from workflow.errors import Conflict


def from_plan(
    plan: Plan,
    *,
    id: ProjectId,
    name: str,
    region: RegionCode,
    applicant_code: str,
    applicant_name: str,
    provisional_code: str,
) -> Project:
    """A draft project with everything its plan holds; nothing is sent out yet."""
    project = Project(
        id=id,
        name=name,
        kind=plan.classification.kind,
        edition=EditionId(plan.classification.edition),
        theme=plan.classification.theme,
        region=region,
        applicant_code=applicant_code,
        applicant_name=applicant_name,
        code=provisional_code,
        start_requires=list(plan.start_requires),
    )
    needs = needs_by_item(plan)
    for stage in plan.stages:
        project.stages.append(stage_from(id, stage))
        project.sub_approvals += [
            sub_approval_from(id, stage.stage, item, stage.lead_office, needs.get(item.item, []))
            for item in stage.items
        ]
    return project


def needs_by_item(plan: Plan) -> dict[str, list[MaterialKey]]:
    """The files the applicant hands in, by item; what an item's result supplies, or a form holds, is not asked for."""
    needs: dict[str, list[MaterialKey]] = {}
    for document in plan.documents:
        if document.form == "file" and not document.comes_from:
            for item in document.serves:
                needs.setdefault(item, []).append(document.material)
    return needs


def sub_approval_from(
    project: ProjectId, stage: StageCode, item: PlannedItem, lead: OfficeId, needs: Iterable[MaterialKey]
) -> SubApproval:
    """The first attempt at a planned item."""
    return SubApproval(
        id=sub_approval_id(project, item.item, 1),
        stage=stage,
        item=item.item,
        role=item.role,
        milestone=item.milestone,
        of_lead_office=item.legs[-1].office == lead,
        procedure=item.procedure,
        files_itself=item.files_itself,
        limit_days=item.limit.days,
        limit_unit=item.limit.unit,
        promised_days=item.limit.promised_days,
        waits_for=[p.item for p in item.prerequisites if p.kind is DependencyKind.PRECONDITION],
        needs=list(needs),
        legs=[Leg(position=leg.position, office=leg.office, role=leg.role, days=leg.days) for leg in item.legs],
    )


def register(project: Project, *, by: Actor, at: datetime) -> None:
    """The applicant registers; the code is provisional until the platform confirms it."""
    PROJECT.fire(project, "register")
    project.registered_at = at
    project.record(EventType.PROJECT_REGISTERED, by=by, at=at, provisional_code=project.code, kind=str(project.kind))


def declare_at_province(project: Project, *, code: str, at: datetime) -> None:
    """A project declared at the provincial portal arrives, its code confirmed already."""
    PROJECT.fire(project, "register")
    project.registered_at = at
    project.record(EventType.PROJECT_DECLARED_AT_PROVINCE, by=PROVINCE, at=at, kind=str(project.kind))
    confirm_code(project, code, at=at)


def confirm_code(project: Project, code: str, *, at: datetime) -> None:
    """The platform has issued the code; a repetition of the same answer changes nothing."""
    if project.code_is_confirmed:
        if project.code == code:
            return
        raise Conflict(
            f"项目已有确认的代码 {project.code}，省级平台又给出 {code}。",
            f"The project already has the confirmed code {project.code}; the platform now gives {code}.",
            mend_zh="请与省级平台核对后，由管理员处理。",
            mend_en="Settle it with the provincial platform first.",
        )
    provisional, project.code, project.code_status = project.code, code, CodeStatus.CONFIRMED
    if project.is_open:  # it may have been withdrawn while the platform was asked; the code is its own all the same
        PROJECT.fire(project, "confirm_code")
    project.record(EventType.CODE_CONFIRMED, by=PROVINCE, at=at, code=code, provisional_code=provisional)
    settle(project, at)


def refuse_code(project: Project, *, reason: str, at: datetime) -> None:
    """The platform refuses a code; the project stays as it is, to be withdrawn or asked for again."""
    if project.is_open and not project.code_is_confirmed:
        project.record(EventType.CODE_REFUSED, by=PROVINCE, at=at, reason=reason)


def stage_from(project: ProjectId, planned: PlannedStage) -> Stage:
    """A stage of the plan, still locked."""
    return Stage(
        id=stage_id(project, planned.stage),
        stage=planned.stage,
        order=planned.order,
        lead_office=planned.lead_office,
        join=planned.join,
        opens=planned.opens,
    )
