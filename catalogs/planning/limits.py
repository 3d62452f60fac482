"""Time limits as the law states them, and the working days the plan reckons with."""

from catalogs.plan import Limit, PlannedLeg
from catalogs.schema import Item, LegRole, LimitUnit

# An ordinary week has five working days in seven; holidays are left to the calendar, which knows the actual dates.
_WORKING_DAYS_A_WEEK = 5
_DAYS_A_WEEK = 7


def limit(item: Item) -> Limit:
    """The statutory limit of an item."""
    return Limit(
        days=0 if item.limit_unit is LimitUnit.AT_ONCE else item.limit_days,
        unit=item.limit_unit,
        basis=item.limit_basis,
        promised_days=item.promised_days,
        from_memory=item.from_memory,
    )


def reckoned_days(item: Item, legs: tuple[PlannedLeg, ...]) -> int:
    """Working days the plan reckons with: the preliminary examinations, then the decision.

    The decision takes the promised days, else the statutory ones, calendar days rounded up to working days.
    Examinations at one position run side by side; those at several follow each other.
    """
    examinations = {leg.position: leg.days or 0 for leg in legs if leg.role is LegRole.PRELIMINARY_EXAMINATION}
    return sum(examinations.values()) + _decision_days(item)


def _decision_days(item: Item) -> int:
    if item.promised_days is not None:
        return item.promised_days
    days = item.limit_days or 0
    if item.limit_unit is LimitUnit.CALENDAR_DAY:
        return -(-days * _WORKING_DAYS_A_WEEK // _DAYS_A_WEEK)
    return 0 if item.limit_unit is LimitUnit.AT_ONCE else days
