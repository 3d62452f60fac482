"""The ledger (计时台账) of a clock: one line a day from the day of the event, counted or not, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogs.calendar import Calendar
from catalogs.schema import DayKind, LimitUnit
from catalogs.wording import Wording
from workflow.domain.clock.dates import days_from
from workflow.domain.clock.history import ClockEvents
from workflow.domain.clock.stands import Stand
from workflow.domain.clock.terms import Limit


class Why(StrEnum):
    """Why a day counts or does not."""

    EVENT_DAY = "event-day"  # the day of the event does not count
    WORKING_DAY = "working-day"
    MAKE_UP_DAY = "make-up-working-day"  # 调休上班
    CALENDAR_DAY = "calendar-day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HOLD = "hold"
    RESET = "reset"  # the clock starts anew: again a day of the event
    RUNS_ON = "runs-on"  # the last day was a rest day: on to the next working day
    OVERDUE = "overdue"


COUNTING = frozenset({Why.WORKING_DAY, Why.MAKE_UP_DAY, Why.CALENDAR_DAY, Why.OVERDUE})


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One day. `number` is the running number of counted days; past the due date it goes on beyond the limit."""

    date: date
    number: int
    why: Why
    is_due: bool  # the due date
    in_extension: bool  # counted, and past the limit without its extensions
    procedure: str  # type of a hold in whose period the day lies; one that stops the clock before one that does not
    is_provisional: bool  # the year's calendar is not published; an ordinary week is assumed
    festival: Wording | None  # of a holiday or make-up day by the State Council's notice

    @property
    def counted(self) -> bool:
        return self.why in COUNTING


@dataclass(frozen=True, kw_only=True)
class Course:
    """All that a day of the clock is judged by."""

    events: ClockEvents
    limit: Limit
    stands: tuple[Stand, ...]
    calendar: Calendar

    @property
    def days_allowed(self) -> int:
        return self.limit.days + self.events.days_of_extension

    def lines(self) -> Iterator[LedgerLine]:
        """The ledger without end; the reader stops where it has seen enough."""
        number, is_over = 0, False
        for day in days_from(self.events.started_on):
            if not is_over and self._starts_anew(day):
                number = 0
            why = self._why(day, number, is_over=is_over)
            number += why in COUNTING
            is_due = not is_over and number >= self.days_allowed and self._can_end(day)
            yield self._line(day, number, why, is_due=is_due)
            is_over = is_over or is_due

    def _why(self, day: date, number: int, *, is_over: bool) -> Why:
        if day == self.events.started_on:
            return Why.EVENT_DAY
        if self.limit.unit is LimitUnit.WORKING_DAY and not self.calendar.is_working_day(day):
            return self._why_rest(day)
        if is_over:
            return Why.OVERDUE
        if self.standing(day):
            return Why.HOLD
        if day in self.events.resets:
            return Why.RESET
        return Why.RUNS_ON if number >= self.days_allowed else self._why_counted(day)

    def _why_rest(self, day: date) -> Why:
        return Why.HOLIDAY if self.calendar.published_day(day) else Why.WEEKEND

    def _why_counted(self, day: date) -> Why:
        if self.limit.unit is LimitUnit.CALENDAR_DAY:
            return Why.CALENDAR_DAY
        published = self.calendar.published_day(day)
        return Why.MAKE_UP_DAY if published and published.kind is DayKind.WORKING_WEEKEND else Why.WORKING_DAY

    def standing(self, day: date) -> list[Stand]:
        """The stands that stop the clock on that day."""
        return [stand for stand in self.stands if stand.first <= day <= stand.last]

    def _starts_anew(self, day: date) -> bool:
        return day in self.events.resets or any(stand.restarts for stand in self.standing(day))

    def _can_end(self, day: date) -> bool:
        """A period ends on a working day on which the clock does not stand."""
        return self.calendar.is_working_day(day) and not self.standing(day)

    def _line(self, day: date, number: int, why: Why, *, is_due: bool) -> LedgerLine:
        published = self.calendar.published_day(day)
        standing = [stand.type for stand in self.standing(day)]
        covering = [hold.type for hold in self.events.holds if hold.covers(day)]
        return LedgerLine(
            date=day,
            number=number,
            why=why,
            is_due=is_due,
            in_extension=why in COUNTING and self.limit.days < number <= self.days_allowed,
            procedure=min(standing or covering, default=""),
            is_provisional=not self.calendar.is_published(day.year),
            festival=Wording(published.festival_zh, published.festival_en) if published else None,
        )
