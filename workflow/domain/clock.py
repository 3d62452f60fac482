"""The due date of a case: its limit counted on a calendar, without the days on which the clock stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalogs.calendar import Calendar
from catalogs.schema import LimitUnit
from workflow.domain.aggregate import SideProcedure, SubApproval
from workflow.domain.statuses import SideProcedureKind

PLACE = ZoneInfo("Asia/Shanghai")
STOPS_THE_CLOCK = frozenset({SideProcedureKind.SPECIAL_PROCEDURE})  # 行政许可法 Art.45


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """The last day, and whether it lies past the published calendars and may still move."""

    on: date
    is_provisional: bool


def local_date(at: datetime) -> date:
    """The date in Asia/Shanghai of an instant."""
    return at.astimezone(PLACE).date()


def due_date(sub: SubApproval, *, days: int | None, unit: LimitUnit, calendar: Calendar) -> DueDate | None:
    """When a limit of the accepted case ends; None where the law sets no number or it is not accepted yet.

    The day of acceptance does not count, nor do the days of a special procedure (both ends included); a period
    that ends on a rest day runs to the next working day.
    """
    if days is None or sub.accepted_at is None or unit in (LimitUnit.NONE, LimitUnit.AT_ONCE):
        return None
    held = list(_held_days(sub.side_procedures))
    day, left = local_date(sub.accepted_at), days
    while left > 0:
        day += timedelta(days=1)
        counts = unit is LimitUnit.CALENDAR_DAY or calendar.is_working_day(day)
        if counts and not any(first <= day <= last for first, last in held):
            left -= 1
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return DueDate(on=day, is_provisional=not calendar.is_published(day.year))


def set_due_dates(sub: SubApproval, calendar: Calendar) -> None:
    """Write the statutory and the promised due date into the case."""
    statutory = due_date(sub, days=sub.limit_days, unit=sub.limit_unit, calendar=calendar)
    promised = due_date(sub, days=sub.promised_days, unit=LimitUnit.WORKING_DAY, calendar=calendar)
    sub.due_on = statutory.on if statutory else None
    sub.promised_on = promised.on if promised else None
    last = statutory or promised
    sub.due_is_provisional = bool(last and last.is_provisional)


def _held_days(side_procedures: Iterable[SideProcedure]) -> Iterable[tuple[date, date]]:
    """Ended periods only: while one runs its end is unknown, and the due date is set when it ends."""
    for procedure in side_procedures:
        if procedure.kind in STOPS_THE_CLOCK and procedure.closed_at:
            yield local_date(procedure.opened_at), local_date(procedure.closed_at)
