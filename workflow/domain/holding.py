"""Side procedures and the hold they put on a case. The hold follows from what is open, so nothing need be restored."""

from collections.abc import Mapping
from datetime import date, datetime

from catalogs.calendar import Calendar
from catalogs.schema import MaterialKey, OfficeId
from workflow.domain.aggregate import Project
from workflow.domain.clock import HoldRule, set_due_dates
from workflow.domain.events import EventType
from workflow.domain.ids import side_procedure_id
from workflow.domain.people import Actor
from workflow.domain.statuses import CLOCK_RUNS, Hold, SideProcedureKind, SideProcedureStatus
from workflow.domain.sub_approval import SideProcedure, SubApproval
from workflow.domain.words import act, called
from workflow.errors import TransitionRefused

# The first open kind, in this order, is the hold that shows.
_HOLDS = (
    (SideProcedureKind.WITHDRAWAL, Hold.WITHDRAWAL_PENDING),
    (SideProcedureKind.SPECIAL_PROCEDURE, Hold.SPECIAL_PROCEDURE),
    (SideProcedureKind.CORRECTION, Hold.CORRECTION),
)


def open_side_procedure(
    sub: SubApproval,
    kind: SideProcedureKind,
    *,
    at: datetime,
    reason: str = "",
    due_on: date | None = None,
    type: str = "",
    office: OfficeId | None = None,
    materials: list[MaterialKey] | None = None,
) -> SideProcedure:
    """Open one and let the hold follow."""
    number = sum(1 for procedure in sub.side_procedures if procedure.kind is kind) + 1
    procedure = SideProcedure(
        id=side_procedure_id(sub.id, kind, number),
        kind=kind,
        opened_at=at,
        reason=reason,
        due_on=due_on,
        type=type,
        office=office,
        materials=materials or [],
    )
    sub.side_procedures.append(procedure)
    _follow(sub)
    return procedure


def close(sub: SubApproval, procedure: SideProcedure, status: SideProcedureStatus, *, at: datetime) -> None:
    """Close one and let the hold follow."""
    procedure.status, procedure.closed_at = status, at
    _follow(sub)


def close_all(sub: SubApproval, *, at: datetime) -> None:
    """The case has ended: nothing beside it stays open."""
    for procedure in sub.side_procedures:
        if procedure.is_open:
            close(sub, procedure, SideProcedureStatus.FAILED, at=at)


def start_special_procedure(
    project: Project,
    sub: SubApproval,
    *,
    type: str,
    reason: str,
    expected_until: date,
    basis: str,
    by: Actor,
    at: datetime,
) -> None:
    """特别程序: the clock stands from this day on; the applicant is told in writing until when (行政许可法 Art.45)."""
    if sub.status not in CLOCK_RUNS or not sub.is_not_held:
        raise _refused(sub, "start_special_procedure")
    open_side_procedure(
        sub, SideProcedureKind.SPECIAL_PROCEDURE, at=at, reason=reason, due_on=expected_until, type=type
    )
    project.record(
        EventType.SPECIAL_PROCEDURE_STARTED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        basis=basis,
        procedure=type,
        expected_until=expected_until.isoformat(),
    )


def end_special_procedure(
    project: Project,
    sub: SubApproval,
    *,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    allowed: Mapping[str, HoldRule] | None = None,
) -> None:
    """The clock runs again; the due date moves by the days it stood, as far as the type's rule lets it."""
    running = sub.open_side_procedures(SideProcedureKind.SPECIAL_PROCEDURE)
    if not running or sub.hold is not Hold.SPECIAL_PROCEDURE:
        raise _refused(sub, "end_special_procedure")
    close(sub, running[0], SideProcedureStatus.DONE, at=at)
    set_due_dates(sub, calendar, allowed)
    project.record(
        EventType.SPECIAL_PROCEDURE_ENDED,
        by=by,
        at=at,
        sub=sub,
        procedure=running[0].type,
        due_on=sub.due_on.isoformat() if sub.due_on else None,
    )


def _follow(sub: SubApproval) -> None:
    sub.hold = next((hold for kind, hold in _HOLDS if sub.open_side_procedures(kind)), Hold.NONE)


def _refused(sub: SubApproval, trigger: str) -> TransitionRefused:
    return TransitionRefused(
        f"办件状态为“{called(sub.status).zh}”（{called(sub.hold).zh}），不能“{act(trigger).zh}”。",
        f"The case is {called(sub.status).en} ({called(sub.hold).en}); '{act(trigger).en}' is not possible.",
        mend_zh="特别程序在受理后、决定前启动，同时只能有一个；先启动，后结束。",
        mend_en="A special procedure runs between acceptance and decision, one at a time; start it before ending it.",
        trigger=trigger,
        status=str(sub.status),
    )
