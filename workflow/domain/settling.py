"""What follows by itself: stages open, cases go out, filings complete, joins fire, the project becomes ready."""

from datetime import datetime

from catalogs.schema import StageOpening
from workflow.domain import filing, joining
from workflow.domain.aggregate import Project, Stage
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.lifecycles import PROJECT, STAGE, SUB_APPROVAL
from workflow.domain.people import SYSTEM
from workflow.domain.statuses import ProjectStatus, StageStatus, Status
from workflow.domain.sub_approval import SubApproval


def settle(project: Project, at: datetime) -> None:
    """Carry a change to everything it makes possible, until nothing more follows. Safe to call again."""
    while _step(project, at):
        pass


def _step(project: Project, at: datetime) -> bool:
    moved = False
    for stage in sorted(project.stages, key=lambda stage: stage.order):
        moved |= _open(project, stage, at)
        moved |= _dispatch(project, stage, at)
        moved |= _file(project, stage, at)
        moved |= _join(project, stage, at)
    moved |= _become_ready(project, at)
    moved |= _lose_readiness(project, at)
    return _complete_withdrawal(project, at) or moved


def _open(project: Project, stage: Stage, at: datetime) -> bool:
    if stage.status is not StageStatus.LOCKED or not may_open(project, stage):
        return False
    STAGE.fire(stage, "open")
    stage.opened_at = at
    project.record(EventType.STAGE_OPENED, by=SYSTEM, at=at, stage=stage.stage)
    return True


def may_open(project: Project, stage: Stage) -> bool:
    """Has what the theme lets the stage wait for happened?"""
    if not project.is_open or not project.code_is_confirmed:
        return False
    if stage.opens is StageOpening.CODED:
        return True
    if stage.opens is StageOpening.CONSTRUCTING:
        return project.status is ProjectStatus.CONSTRUCTING
    before = [other for other in project.stages if other.order < stage.order]
    return not before or max(before, key=lambda other: other.order).status is StageStatus.CLOSED


def _dispatch(project: Project, stage: Stage, at: datetime) -> bool:
    ready = [sub for sub in project.in_stage(stage) if may_dispatch(project, stage, sub)]
    for sub in ready:
        SUB_APPROVAL.fire(sub, "dispatch")
        project.record(
            EventType.DISPATCHED,
            by=SYSTEM,
            at=at,
            sub=sub,
            offices=[leg.office for leg in sub.legs if leg.position == 0],
        )
    return bool(ready)


def _file(project: Project, stage: Stage, at: datetime) -> bool:
    complete = [sub for sub in project.in_stage(stage) if filing.is_complete(sub)]
    for sub in complete:
        filing.file(project, sub, at=at)
    return bool(complete)


def may_dispatch(project: Project, stage: Stage, sub: SubApproval) -> bool:
    """Applied for, its stage open, what it waits for passed, its documents complete, and nobody withdrawing."""
    return (
        sub.status is Status.PLANNED
        and sub.applied_at is not None
        and stage.status is not StageStatus.LOCKED
        and project.is_open
        and not project.withdrawal_reason
        and not project.unmet_prerequisites(sub)
        and not project.missing_documents(sub)
    )


def _join(project: Project, stage: Stage, at: datetime) -> bool:
    if stage.status is not StageStatus.OPEN:
        return False
    verdict = joining.verdict(project, stage)
    newly_blocked = verdict is joining.Verdict.BLOCKED and not stage.is_blocked
    stage.is_blocked = verdict is joining.Verdict.BLOCKED
    if newly_blocked:
        project.record(EventType.STAGE_BLOCKED, by=SYSTEM, at=at, stage=stage.stage)
    if verdict is not joining.Verdict.PASSED:
        return False
    STAGE.fire(stage, "close")
    stage.closed_at = at
    project.record(EventType.STAGE_CLOSED, by=SYSTEM, at=at, stage=stage.stage, policy=str(stage.join))
    return True


def _lose_readiness(project: Project, at: datetime) -> bool:
    """A filing was cancelled, or an item found necessary, after everything had seemed done."""
    if not PROJECT.allows(project, "lose_readiness"):
        return False
    PROJECT.fire(project, "lose_readiness")
    missing = [item for item in project.start_requires if not project.has_passed(item)]
    project.record(EventType.READINESS_LOST, by=SYSTEM, at=at, missing=missing)
    return True


def _complete_withdrawal(project: Project, at: datetime) -> bool:
    """The whole is withdrawn once no office has anything in hand, however the last case ended."""
    if not project.withdrawal_reason or not PROJECT.allows(project, "withdraw"):
        return False
    for sub in project.sub_approvals:
        if sub.status is Status.PLANNED:
            end_case(sub, "void", at=at)
            project.record(EventType.VOIDED, by=SYSTEM, at=at, sub=sub)
    PROJECT.fire(project, "withdraw")
    project.record(EventType.PROJECT_WITHDRAWN, by=SYSTEM, at=at, reason=project.withdrawal_reason)
    return True


def _become_ready(project: Project, at: datetime) -> bool:
    if not PROJECT.allows(project, "become_ready"):
        return False
    PROJECT.fire(project, "become_ready")
    project.record(EventType.READY_TO_START, by=SYSTEM, at=at)
    return True
