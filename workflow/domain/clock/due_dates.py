"""The due dates a case carries, as the clock gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.schema import LimitUnit
from workflow.domain.clock.dates import local_date
from workflow.domain.clock.history import ClockEvents, ClockHold
from workflow.domain.clock.reckoning import reckon
from workflow.domain.clock.terms import COUNTED_UNITS, HoldRule, Limit
from workflow.domain.statuses import SideProcedureKind
from workflow.domain.sub_approval import SubApproval

STOPS_THE_CLOCK = frozenset({SideProcedureKind.SPECIAL_PROCEDURE})  # 行政许可法 Art.45
_PAUSE = HoldRule(effect=HoldEffect.PAUSE)


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """The last day, and whether it lies past the published calendars and may still move."""

    on: date
    is_provisional: bool


def clock_events(sub: SubApproval) -> ClockEvents | None:
    """The clock of a case since its acceptance; None before it.

    Ended holds only: while one runs the stored due date stays as it was, and is set when it ends.
    """
    if sub.accepted_at is None:
        return None
    holds = [
        ClockHold(type=one.type, first=local_date(one.opened_at), last=local_date(one.closed_at))
        for one in sub.side_procedures
        if one.kind in STOPS_THE_CLOCK and one.closed_at
    ]
    return ClockEvents(started_on=local_date(sub.accepted_at), holds=tuple(holds))


def due_date(
    sub: SubApproval,
    *,
    days: int | None,
    unit: LimitUnit,
    calendar: Calendar,
    allowed: Mapping[str, HoldRule] | None = None,
) -> DueDate | None:
    """When a limit of the case ends; None where the law sets no number of days or it is not accepted yet.

    `allowed` are the edition's rules of hold types; without them what was started and ended is a plain pause.
    """
    events = clock_events(sub)
    if days is None or unit not in COUNTED_UNITS or events is None:
        return None
    rules = allowed or {hold.type: _PAUSE for hold in events.holds}
    found = reckon(events, limit=Limit(days=days, unit=unit), allowed=rules, calendar=calendar)
    return DueDate(on=found.due_on, is_provisional=found.is_provisional) if found.due_on else None


def set_due_dates(sub: SubApproval, calendar: Calendar, allowed: Mapping[str, HoldRule] | None = None) -> None:
    """Write the statutory and the promised due date into the case."""
    statutory = due_date(sub, days=sub.limit_days, unit=sub.limit_unit, calendar=calendar, allowed=allowed)
    promised = due_date(sub, days=sub.promised_days, unit=LimitUnit.WORKING_DAY, calendar=calendar, allowed=allowed)
    sub.due_on = statutory.on if statutory else None
    sub.promised_on = promised.on if promised else None
    last = statutory or promised
    sub.due_is_provisional = bool(last and last.is_provisional)
