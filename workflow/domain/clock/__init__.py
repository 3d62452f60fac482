"""The statutory clock: a pure function of what happened, the limit, the lawful holds and a calendar.

`reckon` gives the due date and the ledger that explains it day by day; `time_by_holder` says whose time it was.
"""

from workflow.domain.clock.dates import PLACE, local_date, local_time
from workflow.domain.clock.due_dates import DueDate, due_date, set_due_dates
from workflow.domain.clock.history import ClockEvents, ClockHold, Extension
from workflow.domain.clock.ledger import LedgerLine, Why
from workflow.domain.clock.lights import Light, Thresholds, light
from workflow.domain.clock.reckoning import Position, Reckoning, reckon
from workflow.domain.clock.terms import HoldRule, Limit, allowed_holds

__all__ = [
    "PLACE",
    "ClockEvents",
    "ClockHold",
    "DueDate",
    "Extension",
    "HoldRule",
    "LedgerLine",
    "Light",
    "Limit",
    "Position",
    "Reckoning",
    "Thresholds",
    "Why",
    "allowed_holds",
    "due_date",
    "light",
    "local_date",
    "local_time",
    "reckon",
    "set_due_dates",
]
