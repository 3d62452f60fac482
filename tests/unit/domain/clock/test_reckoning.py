"""What the clock says beside the due date: running holds, caps, lights, and a reason for every day."""

from datetime import date

import pytest

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.loader import load
from catalogs.schema import CalendarDay, DayKind, LimitUnit, Procedure
from workflow.domain.clock import (
    ClockEvents,
    ClockHold,
    Extension,
    HoldRule,
    Light,
    Limit,
    Position,
    Reckoning,
    Thresholds,
    Why,
    allowed_holds,
    light,
    reckon,
)
from workflow.errors import WrongInput

MONDAY = date(2026, 3, 2)
ORDINARY_WEEKS = Calendar([])
ALLOWED = {
    "hearing": HoldRule(effect=HoldEffect.PAUSE),
    "evaluation": HoldRule(effect=HoldEffect.PAUSE, cap_days=3, cap_unit=LimitUnit.WORKING_DAY),
    "survey": HoldRule(effect=HoldEffect.PAUSE, cap_days=4, cap_unit=LimitUnit.CALENDAR_DAY),
    "resubmission": HoldRule(effect=HoldEffect.RESET),
    "publicity": HoldRule(effect=HoldEffect.NONE),
}
ONE_WEEK = 5


def march(day: int) -> date:
    return date(2026, 3, day)


def hold(type: str, first: int, last: int | None = None, *, expected: int | None = None) -> ClockHold:
    expected_last = march(expected) if expected else None
    return ClockHold(type=type, first=march(first), last=march(last) if last else None, expected_last=expected_last)


def clock(
    *holds: ClockHold,
    days: int = ONE_WEEK,
    unit: LimitUnit = LimitUnit.WORKING_DAY,
    calendar: Calendar = ORDINARY_WEEKS,
    as_of: date | None = None,
    extension: int = 0,
    resets: tuple[date, ...] = (),
) -> Reckoning:
    extensions = (Extension(days=extension),) if extension else ()
    events = ClockEvents(started_on=MONDAY, holds=holds, extensions=extensions, resets=resets)
    return reckon(events, limit=Limit(days=days, unit=unit), allowed=ALLOWED, calendar=calendar, as_of=as_of)


def position(found: Reckoning) -> Position:
    assert found.position
    return found.position


def why_on(found: Reckoning, day: int) -> Why:
    return next(line.why for line in found.ledger if line.date == march(day))


def test_a_running_hold_leaves_the_due_date_open() -> None:
    found = clock(hold("hearing", 4))

    assert (found.due_on, found.expected_on) == (None, None)
    assert found.ledger[-1].date == march(4)


def test_a_running_hold_that_is_expected_to_end_gives_an_expected_date_only() -> None:
    found = clock(hold("hearing", 4, expected=6))

    assert (found.due_on, found.expected_on) == (None, march(12))


def test_a_hold_that_outlasts_its_expected_end_pushes_the_expected_date_on() -> None:
    found = clock(hold("hearing", 4, expected=6), as_of=march(11))

    assert (found.due_on, found.expected_on) == (None, march(17))


def test_a_running_hold_with_a_cap_is_expected_to_end_at_its_cap() -> None:
    assert clock(hold("evaluation", 4)).expected_on == march(12)


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        pytest.param(march(6), None, id="on-the-last-day-of-the-cap"),
        pytest.param(march(7), march(12), id="the-day-after-it"),
    ],
)
def test_a_running_hold_whose_cap_is_spent_keeps_the_due_date_open_no_longer(as_of: date, due: date | None) -> None:
    assert clock(hold("evaluation", 4), as_of=as_of).due_on == due


def test_a_running_hold_begun_after_the_due_date_leaves_it_settled() -> None:
    assert clock(hold("hearing", 10)).due_on == march(9)


def test_a_cap_in_calendar_days_counts_the_weekend() -> None:
    found = clock(hold("survey", 5, 12))

    assert [line.date.day for line in found.ledger if line.why is Why.HOLD] == [5, 6]
    assert found.due_on == march(11)


def test_past_its_cap_a_hold_is_still_named_on_the_days_that_count_again() -> None:
    found = clock(hold("evaluation", 4, 11))

    assert [(line.date.day, line.procedure) for line in found.ledger if line.counted] == [
        (3, ""),
        (9, "evaluation"),
        (10, "evaluation"),
        (11, "evaluation"),
        (12, ""),
    ]


def test_a_hold_of_no_effect_is_named_and_stops_nothing() -> None:
    found = clock(hold("publicity", 3, 9))

    assert found.due_on == march(9)
    assert {line.procedure for line in found.ledger if line.counted} == {"publicity"}


def test_a_hold_that_resets_gives_the_whole_limit_again() -> None:
    found = clock(hold("resubmission", 5, 6))

    assert [line.number for line in found.ledger if line.date.day in (4, 5, 6, 9)] == [2, 0, 0, 1]
    assert found.due_on == march(13)


def test_a_reset_on_the_due_date_still_counts_and_one_the_day_after_does_not() -> None:
    assert clock(resets=(march(9),)).due_on == march(16)
    assert clock(resets=(march(10),)).due_on == march(9)


def test_what_comes_too_late_leaves_an_overdue_clock_overdue() -> None:
    late = clock(hold("hearing", 10, 11), resets=(march(10),), as_of=march(11))

    assert (position(late).days_left, position(late).is_overdue, position(late).is_held) == (-2, True, False)


def test_holds_of_one_type_that_overlap_spend_its_cap_once() -> None:
    found = clock(hold("evaluation", 4, 5), hold("evaluation", 4, 10))

    assert [line.date.day for line in found.ledger if line.why is Why.HOLD] == [4, 5, 6]


