"""The calendar: no year missing between published years, no day given twice."""

from collections import Counter
from collections.abc import Iterator

from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind


def calendar_faults(edition: Edition) -> Iterator[Fault]:
    years = {day.date.year for day in edition.workcalendar}
    for year in sorted(set(range(min(years, default=0), max(years, default=0))) - years):
        yield fault(FaultKind.CALENDAR_GAP, "workcalendar", year, "date", value=year)
    for day, count in Counter(day.date for day in edition.workcalendar).items():
        if count > 1:
            yield fault(FaultKind.CALENDAR_DOUBLE_DAY, "workcalendar", day, "date", value=day)
