"""Worked cases (算例): computed away from the product, each with its law and its reasoning.

The expected dates come from the days of the `chinesecalendar` package and set arithmetic, then read over by hand; none
was copied from what the clock says. The reasoning lists the days that count: `09-28..30=3` brings the count to three.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from catalogs.calendar import Calendar
from catalogs.edition import Edition
from catalogs.loader import load
from catalogs.schema import LimitUnit
from workflow.domain.clock import ClockEvents, ClockHold, Extension, Limit, allowed_holds, reckon

TABLE = Path(__file__).with_name("worked_cases.csv")


ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
CASES = [pytest.param(row, id=f"{n:02d} from {row['from']}: {row['reasoning']}") for n, row in enumerate(ROWS, 1)]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


@pytest.fixture(scope="module")
def calendar(edition: Edition) -> Calendar:
    return Calendar(edition.workcalendar)


def hold(text: str) -> ClockHold:
    period, type = text.split(":")
    first, last = map(date.fromisoformat, period.split(".."))
    return ClockHold(type=type, first=first, last=last)


def events(row: dict[str, str]) -> ClockEvents:
    return ClockEvents(
        started_on=date.fromisoformat(row["from"]),
        holds=tuple(hold(one) for one in row["holds"].split(";") if one),
        extensions=tuple(Extension(days=int(one)) for one in [row["extension"]] if one),
        resets=tuple(date.fromisoformat(one) for one in row["resets"].split(";") if one),
    )


@pytest.mark.parametrize("row", CASES)
def test_the_clock_agrees_with_the_worked_case(row: dict[str, str], edition: Edition, calendar: Calendar) -> None:
    limit = Limit(days=int(row["limit"]), unit=LimitUnit(row["unit"]), basis=row["law"])

    found = reckon(events(row), limit=limit, allowed=allowed_holds(edition), calendar=calendar)

    assert (found.due_on, found.is_provisional) == (date.fromisoformat(row["due_on"]), row["provisional"] == "true")


def test_every_worked_case_names_its_law_and_its_reasoning() -> None:
    assert len(ROWS) >= 60
    assert all(row["law"] and "counted:" in row["reasoning"] for row in ROWS)
