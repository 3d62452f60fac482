"""What holds for any period and any code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogs.calendar import Calendar
from catalogs.codes import Layout, compose, read_credit_code, read_project_code
from catalogs.codes.credit_code import ALPHABET, check_character, organisation_check
from catalogs.errors import WrongCode
from catalogs.loader import load

CALENDAR = Calendar(load("zhaotong-2026").workcalendar)
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))
PERIODS = st.integers(0, 120)


@given(DAYS, st.integers(1, 120))
def test_a_period_of_working_days_ends_on_a_working_day_that_many_days_on(start: date, days: int) -> None:
    end, _ = CALENDAR.add_working_days(start, days)

    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == days


@given(DAYS, PERIODS, PERIODS)
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    middle, _ = CALENDAR.add_working_days(start, first)

    assert CALENDAR.add_working_days(middle, second)[0] == CALENDAR.add_working_days(start, first + second)[0]


@given(DAYS, st.integers(1, 120))
def test_a_calendar_period_ends_on_a_working_day_not_before_its_length(start: date, days: int) -> None:
    end, _ = CALENDAR.add_calendar_days(start, days)

    assert CALENDAR.is_working_day(end)
    assert (end - start).days >= days


@given(DAYS, PERIODS)
def test_a_period_is_provisional_exactly_when_it_touches_an_unpublished_year(start: date, days: int) -> None:
    end, provisional = CALENDAR.add_working_days(start, days)

    assert provisional == any(not CALENDAR.is_published(year) for year in range(start.year, end.year + 1))


@given(st.dates(date(2020, 11, 1), date(2040, 12, 31)), st.integers(0, 99_999), st.sampled_from(["01", "03", "05"]))
def test_a_composed_code_reads_back(on: date, serial: int, project_type: str) -> None:
    text = compose(on, region="530629", department="04", project_type=project_type, serial=serial)

    code = read_project_code(text)
    assert (code.layout, code.year, code.month, code.region) == (Layout.NEW, on.year, on.month, "530629")
    assert (code.type, code.number[:5]) == (project_type, f"{serial:05d}")


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    division = draw(st.text("0123456789", min_size=6, max_size=6))
    organisation = draw(st.text("0123456789ABCDEFGH", min_size=8, max_size=8))
    first = f"91{division}{organisation}{organisation_check(organisation)}"
    return first + check_character(first)


@given(credit_codes())
def test_a_right_credit_code_is_read(code: str) -> None:
    assert read_credit_code(code).text == code


@given(credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_credit_code_is_always_found(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]

    if wrong != code:
        with pytest.raises(WrongCode):
            read_credit_code(wrong)
