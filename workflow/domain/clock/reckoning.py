"""The clock: a pure function of what happened, the limit, the holds allowed and the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalogs.calendar import Calendar
from workflow.domain.clock.history import ClockEvents
from workflow.domain.clock.ledger import Course, LedgerLine
from workflow.domain.clock.stands import Stand, stands
from workflow.domain.clock.terms import HoldRule, Limit
from workflow.errors import WrongInput


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where the clock is at the end of a day."""

    on: date
    days_used: int
    days_left: int  # negative: days overdue
    is_held: bool
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """What the clock says, and the ledger that explains it day by day."""

    due_on: date | None  # None: a hold is still running, so nobody can know
    expected_on: date | None  # the due date if the running hold ends when expected, or at its cap
    is_provisional: bool  # it touches a year whose calendar is not published, and may move
    days_allowed: int  # limit and extensions
    ledger: tuple[LedgerLine, ...]
    position: Position | None  # as of the date asked for


def reckon(
    events: ClockEvents,
    *,
    limit: Limit,
    allowed: Mapping[str, HoldRule],
    calendar: Calendar,
    as_of: date | None = None,
) -> Reckoning:
    """Count the limit (行政许可法 Art.42, 45, 82).

    The day of the event does not count; both days of a hold's range do not; a period that ends on a rest day runs to
    the next working day; an extension adds counted days. The ledger ends on the due date, or on `as_of` when that is
    later; while a hold runs, on its first day or on `as_of`. WrongInput for a hold that is not allowed.
    """
    course = Course(events=events, limit=limit, stands=stands(events.holds, allowed, calendar), calendar=calendar)
    ledger = _ledger(course, _open_from(course.stands, as_of), as_of)
    due_on = _due(ledger)
    expected_on = due_on or _expected(course, allowed, as_of)
    return Reckoning(
        due_on=due_on,
        expected_on=None if due_on else expected_on,
        is_provisional=calendar.is_provisional(events.started_on, expected_on or ledger[-1].date),
        days_allowed=course.days_allowed,
        ledger=ledger,
        position=_position(course, ledger, as_of) if as_of else None,
    )


def _open_from(found: tuple[Stand, ...], as_of: date | None) -> date | None:
    """The day on which a hold begins that nobody has ended and whose cap is not spent yet."""
    running = (stand.first for stand in found if stand.is_running and (as_of is None or as_of <= stand.last))
    return min(running, default=None)


def _ledger(course: Course, open_from: date | None, as_of: date | None) -> tuple[LedgerLine, ...]:
    lines: list[LedgerLine] = []
    enough = False
    try:
        for line in course.lines():
            lines.append(line)
            enough = enough or line.is_due or (open_from is not None and line.date >= open_from)
            if enough and (as_of is None or line.date >= as_of):
                break
    except OverflowError as error:
        raise _past_all_calendars(course) from error
    return tuple(lines)


def _due(ledger: tuple[LedgerLine, ...]) -> date | None:
    return next((line.date for line in ledger if line.is_due), None)


def _expected(course: Course, allowed: Mapping[str, HoldRule], as_of: date | None) -> date | None:
    """As though each running hold ended when expected, or today where that day has passed without its end."""
    earliest = as_of or date.min
    holds = tuple(
        replace(hold, last=max(hold.expected_last, earliest)) if hold.last is None and hold.expected_last else hold
        for hold in course.events.holds
    )
    found = stands(holds, allowed, course.calendar)
    endless = min((stand.first for stand in found if stand.last == date.max), default=None)
    return _due(_ledger(replace(course, events=replace(course.events, holds=holds), stands=found), endless, None))


def _position(course: Course, ledger: tuple[LedgerLine, ...], on: date) -> Position:
    used = next((line.number for line in reversed(ledger) if line.date <= on), 0)
    due_on = _due(ledger)
    is_overdue = due_on is not None and on > due_on
    return Position(
        on=on,
        days_used=used,
        days_left=course.days_allowed - used,
        is_held=not is_overdue and bool(course.standing(on)),
        is_overdue=is_overdue,
    )


def _past_all_calendars(course: Course) -> WrongInput:
    return WrongInput(
        f"自 {course.events.started_on} 起的期限超出了 9999 年。",
        f"The period from {course.events.started_on} runs past the year 9999.",
        mend_zh="请核对起始日期和天数。",
        mend_en="Check the first date and the number of days.",
    )
