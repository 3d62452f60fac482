"""The due dates that are written into a case."""

from datetime import UTC, date, datetime

import pytest

from catalogs.calendar import Calendar
from catalogs.loader import load
from catalogs.schema import LimitUnit
from tests.factories.projects import case
from workflow.domain.clock import set_due_dates
from workflow.domain.ids import side_procedure_id
from workflow.domain.statuses import SideProcedureKind
from workflow.domain.sub_approval import SideProcedure, SubApproval

CALENDAR = Calendar(load("zhaotong-2026").workcalendar)


def accepted(at: datetime, *, days: int | None = 20, unit: LimitUnit = LimitUnit.WORKING_DAY) -> SubApproval:
    sub = case("eia", limit_days=days, limit_unit=unit)
    sub.accepted_at = at
    return sub


def held(sub: SubApproval, kind: SideProcedureKind, opened: datetime, closed: datetime | None) -> None:
    sub.side_procedures.append(
        SideProcedure(id=side_procedure_id(sub.id, kind, 1), kind=kind, opened_at=opened, closed_at=closed)
    )


def test_a_case_not_accepted_has_no_due_date() -> None:
    sub = case("eia")

    set_due_dates(sub, CALENDAR)

    assert (sub.due_on, sub.promised_on) == (None, None)


def test_the_statutory_and_the_promised_date_stand_side_by_side() -> None:
    sub = accepted(datetime(2026, 9, 18, 2, tzinfo=UTC))
    sub.promised_days = 5

    set_due_dates(sub, CALENDAR)

    # Sunday 20 September is made up.
    assert (sub.due_on, sub.promised_on) == (date(2026, 10, 22), date(2026, 9, 24))
    assert not sub.due_is_provisional


@pytest.mark.parametrize("unit", [LimitUnit.NONE, LimitUnit.AT_ONCE])
def test_where_the_law_sets_no_days_there_is_only_the_promise(unit: LimitUnit) -> None:
    sub = accepted(datetime(2026, 12, 30, 2, tzinfo=UTC), days=0, unit=unit)
    sub.promised_days = 3

    set_due_dates(sub, CALENDAR)

    assert (sub.due_on, sub.promised_on, sub.due_is_provisional) == (None, date(2027, 1, 4), True)


def test_a_special_procedure_moves_the_date_when_it_ends_and_not_before() -> None:
    sub = accepted(datetime(2026, 3, 2, 2, tzinfo=UTC), days=5)
    held(sub, SideProcedureKind.SPECIAL_PROCEDURE, datetime(2026, 3, 4, 2, tzinfo=UTC), None)

    set_due_dates(sub, CALENDAR)
    while_it_runs = sub.due_on
    sub.side_procedures[0].closed_at = datetime(2026, 3, 5, 2, tzinfo=UTC)
    set_due_dates(sub, CALENDAR)

    assert (while_it_runs, sub.due_on) == (date(2026, 3, 9), date(2026, 3, 11))


def test_asking_another_office_does_not_stop_the_clock() -> None:
    sub = accepted(datetime(2026, 3, 2, 2, tzinfo=UTC), days=5)
    held(sub, SideProcedureKind.CONSULTATION, *[datetime(2026, 3, day, 2, tzinfo=UTC) for day in (4, 5)])

    set_due_dates(sub, CALENDAR)

    assert sub.due_on == date(2026, 3, 9)
