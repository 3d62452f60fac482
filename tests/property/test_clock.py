"""What holds for any clock, on any calendar."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.schema import CalendarDay, DayKind, LimitUnit
from tests.property.clocks import (
    ALLOWED,
    UNCAPPED,
    calendar_days,
    calendars,
    due,
    first_after,
    histories,
    holds,
    left,
    limits,
    published,
    starts,
    told,
    working_limits,
)
from workflow.domain.clock import ClockEvents, ClockHold, Extension, Limit, Why

ONE_DAY = timedelta(days=1)
PAUSES = {type: rule for type, rule in UNCAPPED.items() if rule.effect is HoldEffect.PAUSE}


def with_hold(events: ClockEvents, *more: ClockHold) -> ClockEvents:
    return replace(events, holds=(*events.holds, *more))


@given(histories(), limits, calendars)
def test_the_counted_days_equal_the_limit_exactly_at_the_due_date(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    found = told(events, limit, calendar)

    last = found.ledger[-1]
    assert (last.date, last.is_due) == (found.due_on, True)
    assert last.number == found.days_allowed == limit.days + events.days_of_extension
    assert max(line.number for line in found.ledger) == found.days_allowed


@given(histories(types=UNCAPPED, resets=False), limits, calendars)
def test_the_ledger_has_one_line_a_day_numbered_by_the_days_that_count(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    ledger = told(events, limit, calendar).ledger

    assert [line.date for line in ledger] == [events.started_on + ONE_DAY * n for n in range(len(ledger))]
    assert [line.number for line in ledger] == [sum(one.counted for one in ledger[: n + 1]) for n in range(len(ledger))]


@given(histories(types=PAUSES, resets=False), limits, calendars)
def test_the_due_date_is_the_last_of_the_days_that_may_count(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    held = {day for hold in events.holds for day in all_days(hold)}
    later = (events.started_on + ONE_DAY * n for n in range(1, 1500))
    counting = [
        day
        for day in later
        if day not in held and (limit.unit is LimitUnit.CALENDAR_DAY or calendar.is_working_day(day))
    ]

    last = counting[limit.days + events.days_of_extension - 1]

    assert due(events, limit, calendar) == first_after(last, lambda d: calendar.is_working_day(d) and d not in held)


def all_days(hold: ClockHold) -> list[date]:
    assert hold.last
    return [hold.first + ONE_DAY * n for n in range((hold.last - hold.first).days + 1)]


@given(starts, limits, calendars)
def test_without_holds_the_clock_agrees_with_the_calendar(start: date, limit: Limit, calendar: Calendar) -> None:
    found = told(ClockEvents(started_on=start), limit, calendar)

    counted = {
        LimitUnit.WORKING_DAY: calendar.add_working_days,
        LimitUnit.CALENDAR_DAY: calendar.add_calendar_days,
    }[limit.unit]
    assert (found.due_on, found.is_provisional) == counted(start, limit.days)


@given(histories(types=UNCAPPED), working_limits, calendars, st.sampled_from(sorted(PAUSES)), st.integers(0, 90))
def test_a_hold_over_a_weekend_costs_nothing_more_than_the_weekend(
    events: ClockEvents, limit: Limit, calendar: Calendar, type: str, after: int
) -> None:
    friday = first_after(events.started_on + ONE_DAY * after, lambda day: not calendar.is_working_day(day))
    monday = first_after(friday, calendar.is_working_day)

    weekend = ClockHold(type=type, first=friday, last=monday - ONE_DAY)

    assert due(with_hold(events, weekend), limit, calendar) == due(events, limit, calendar)


@given(histories(types=UNCAPPED, resets=False), limits, calendars, st.data())
def test_a_hold_costs_exactly_the_days_that_would_have_counted(
    events: ClockEvents, limit: Limit, calendar: Calendar, data: st.DataObject
) -> None:
    hold = data.draw(holds(events.started_on, PAUSES))
    ledger = told(events, limit, calendar).ledger
    lost = sum(line.counted and hold.covers(line.date) for line in ledger)

    day = max(line.date for line in ledger if line.counted)

    assert left(with_hold(events, hold), limit, calendar, day) == lost


@given(histories(types=UNCAPPED), limits, calendars, st.data(), st.integers(0, 150))
def test_starting_and_ending_a_hold_never_shortens_the_time_left(
    events: ClockEvents, limit: Limit, calendar: Calendar, data: st.DataObject, after: int
) -> None:
    held = with_hold(events, data.draw(holds(events.started_on)))
    day = events.started_on + ONE_DAY * after

    assert due(held, limit, calendar) >= due(events, limit, calendar)
    assert left(held, limit, calendar, day) >= left(events, limit, calendar, day)


@given(histories(), limits, calendars, st.data())
def test_the_next_hold_never_shortens_the_time_left_whatever_caps_are_spent(
    events: ClockEvents, limit: Limit, calendar: Calendar, data: st.DataObject
) -> None:
    """Of types with a cap only the next hold is asked about: one slipped in before others spends their cap."""
    begun = max((one.last for one in events.holds if one.last), default=events.started_on) + ONE_DAY
    held = with_hold(events, data.draw(holds(begun + ONE_DAY * 5)))

    assert due(held, limit, calendar) >= due(events, limit, calendar)


@given(histories(), limits, calendar_days, starts)
def test_adding_a_rest_day_never_moves_a_due_date_earlier(
    events: ClockEvents, limit: Limit, days: tuple[CalendarDay, ...], rest: date
) -> None:
    with_rest = [day for day in days if day.date != rest] + [published(rest, DayKind.HOLIDAY)]

    assert due(events, limit, Calendar(with_rest)) >= due(events, limit, Calendar(days))


@given(histories(), limits, calendars, st.data())
def test_splitting_a_hold_in_two_adjacent_ones_changes_nothing(
    events: ClockEvents, limit: Limit, calendar: Calendar, data: st.DataObject
) -> None:
    whole = data.draw(holds(events.started_on))
    assume(whole.last and whole.last > whole.first)
    cut = data.draw(st.dates(whole.first, (whole.last or whole.first) - ONE_DAY))
    pieces = replace(whole, last=cut), replace(whole, first=cut + ONE_DAY)

    assert told(with_hold(events, *pieces), limit, calendar) == told(with_hold(events, whole), limit, calendar)


@given(histories(), limits, calendars)
def test_the_order_in_which_holds_are_told_changes_nothing(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    backwards = replace(events, holds=events.holds[::-1], resets=events.resets[::-1])

    assert told(backwards, limit, calendar) == told(events, limit, calendar)


@given(histories(resets=False), limits, calendars, st.integers(1, 20))
def test_an_extension_is_so_many_more_days_of_the_limit(
    events: ClockEvents, limit: Limit, calendar: Calendar, days: int
) -> None:
    extended = replace(events, extensions=(*events.extensions, Extension(days=days)))

    assert due(extended, limit, calendar) == due(events, replace(limit, days=limit.days + days), calendar)


@given(histories(), limits, calendars)
def test_a_period_ends_on_a_working_day_that_no_hold_stops(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    found = told(events, limit, calendar)

    assert calendar.is_working_day(found.ledger[-1].date)
    assert found.ledger[-1].why not in (Why.HOLD, Why.EVENT_DAY, Why.RESET)


@given(histories(), limits, calendars)
def test_a_due_date_is_provisional_exactly_when_it_touches_an_unpublished_year(
    events: ClockEvents, limit: Limit, calendar: Calendar
) -> None:
    found = told(events, limit, calendar)

    assert found.is_provisional == any(line.is_provisional for line in found.ledger)


@given(histories(types=UNCAPPED), limits, calendars, st.data())
def test_a_running_hold_leaves_the_due_date_open_unless_it_begins_too_late(
    events: ClockEvents, limit: Limit, calendar: Calendar, data: st.DataObject
) -> None:
    ended = data.draw(holds(events.started_on, PAUSES))
    running = replace(ended, last=None, expected_last=ended.last)
    begins_too_late = ended.first > due(events, limit, calendar)

    found = told(with_hold(events, running), limit, calendar)

    assert (found.due_on is not None) == begins_too_late
    assert (found.due_on or found.expected_on) == due(with_hold(events, ended), limit, calendar)


@given(histories(), limits, calendars, st.integers(-5, 150))
def test_used_and_left_make_the_whole_and_what_is_asked_on_changes_no_due_date(
    events: ClockEvents, limit: Limit, calendar: Calendar, after: int
) -> None:
    day = events.started_on + ONE_DAY * after
    found = told(events, limit, calendar, as_of=day)

    assert found.position
    assert found.due_on
    assert found.position.days_used + found.position.days_left == found.days_allowed
    assert found.position.is_overdue == (day > found.due_on)
    assert found.due_on == due(events, limit, calendar)
    assert found.ledger[-1].date == max(found.due_on, day)


def test_every_rule_of_the_random_clocks_is_of_another_sort() -> None:
    assert {rule.effect for rule in ALLOWED.values()} == set(HoldEffect)
    assert {rule.cap_unit for rule in ALLOWED.values()} == {None, LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY}
