"""Dates are those of one place; instants are UTC-aware."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def local_date(at: datetime) -> date:
    """The date in Asia/Shanghai of an instant."""
    return at.astimezone(PLACE).date()


def local_time(at: datetime) -> str:
    """The date and minute in Asia/Shanghai, for people."""
    return at.astimezone(PLACE).strftime("%Y-%m-%d %H:%M")


def days_from(first: date) -> Iterator[date]:
    """That day and every day after it. OverflowError past the year 9999."""
    day = first
    while True:
        yield day
        day += ONE_DAY
