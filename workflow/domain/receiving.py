"""From the centre's counter to acceptance: receipt, acceptance, refusal to accept, correction."""

from collections.abc import Sequence
from datetime import date, datetime

from catalogs.calendar import Calendar
from catalogs.schema import MaterialKey, OfficeId
from workflow.domain import relaying
from workflow.domain.aggregate import Project, SideProcedure, SubApproval
from workflow.domain.clock import set_due_dates
from workflow.domain.events import EventType
from workflow.domain.holding import close, open_side_procedure
from workflow.domain.lifecycles import SUB_APPROVAL
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import SideProcedureKind, SideProcedureStatus, Status
from workflow.errors import CodeNotConfirmed, Conflict, DocumentsMissing, TransitionRefused, WrongInput


def receive(project: Project, sub: SubApproval, *, at: datetime) -> bool:
    """The case reaches the centre and a receipt is given; False when it was there already."""
    if sub.status is not Status.DISPATCHED:
        return False
    SUB_APPROVAL.fire(sub, "receive")
    sub.received_at = at
    relaying.activate_first(sub, at)
    project.record(
        EventType.RECEIVED, by=SYSTEM, at=at, sub=sub, basis="行政许可法 Art.32", office=sub.accepting_office
    )
    settle(project, at)
    return True


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
        basis="行政许可法 Art.32, 42",
        due_on=sub.due_on.isoformat() if sub.due_on else None,
        promised_on=sub.promised_on.isoformat() if sub.promised_on else None,
    )


def refuse_acceptance(
    project: Project, sub: SubApproval, *, reason: str, right_office: OfficeId | None, by: Actor, at: datetime
) -> None:
    """不受理 (no permit is needed) or, naming the office that is competent, 不予受理 (行政许可法 Art.32(1)(2))."""
    SUB_APPROVAL.fire(sub, "refuse_acceptance")
    relaying.finish(sub)
    project.record(
        EventType.NOT_ACCEPTED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        basis="行政许可法 Art.32",
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
    """补正: one complete notice (一次性告知) that names every material to be corrected."""
    if sub.status is not Status.RECEIVED or not sub.is_not_held:
        raise TransitionRefused(
            f"办件状态为“{sub.status}”（{sub.hold}），不能要求补正。",
            f"The case is {sub.status} (hold: {sub.hold}); a correction cannot be asked for.",
            mend_zh="补正须在收件后、受理前一次提出。",
            mend_en="Ask for it once, after receipt and before acceptance.",
            trigger="request_correction",
            status=str(sub.status),
        )
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
        basis="行政许可法 Art.32(4)",
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
    project.record(EventType.CORRECTION_SUBMITTED, by=by, at=at, sub=sub, materials=list(correction.materials))


def return_uncorrected(project: Project, sub: SubApproval, *, reason: str, by: Actor, at: datetime) -> None:
    """退件: the correction was not met."""
    SUB_APPROVAL.fire(sub, "return")
    close(sub, _open_correction(sub), SideProcedureStatus.FAILED, at=at)
    relaying.finish(sub)
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
    named_before = {m for p in sub.side_procedures if p.kind is SideProcedureKind.CORRECTION for m in p.materials}
    if again := [material for material in materials if material in named_before]:
        raise Conflict(
            f"对材料 {'、'.join(again)} 已经发过补正通知，须一次性告知。",
            f"A correction of {', '.join(again)} was asked for before; the notice is given once.",
            mend_zh="请受理、不予受理，或在补正未满足时退件。",
            mend_en="Accept, refuse, or return the case.",
            materials=again,
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
