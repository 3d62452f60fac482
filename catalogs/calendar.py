"""Working days: an ordinary week with the published holidays and working weekends of each year.

The day of an event does not count; a period that ends on a rest day runs to the next working day. Beyond the last
published year the ordinary week is assumed, and every answer that touches it is marked provisional.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from catalogs.schema import CalendarDay, DayKind

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Calendar:
    """The working days of an edition. All dates are Asia/Shanghai; answers are `(date, provisional)`."""

    def __init__(self, days: Iterable[CalendarDay]) -> None:
        self._published = {day.date: day for day in days}
        self._exceptions = {on: day.kind is DayKind.WORKING_WEEKEND for on, day in self._published.items()}
        self._years = frozenset(day.year for day in self._exceptions)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day, by the published calendar or, beyond it, the ordinary week."""
        return self._exceptions.get(day, day.weekday() < _SATURDAY)

    def is_published(self, year: int) -> bool:
        """Whether the State Council's notice for that year is in the calendar."""
        return year in self._years

    def published_day(self, day: date) -> CalendarDay | None:
        """The festival's row when the State Council's notice made that day a holiday or a make-up working day."""
        return self._published.get(day)

    def add_working_days(self, start: date, days: int) -> tuple[date, bool]:
        """The day on which the n-th working day after `start` falls; with 0, `start` itself."""
        _not_negative(days)
        day, left = start, days
        while left:
            day += _ONE_DAY
            left -= self.is_working_day(day)
        return day, self.is_provisional(start, day)

    def add_calendar_days(self, start: date, days: int) -> tuple[date, bool]:
        """The day that many days after `start`, moved on to the next working day when it is a rest day."""
        _not_negative(days)
        day = self.next_working_day(start + timedelta(days=days)) if days else start
        return day, self.is_provisional(start, day)

    def next_working_day(self, day: date) -> date:
        """The day itself when offices work on it, else the first working day after it."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def is_provisional(self, start: date, end: date) -> bool:
        """Whether a period from `start` to `end` touches a year whose notice is not in the calendar."""
        return any(not self.is_published(year) for year in range(start.year, end.year + 1))


def _not_negative(days: int) -> None:
    if days < 0:
        what = f"天数不能为负:{days} / a period cannot be negative: {days}"
        raise ValueError(what)
