"""Random clocks: limits, holds and resets on the real calendar and on invented ones."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.loader import load
from catalogs.schema import CalendarDay, DayKind, LimitUnit
from workflow.domain.clock import ClockEvents, ClockHold, Extension, HoldRule, Limit, Reckoning, reckon

UNCAPPED: Mapping[str, HoldRule] = {
    "hearing": HoldRule(effect=HoldEffect.PAUSE),
    "testing": HoldRule(effect=HoldEffect.PAUSE),
    "publicity": HoldRule(effect=HoldEffect.NONE),
}
ALLOWED: Mapping[str, HoldRule] = {
    **UNCAPPED,
    "resubmission": HoldRule(effect=HoldEffect.RESET),
    "evaluation": HoldRule(effect=HoldEffect.PAUSE, cap_days=8, cap_unit=LimitUnit.WORKING_DAY),
    "survey": HoldRule(effect=HoldEffect.PAUSE, cap_days=9, cap_unit=LimitUnit.CALENDAR_DAY),
}
REAL_DAYS = load("zhaotong-2026").workcalendar

starts = st.dates(date(2024, 1, 1), date(2027, 3, 31))
units = st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY])
limits = st.builds(Limit, days=st.integers(1, 60), unit=units)
working_limits = st.builds(Limit, days=st.integers(1, 60), unit=st.just(LimitUnit.WORKING_DAY))


def published(on: date, kind: DayKind) -> CalendarDay:
    return CalendarDay(date=on, kind=kind, festival_zh="节", festival_en="Festival", source="invented")


invented_days = st.dictionaries(starts, st.sampled_from(list(DayKind)), max_size=60).map(
    lambda days: tuple(published(on, kind) for on, kind in days.items())
)
calendar_days = st.one_of(st.just(REAL_DAYS), invented_days)
calendars = calendar_days.map(Calendar)


@st.composite
def holds(draw: st.DrawFn, start: date, types: Mapping[str, HoldRule] = ALLOWED) -> ClockHold:
    """An ended hold in the neighbourhood of the clock."""
    first = start + timedelta(days=draw(st.integers(-5, 90)))
    last = first + timedelta(days=draw(st.integers(0, 25)))
    return ClockHold(type=draw(st.sampled_from(sorted(types))), first=first, last=last)


@st.composite
def histories(
    draw: st.DrawFn, *, types: Mapping[str, HoldRule] = ALLOWED, most_holds: int = 4, resets: bool = True
) -> ClockEvents:
    start = draw(starts)
    days_on = st.integers(1, 80).map(lambda count: start + timedelta(days=count))
    return ClockEvents(
        started_on=start,
        holds=tuple(draw(st.lists(holds(start, types), max_size=most_holds))),
        extensions=tuple(draw(st.lists(st.builds(Extension, days=st.integers(1, 20)), max_size=1))),
        resets=tuple(draw(st.lists(days_on, max_size=2 if resets else 0))),
    )


def told(events: ClockEvents, limit: Limit, calendar: Calendar, as_of: date | None = None) -> Reckoning:
    return reckon(events, limit=limit, allowed=ALLOWED, calendar=calendar, as_of=as_of)


def due(events: ClockEvents, limit: Limit, calendar: Calendar) -> date:
    """The due date of a clock whose holds have all ended."""
    found = told(events, limit, calendar).due_on
    assert found
    return found


def left(events: ClockEvents, limit: Limit, calendar: Calendar, on: date) -> int:
    found = told(events, limit, calendar, as_of=on).position
    assert found
    return found.days_left


def first_after(day: date, holds_good: Callable[[date], bool]) -> date:
    while not holds_good(day):
        day += timedelta(days=1)
    return day
