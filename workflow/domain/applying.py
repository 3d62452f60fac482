"""What the applicant does: hand in documents, apply for a stage, apply again, add an item, report construction."""

from collections.abc import Sequence
from datetime import datetime

from catalogs.schema import ItemKey, ItemRole, StageCode
from workflow.domain.absence import no_item
from workflow.domain.aggregate import Document, Project, Stage
from workflow.domain.events import EventType
from workflow.domain.ids import sub_approval_id
from workflow.domain.lifecycles import PROJECT
from workflow.domain.people import Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import CLOCK_RUNS, FilingStatus, ProjectStatus, SideProcedureKind, StageStatus, Status
from workflow.domain.sub_approval import Leg, SubApproval
from workflow.domain.words import called
from workflow.errors import CodeNotConfirmed, Conflict, DocumentsMissing, PrerequisitesNotMet


def submit_document(project: Project, document: Document, *, by: Actor, at: datetime) -> None:
    """Take in a version of a material: it serves every item that asks for it, and those that waited go out.

    What an office has accepted is what it decides on: it is not replaced under its hands, unless a notice asks for it.
    """
    _refuse_replacement_under_review(project, document)
    project.documents = [d for d in project.documents if d.material != document.material] + [document]
    project.record(
        EventType.DOCUMENT_SUBMITTED,
        by=by,
        at=at,
        document=str(document.id),
        material=document.material,
        version=document.version,
        sha256=document.sha256,
        serves=[sub.item for sub in project.sub_approvals if document.material in sub.needs],
    )
    settle(project, at)


def _refuse_replacement_under_review(project: Project, document: Document) -> None:
    users = [s for s in project.sub_approvals if document.material in s.needs]
    asked_for = any(
        document.material in correction.materials
        for sub in users
        for correction in sub.open_side_procedures(SideProcedureKind.CORRECTION)
    )
    reviewing = [sub.item for sub in users if sub.status in CLOCK_RUNS]
    if reviewing and not asked_for:
        raise Conflict(
            f"材料“{document.material}”正用于审查中的事项：{'、'.join(reviewing)}，现在不能替换。",
            f"'{document.material}' is under review for {', '.join(reviewing)}; it cannot be replaced now.",
            mend_zh="请等这些事项办结，或先申请撤件。",
            mend_en="Wait for these decisions, or ask to withdraw the items.",
            material=document.material,
            items=reviewing,
        )


def apply_for_stage(
    project: Project, code: StageCode, items: Sequence[ItemKey] | None, *, by: Actor, at: datetime
) -> None:
    """Apply for all items of a stage, or for the named ones now.

    All: what is ready goes out at once, the rest follows by itself as results and documents come in.
    Named: each must be ready, else nothing is applied for and the error says what each still lacks.
    """
    stage = project.stage(code)
    _refuse_closed_door(project, stage)
    chosen = [sub for sub in project.in_stage(stage) if sub.status is Status.PLANNED and sub.applied_at is None]
    if items is not None:
        chosen = [_named(project, stage, item) for item in items]
        for sub in chosen:
            _refuse_unready(project, sub)
    if not chosen:
        raise Conflict(
            f"阶段“{code}”没有可申请的事项：都已申请。",
            f"Stage '{code}' has nothing left to apply for.",
            mend_zh="请在办件列表查看进度；被退回或不予许可的事项请用“再次申请”。",
            mend_en="See the list of cases; use 'apply again' for what was returned or refused.",
            stage=code,
        )
    for sub in chosen:
        sub.applied_at = at
    stage.applied_at = stage.applied_at or at
    project.record(EventType.STAGE_APPLIED, by=by, at=at, stage=code, items=[sub.item for sub in chosen])
    if project.status is ProjectStatus.CODED:
        PROJECT.fire(project, "begin_permitting")
        project.record(EventType.PERMITTING_BEGUN, by=by, at=at)
    settle(project, at)


def apply_again(project: Project, item: ItemKey, *, by: Actor, at: datetime) -> SubApproval:
    """A new attempt at an item that ended without passing (refused, not accepted, returned, withdrawn)."""
    last = project.latest(item)
    if last is None:
        raise no_item(item, {sub.item for sub in project.sub_approvals})
    _refuse_after_cancellation(last)
    if not last.has_ended or last.has_passed or not project.is_open:
        raise Conflict(
            f"事项“{item}”第 {last.attempt} 次申请的状态为“{called(last.status).zh}”，不能再次申请。",
            f"Attempt {last.attempt} at '{item}' is {called(last.status).en}; it cannot be applied for again.",
            mend_zh="只有未通过而终结的事项可以再次申请。",
            mend_en="Only what ended without passing can be applied for again.",
            item=item,
        )
    again = SubApproval(
        id=sub_approval_id(project.id, item, last.attempt + 1),
        stage=last.stage,
        item=item,
        attempt=last.attempt + 1,
        role=last.role,
        milestone=last.milestone,
        of_lead_office=last.of_lead_office,
        procedure=last.procedure,
        files_itself=last.files_itself,
        limit_days=last.limit_days,
        limit_unit=last.limit_unit,
        promised_days=last.promised_days,
        waits_for=list(last.waits_for),
        needs=list(last.needs),
        legs=[Leg(position=leg.position, office=leg.office, role=leg.role, days=leg.days) for leg in last.legs],
        applied_at=at if project.stage(last.stage).applied_at else None,
    )
    project.sub_approvals.append(again)
    project.record(EventType.ITEM_REAPPLIED, by=by, at=at, sub=again, item=item, attempt=again.attempt)
    settle(project, at)
    return again


