"""Periods: the day of the event does not count, a period ending on a rest day runs on, unpublished years are marked."""

from datetime import date

import pytest

from catalogs.calendar import Calendar
from catalogs.loader import load


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(load("zhaotong-2026").workcalendar)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 10, 1), False, id="national-day"),
        pytest.param(date(2026, 10, 10), True, id="saturday-made-up"),
        pytest.param(date(2026, 10, 12), True, id="ordinary-monday"),
        pytest.param(date(2026, 10, 17), False, id="ordinary-saturday"),
    ],
)
def test_holidays_and_made_up_weekends_are_as_published(calendar: Calendar, day: date, works: bool) -> None:
    assert calendar.is_working_day(day) is works


def test_the_day_of_the_event_does_not_count(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2026, 3, 2), 1) == (date(2026, 3, 3), False)


def test_twenty_working_days_skip_the_national_holidays_and_use_the_made_up_days(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2026, 9, 18), 20) == (date(2026, 10, 22), False)


def test_a_calendar_period_that_ends_on_a_rest_day_runs_to_the_next_working_day(calendar: Calendar) -> None:
    assert calendar.add_calendar_days(date(2026, 9, 24), 7) == (date(2026, 10, 8), False)


def test_no_days_end_on_the_day_itself(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2026, 10, 1), 0) == (date(2026, 10, 1), False)


def test_a_period_into_an_unpublished_year_is_provisional(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2026, 12, 30), 3) == (date(2027, 1, 4), True)
    assert not calendar.is_published(2027)


def test_working_days_between_counts_the_last_day_and_not_the_first(calendar: Calendar) -> None:
    assert calendar.working_days_between(date(2026, 3, 2), date(2026, 3, 6)) == 4
    assert calendar.working_days_between(date(2026, 3, 6), date(2026, 3, 2)) == -4


def test_a_negative_period_is_refused(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        calendar.add_working_days(date(2026, 3, 2), -1)
