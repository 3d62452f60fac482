"""Withdrawal (撤件) of an item or of the whole project: asked by the applicant, confirmed by whoever has it in hand."""

from datetime import datetime

from workflow.domain.aggregate import Project
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.holding import close, open_side_procedure
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import (
    UNDECIDED,
    ProjectStatus,
    SideProcedureKind,
    SideProcedureStatus,
    Status,
)
from workflow.domain.sub_approval import SubApproval
from workflow.domain.words import called
from workflow.errors import TransitionRefused


def request_withdrawal(project: Project, sub: SubApproval, *, reason: str, by: Actor, at: datetime) -> None:
    """Not dispatched yet: withdrawn at once. In hand: the office confirms or refuses."""
    if sub.status not in UNDECIDED or sub.withdrawal_is_pending:
        raise TransitionRefused(
            f"办件状态为“{called(sub.status).zh}”（{called(sub.hold).zh}），不能申请撤件。",
            f"The case is {called(sub.status).en} ({called(sub.hold).en}); it cannot be withdrawn.",
            mend_zh="办结之前、且没有未答复的撤件申请时可以撤件。",
            mend_en="It can be withdrawn before its decision, and while no withdrawal is pending.",
            trigger="request_withdrawal",
            status=str(sub.status),
        )
    project.record(EventType.WITHDRAWAL_REQUESTED, by=by, at=at, sub=sub, reason=reason)
    if sub.status is Status.PLANNED:
        end_case(sub, "withdraw", at=at)
        project.record(EventType.WITHDRAWAL_CONFIRMED, by=SYSTEM, at=at, sub=sub)
        settle(project, at)
    else:
        open_side_procedure(sub, SideProcedureKind.WITHDRAWAL, at=at, reason=reason)


def confirm_withdrawal(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """The office lets the case go; the last one completes a withdrawal of the whole."""
    requests = sub.open_side_procedures(SideProcedureKind.WITHDRAWAL)
    end_case(sub, "confirm_withdrawal", at=at)
    for request in requests:
        request.status = SideProcedureStatus.DONE
    project.record(EventType.WITHDRAWAL_CONFIRMED, by=by, at=at, sub=sub)
    settle(project, at)


def refuse_withdrawal(project: Project, sub: SubApproval, *, reason: str, by: Actor, at: datetime) -> None:
    """The case goes on as it was; a withdrawal of the whole is thereby off, for the other cases too."""
    if not sub.withdrawal_is_pending:
        raise TransitionRefused(
            "申请人没有申请撤件。",
            "The applicant has not asked to withdraw it.",
            mend_zh="须由申请人先提出撤件。",
            mend_en="The applicant asks first.",
            trigger="refuse_withdrawal",
            status=str(sub.status),
        )
    _end_request(sub, at)
    project.record(EventType.WITHDRAWAL_REFUSED, by=by, at=at, sub=sub, reason=reason)
    if project.withdrawal_reason:
        project.withdrawal_reason = ""
        for other in project.sub_approvals:
            _end_request(other, at)
        project.record(EventType.PROJECT_WITHDRAWAL_REFUSED, by=by, at=at, reason=reason)
    settle(project, at)


def request_withdrawal_of_project(project: Project, *, reason: str, by: Actor, at: datetime) -> None:
    """Ask it of every office that has a case in hand; with none in hand the project is withdrawn at once."""
    withdrawable = (ProjectStatus.REGISTERED, ProjectStatus.CODED, ProjectStatus.PERMITTING)
    if project.status not in (*withdrawable, ProjectStatus.READY_TO_START) or project.withdrawal_reason:
        raise TransitionRefused(
            f"项目状态为“{called(project.status).zh}”，不能申请撤件，或已经申请。",
            f"The project is {called(project.status).en}; it cannot be withdrawn, or a withdrawal is pending.",
            mend_zh="开工之前可以撤件。",
            mend_en="It can be withdrawn before construction starts.",
            trigger="request_withdrawal_of_project",
            status=str(project.status),
        )
    project.withdrawal_reason = reason
    project.record(EventType.PROJECT_WITHDRAWAL_REQUESTED, by=by, at=at, reason=reason)
    for sub in project.sub_approvals:
        if not sub.has_ended and sub.status is not Status.PLANNED and not sub.withdrawal_is_pending:
            request_withdrawal(project, sub, reason=reason, by=by, at=at)
    settle(project, at)


def _end_request(sub: SubApproval, at: datetime) -> None:
    for procedure in sub.open_side_procedures(SideProcedureKind.WITHDRAWAL):
        close(sub, procedure, SideProcedureStatus.FAILED, at=at)