def add_item(
    project: Project,
    sub: SubApproval,
    *,
    unlocks: Sequence[ItemKey],
    start_requires: bool,
    by: Actor,
    at: datetime,
    reason: str,
) -> None:
    """An item found necessary later joins its stage; beside it when the stage's join has already fired.

    What has not gone out yet and depends on it (`unlocks`) waits for it from now on, and so does the start of
    construction where the law wants it.
    """
    if not project.is_open:
        raise Conflict(
            f"项目状态为“{called(project.status).zh}”，不能增补事项。",
            f"The project is {called(project.status).en}; nothing can be added.",
            mend_zh="只有未终结的项目可以增补事项。",
            mend_en="Items are added to projects that have not ended.",
        )
    if project.latest(sub.item) is not None:
        raise Conflict(
            f"事项“{sub.item}”已在项目中。",
            f"The project already has '{sub.item}'.",
            mend_zh="未通过的事项请用“再次申请”。",
            mend_en="Use 'apply again' for an item that did not pass.",
            item=sub.item,
        )
    stage = project.stage(sub.stage)
    if stage.status is StageStatus.CLOSED:
        sub.role = ItemRole.BESIDE
    if stage.applied_at:
        sub.applied_at = at
    for dependant in project.sub_approvals:
        if dependant.item in unlocks and dependant.status is Status.PLANNED:
            dependant.waits_for.append(sub.item)
    if start_requires:
        project.start_requires.append(sub.item)
    project.sub_approvals.append(sub)
    project.record(EventType.ITEM_ADDED, by=by, at=at, sub=sub, reason=reason, item=sub.item)
    settle(project, at)


def report_start(project: Project, *, by: Actor, at: datetime) -> None:
    """Construction has begun (条例673 Art.16); the completion stage opens."""
    PROJECT.fire(project, "start_construction")
    project.record(EventType.CONSTRUCTION_STARTED, by=by, at=at)
    settle(project, at)


def report_completion(project: Project, *, by: Actor, at: datetime) -> None:
    """Construction is complete and accepted: every stage closed."""
    PROJECT.fire(project, "complete")
    project.record(EventType.CONSTRUCTION_COMPLETED, by=by, at=at)


def _refuse_after_cancellation(last: SubApproval) -> None:
    if last.filing is FilingStatus.CANCELLED:
        raise Conflict(
            f"备案“{last.item}”已被撤销，不能照原样再次备案。",
            f"The filing '{last.item}' was cancelled; the same information cannot be filed again.",
            mend_zh="请按撤销理由更正项目信息，撤回本项目后重新登记。",
            mend_en="Mend the project's information as the reason says; withdraw this project and register anew.",
            item=last.item,
        )


def _refuse_closed_door(project: Project, stage: Stage) -> None:
    if not project.code_is_confirmed:
        raise CodeNotConfirmed(
            f"项目“{project.name}”的代码 {project.code} 还未经省级平台确认，不能申请。",
            f"The code {project.code} of '{project.name}' is not confirmed; nothing can be applied for.",
            mend_zh="赋码通常在一分钟内完成；超时请联系中心窗口。",
            mend_en="Codes are usually issued within a minute; otherwise ask the centre's window.",
            code=project.code,
        )
    if stage.status is StageStatus.LOCKED or not project.is_open:
        waits = _waits_for(project, stage)
        raise Conflict(
            f"阶段“{stage.stage}”尚未开启。",
            f"Stage '{stage.stage}' is not open.",
            mend_zh=f"它等待：{waits}。",
            mend_en=f"It waits for: {waits}.",
            stage=stage.stage,
            waits_for=waits,
        )


def _waits_for(project: Project, stage: Stage) -> str:
    if not project.is_open:
        return str(project.status)
    open_before = [s.stage for s in project.stages if s.order < stage.order and s.status is not StageStatus.CLOSED]
    return ", ".join(open_before) or str(stage.opens)


def _named(project: Project, stage: Stage, item: ItemKey) -> SubApproval:
    for sub in project.in_stage(stage):
        if sub.item == item:
            return sub
    raise no_item(item, {sub.item for sub in project.in_stage(stage)})


def _refuse_unready(project: Project, sub: SubApproval) -> None:
    if sub.status is not Status.PLANNED:
        raise Conflict(
            f"事项“{sub.item}”已经申请，状态为“{called(sub.status).zh}”。",
            f"'{sub.item}' has been applied for; it is {called(sub.status).en}.",
            mend_zh="请在办件列表查看进度。",
            mend_en="See the list of cases.",
            item=sub.item,
        )
    if unmet := project.unmet_prerequisites(sub):
        raise PrerequisitesNotMet(
            f"事项“{sub.item}”的前置事项未通过：{'、'.join(unmet)}。",
            f"'{sub.item}' waits for items that have not passed: {', '.join(unmet)}.",
            mend_zh="请先办结前置事项；或不点名事项而申请整个阶段，前置通过后系统自动派发。",
            mend_en="Finish those first; or apply for the whole stage, and it is dispatched by itself when they pass.",
            item=sub.item,
            unmet=unmet,
        )
    if missing := project.missing_documents(sub):
        raise DocumentsMissing(
            f"事项“{sub.item}”缺少材料：{'、'.join(missing)}。",
            f"'{sub.item}' lacks documents: {', '.join(missing)}.",
            mend_zh="请先上传这些材料。",
            mend_en="Hand these in first.",
            item=sub.item,
            missing=missing,
        )
