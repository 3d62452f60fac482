"""When the clock stands: holds without their overlaps, each type cut at its cap."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.schema import LimitUnit
from workflow.domain.clock.dates import ONE_DAY
from workflow.domain.clock.history import ClockHold
from workflow.domain.clock.terms import HoldRule
from workflow.errors import WrongInput


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Days, both ends included, on which a hold stops the clock. `last` is date.max where nothing will end it."""

    type: str
    first: date
    last: date
    is_running: bool  # its hold has not been ended by anybody
    restarts: bool  # the clock starts anew after it


def stands(holds: Iterable[ClockHold], allowed: Mapping[str, HoldRule], calendar: Calendar) -> tuple[Stand, ...]:
    """The stands of all holds, in order of their first day. WrongInput for a type that is not allowed."""
    ordered = sorted(holds, key=lambda hold: (hold.type, hold.first))
    found = [
        stand
        for type, some in groupby(ordered, key=lambda hold: hold.type)
        for stand in _of_one_type(some, _rule(type, allowed), calendar)
    ]
    return tuple(sorted(found, key=lambda stand: stand.first))


def _of_one_type(holds: Iterable[ClockHold], rule: HoldRule, calendar: Calendar) -> Iterator[Stand]:
    """The cap is spent by all holds of the type together, so cutting a hold in pieces cannot outwit it."""
    covered, left = date.min, rule.cap_days
    for hold in holds:
        end = hold.last or date.max
        if rule.effect is HoldEffect.NONE or end <= covered:
            continue
        first, last = max(hold.first, covered + ONE_DAY), end
        if left is not None:
            last, left = _capped(first, end, left, rule.cap_unit, calendar)
        if first <= last:
            yield Stand(
                type=hold.type,
                first=first,
                last=last,
                is_running=hold.last is None,
                restarts=rule.effect is HoldEffect.RESET,
            )
        covered = end


def _capped(first: date, end: date, left: int, unit: LimitUnit | None, calendar: Calendar) -> tuple[date, int]:
    """The last day on which it may stop the clock, and what then is left of the cap."""
    day = first
    while left and day <= end:
        left -= unit is LimitUnit.CALENDAR_DAY or calendar.is_working_day(day)
        day += ONE_DAY
    return day - ONE_DAY, left


def _rule(type: str, allowed: Mapping[str, HoldRule]) -> HoldRule:
    if type in allowed:
        return allowed[type]
    raise WrongInput(
        f"停钟类型“{type}”不在目录所列之内，依法不能停钟。",
        f"The catalogue has no hold of type '{type}', so it cannot stop a clock.",
        mend_zh=f"可用的类型：{'、'.join(allowed) or '（无）'}。",
        mend_en=f"Types that can be used: {', '.join(allowed) or '(none)'}.",
        type=type,
        known=list(allowed),
    )