def test_a_hold_that_is_not_in_the_catalogue_is_refused_with_those_that_are() -> None:
    with pytest.raises(WrongInput, match="evaluation") as refused:
        clock(hold("site_visit", 4, 5))

    assert refused.value.facts["type"] == "site_visit"


def test_a_hold_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WrongInput, match="before it begins"):
        hold("hearing", 5, 4)


@pytest.mark.parametrize(
    ("days", "unit"), [pytest.param(-1, LimitUnit.WORKING_DAY, id="negative"), pytest.param(1, LimitUnit.NONE, id="-")]
)
def test_what_is_not_counted_in_days_is_no_limit(days: int, unit: LimitUnit) -> None:
    with pytest.raises(ValueError, match="not a limit in days"):
        Limit(days=days, unit=unit)


def test_an_extension_is_never_negative() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        Extension(days=-1)


def test_a_period_past_all_dates_is_refused() -> None:
    events = ClockEvents(started_on=date(9999, 12, 20))

    with pytest.raises(WrongInput, match="9999"):
        reckon(events, limit=Limit(days=20, unit=LimitUnit.WORKING_DAY), allowed={}, calendar=ORDINARY_WEEKS)


def test_the_commissioned_evaluation_is_for_verification_alone() -> None:
    edition = load("zhaotong-2026")

    assert "commissioned_evaluation" in allowed_holds(edition, Procedure.VERIFICATION)
    assert "commissioned_evaluation" not in allowed_holds(edition, Procedure.PERMIT)
    assert "hearing" in allowed_holds(edition, Procedure.PERMIT)


def test_days_used_and_left_are_those_at_the_end_of_the_day_asked_for() -> None:
    found = position(clock(hold("hearing", 5, 6), as_of=march(5)))

    assert (found.days_used, found.days_left, found.is_held, found.is_overdue) == (2, 3, True, False)


def test_before_the_first_day_nothing_is_used() -> None:
    assert position(clock(as_of=march(1))).days_left == ONE_WEEK


def test_a_clock_stands_also_on_the_weekend_of_a_hold() -> None:
    assert position(clock(hold("hearing", 6, 9), as_of=march(7))).is_held


def test_on_the_due_date_nothing_is_left_and_nothing_is_overdue() -> None:
    found = position(clock(as_of=march(9)))

    assert (found.days_left, found.is_overdue) == (0, False)


def test_past_the_due_date_the_ledger_counts_the_overdue_days() -> None:
    found = clock(as_of=march(16))

    assert (position(found).days_left, position(found).is_overdue) == (-5, True)
    assert (found.ledger[-1].why, found.ledger[-1].number) == (Why.OVERDUE, 10)
    assert why_on(found, 14) is Why.WEEKEND


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(march(4), Light.GREEN, id="three-left"),
        pytest.param(march(5), Light.YELLOW, id="two-left"),
        pytest.param(march(6), Light.RED, id="one-left"),
        pytest.param(march(10), Light.RED, id="overdue"),
    ],
)
def test_the_light_turns_by_the_days_left(as_of: date, expected: Light) -> None:
    assert light(position(clock(as_of=as_of)), Thresholds(yellow=2, red=1)) is expected


def test_what_is_overdue_is_red_however_low_the_thresholds() -> None:
    assert light(position(clock(as_of=march(10))), Thresholds(yellow=-9, red=-9)) is Light.RED


def test_every_day_has_its_reason() -> None:
    festival = {"festival_zh": "节", "festival_en": "Festival", "source": "invented"}
    calendar = Calendar(
        [
            CalendarDay(date=march(4), kind=DayKind.HOLIDAY, **festival),
            CalendarDay(date=march(7), kind=DayKind.WORKING_WEEKEND, **festival),
        ]
    )

    found = clock(hold("hearing", 5, 5), calendar=calendar, days=2, extension=2)

    assert [(line.why, line.number, line.in_extension, line.is_due) for line in found.ledger] == [
        (Why.EVENT_DAY, 0, False, False),
        (Why.WORKING_DAY, 1, False, False),
        (Why.HOLIDAY, 1, False, False),
        (Why.HOLD, 1, False, False),
        (Why.WORKING_DAY, 2, False, False),
        (Why.MAKE_UP_DAY, 3, True, False),
        (Why.WEEKEND, 3, False, False),
        (Why.WORKING_DAY, 4, True, True),
    ]
    assert [line.festival is not None for line in found.ledger].count(True) == 2


def test_calendar_days_that_end_on_a_rest_day_run_on_uncounted() -> None:
    found = clock(days=5, unit=LimitUnit.CALENDAR_DAY, resets=(march(2),))

    assert [(line.why, line.number) for line in found.ledger[-3:]] == [
        (Why.CALENDAR_DAY, 5),
        (Why.RUNS_ON, 5),
        (Why.RUNS_ON, 5),
    ]
    assert found.due_on == march(9)


def test_days_of_an_unpublished_year_are_marked_in_the_ledger() -> None:
    found = clock()

    assert found.is_provisional
    assert all(line.is_provisional for line in found.ledger)


def test_a_limit_of_no_days_ends_on_the_day_itself_or_the_next_working_day() -> None:
    events = ClockEvents(started_on=march(7))
    limit = Limit(days=0, unit=LimitUnit.WORKING_DAY)

    assert clock(days=0).due_on == MONDAY
    assert reckon(events, limit=limit, allowed={}, calendar=ORDINARY_WEEKS).due_on == march(9)
