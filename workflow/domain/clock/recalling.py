"""A clock read back from the append-only log of its case."""

from collections.abc import Sequence
from datetime import date

from workflow.domain.clock.dates import local_date
from workflow.domain.clock.history import ClockEvents, ClockHold
from workflow.domain.events import Event, EventType


def recalled(log: Sequence[Event]) -> ClockEvents | None:
    """The clock's events in the log of one case, in the order in which they happened; None before its acceptance."""
    started_on: date | None = None
    holds: list[ClockHold] = []
    for event in log:
        on = local_date(event.at)
        if event.type is EventType.ACCEPTED:
            started_on = on
        elif event.type is EventType.SPECIAL_PROCEDURE_STARTED:
            expected = date.fromisoformat(str(event.data["expected_until"]))
            # Told an end that had passed already: nothing to expect.
            holds.append(
                ClockHold(
                    type=str(event.data["procedure"]), first=on, expected_last=expected if expected >= on else None
                )
            )
        elif event.type is EventType.SPECIAL_PROCEDURE_ENDED:
            holds[-1] = ClockHold(type=holds[-1].type, first=holds[-1].first, last=on)
    return ClockEvents(started_on=started_on, holds=tuple(holds)) if started_on else None
