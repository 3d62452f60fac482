"""From the centre's counter to acceptance: receipt, acceptance, refusal to accept, correction."""

from collections.abc import Sequence
from datetime import date, datetime

from catalogs.calendar import Calendar
from catalogs.schema import MaterialKey, OfficeId, RegionCode
from workflow.domain import relaying
from workflow.domain.aggregate import Project
from workflow.domain.clock import local_date, set_due_dates
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.holding import close, open_side_procedure
from workflow.domain.lifecycles import SUB_APPROVAL
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import SideProcedureKind, SideProcedureStatus, Status
from workflow.domain.sub_approval import SideProcedure, SubApproval
from workflow.domain.words import called
from workflow.errors import CodeNotConfirmed, Conflict, DocumentsMissing, TransitionRefused, WrongInput


def receive(project: Project, sub: SubApproval, *, centre: RegionCode | None = None, at: datetime) -> bool:
    """The case reaches a centre (None: each one it was sent to); False when nothing was on its way there.

    The accepting office's centre gives the receipt; where other counties examine beside it, each takes in its own leg.
    """
    begun = relaying.arrive_first(sub, centre, at)
    for leg in begun:
        if leg is sub.legs[0]:
            SUB_APPROVAL.fire(sub, "receive")
            sub.received_at = at
            documents = project.digests(sub)
            project.record(EventType.RECEIVED, by=SYSTEM, at=at, sub=sub, office=leg.office, documents=documents)
        else:
            project.record(EventType.EXAMINATION_ARRIVED, by=SYSTEM, at=at, sub=sub, office=leg.office)
    if begun:
        settle(project, at)
    return bool(begun)


def accept(project: Project, sub: SubApproval, *, by: Actor, at: datetime, calendar: Calendar) -> None:
    """受理: the clock starts, counted from the next day."""
    if not project.code_is_confirmed:
        raise CodeNotConfirmed(
            f"项目代码 {project.code} 未经确认，任何部门不得受理。",
            f"The project code {project.code} is not confirmed; no office may accept.",
            mend_zh="请等待省级平台赋码。",
            mend_en="Wait for the platform's code.",
            code=project.code,
        )
    SUB_APPROVAL.fire(sub, "accept")
    sub.accepted_at = at
    set_due_dates(sub, calendar)
    project.record(
        EventType.ACCEPTED,
        by=by,
        at=at,
        sub=sub,
        due_on=sub.due_on.isoformat() if sub.due_on else None,
        promised_on=sub.promised_on.isoformat() if sub.promised_on else None,
    )


def refuse_acceptance(
    project: Project, sub: SubApproval, *, reason: str, right_office: OfficeId | None, by: Actor, at: datetime
) -> None:
    """不受理 (no permit is needed) or, naming the office that is competent, 不予受理 (行政许可法 Art.32(1)(2))."""
    end_case(sub, "refuse_acceptance", at=at)
    project.record(
        EventType.NOT_ACCEPTED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        right_office=right_office,
    )
    settle(project, at)


def request_correction(
    project: Project,
    sub: SubApproval,
    *,
    materials: Sequence[MaterialKey],
    reason: str,
    due_on: date | None,
    by: Actor,
    at: datetime,
) -> SideProcedure:
    """补正: one complete notice (一次性告知) that names every material to be corrected; there is no second one."""
    if sub.status is not Status.RECEIVED or not sub.is_not_held:
        raise TransitionRefused(
            f"办件状态为“{called(sub.status).zh}”（{called(sub.hold).zh}），不能要求补正。",
            f"The case is {called(sub.status).en} ({called(sub.hold).en}); a correction cannot be asked for.",
            mend_zh="补正须在收件后、受理前一次提出。",
            mend_en="Ask for it once, after receipt and before acceptance.",
            trigger="request_correction",
            status=str(sub.status),
        )
    _refuse_second_notice(sub)
    _refuse_wrong_materials(sub, materials)
    correction = open_side_procedure(
        sub, SideProcedureKind.CORRECTION, at=at, reason=reason, due_on=due_on, materials=list(materials)
    )
    project.record(
        EventType.CORRECTION_REQUESTED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        materials=list(materials),
        due_on=due_on.isoformat() if due_on else None,
    )
    return correction


def submit_correction(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """The applicant has handed in a new version of each material named; the case is received anew."""
    correction = _open_correction(sub)
    submitted = {d.material: d.submitted_at for d in project.documents}
    missing = [m for m in correction.materials if m not in submitted or submitted[m] < correction.opened_at]
    if missing:
        raise DocumentsMissing(
            f"以下材料还没有补正：{'、'.join(missing)}。",
            f"Not corrected yet: {', '.join(missing)}.",
            mend_zh="请先上传这些材料的新版本，再提交补正。",
            mend_en="Hand in a new version of each, then submit the correction.",
            missing=missing,
        )
    close(sub, correction, SideProcedureStatus.DONE, at=at)
    project.record(
        EventType.CORRECTION_SUBMITTED,
        by=by,
        at=at,
        sub=sub,
        materials=list(correction.materials),
        documents=project.digests(sub),
    )


def return_uncorrected(project: Project, sub: SubApproval, *, reason: str, by: Actor, at: datetime) -> None:
    """退件: the correction was not met, or lapsed; not before the applicant's time for it is over."""
    if sub.waits_for_correction(local_date(at)):
        raise _not_due(_open_correction(sub))
    end_case(sub, "return", at=at)
    project.record(EventType.CORRECTION_LAPSED, by=by, at=at, sub=sub, reason=reason)
    settle(project, at)


def _refuse_wrong_materials(sub: SubApproval, materials: Sequence[MaterialKey]) -> None:
    unknown = [material for material in materials if material not in sub.needs]
    if unknown or not materials:
        raise WrongInput(
            f"补正通知必须写明要补正的材料；不属于本事项的材料：{'、'.join(unknown) or '（未写）'}。",
            f"A correction notice names the materials; not of this item: {', '.join(unknown) or '(none named)'}.",
            mend_zh=f"本事项的材料：{'、'.join(sub.needs)}。",
            mend_en=f"Materials of this item: {', '.join(sub.needs)}.",
            unknown=unknown,
        )


def _refuse_second_notice(sub: SubApproval) -> None:
    if sub.has_been_asked_to_correct:
        raise Conflict(
            "本办件已经发过补正通知，须一次性告知，不得再次要求补正。",
            "A correction of this case was asked for before; the notice is given once and complete.",
            mend_zh="请受理；补正仍不符合的，请退件并说明理由。",
            mend_en="Accept the case; if the correction does not meet the notice, return it with reasons.",
        )


def _not_due(correction: SideProcedure) -> Conflict:
    return Conflict(
        f"申请人的补正期限 {correction.due_on} 还没有到。",
        f"The applicant has until {correction.due_on} to correct.",
        mend_zh="请等到期限之后，或等申请人提交补正。",
        mend_en="Wait until that day is over, or for the correction.",
        due_on=str(correction.due_on),
    )


def _open_correction(sub: SubApproval) -> SideProcedure:
    for procedure in sub.open_side_procedures(SideProcedureKind.CORRECTION):
        return procedure
    raise TransitionRefused(
        "办件没有未完成的补正。",
        "No correction of this case is open.",
        mend_zh="请刷新后按当前状态办理。",
        mend_en="Reload and act on the present status.",
        trigger="submit_correction",
        status=str(sub.status),
    )
