"""What to do when a message could not be carried out: a table from the failure to how long it waits, and how often."""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

from catalogs.errors import CatalogError
from workers.app import wiring
from workflow.errors import Refused
from workflow.gateways.provincial.platform import PlatformUnavailable
from workflow.gateways.provincial.reporting import DefinitionsNotAccepted
from workflow.store.outbox import PARK, BackOff

log = structlog.get_logger(__name__)

# A platform that is down for a long holiday comes back: two weeks of trying.
UNTIL_IT_IS_BACK = BackOff(
    failure="platform-away", first=timedelta(seconds=1), longest=timedelta(minutes=2), tries=10_000
)
A_SERVER_IS_AWAY = BackOff(failure="server-away", first=timedelta(seconds=1), longest=timedelta(minutes=1), tries=100)
A_FEW_TIMES = BackOff(failure="unexpected", first=timedelta(seconds=1), longest=timedelta(minutes=5), tries=12)

# The first that fits.
PATIENCE: Mapping[type[Exception], BackOff] = {
    OperationalError: A_SERVER_IS_AWAY,
    PlatformUnavailable: UNTIL_IT_IS_BACK,
    DefinitionsNotAccepted: UNTIL_IT_IS_BACK,
    Refused: PARK,
    CatalogError: PARK,
    Exception: A_FEW_TIMES,
}


def back_off_for(error: Exception) -> BackOff:
    """How long a message waits after this failure."""
    return next(back_off for kind, back_off in PATIENCE.items() if isinstance(error, kind))


def note_failure(message: int, error: Exception) -> str:
    """Write the failure into the message's row, in a transaction after the one that was rolled back."""
    back_off = back_off_for(error)
    log.warning("message_failed", message=message, error=type(error).__name__, parked=back_off is PARK)
    if back_off is A_FEW_TIMES:
        log.error("unexpected_failure", exc_info=error)
    try:
        with wiring().work() as work:
            work.outbox.mark_failed(message, error=_said(error), back_off=back_off, now=wiring().clock())
    except DBAPIError as away:
        log.warning("failure_not_noted", message=message, error=type(away).__name__)  # its lease brings it back
    return "failed"


def _said(error: Exception) -> str:
    if isinstance(error, Refused):
        return f"{error.zh} {error.en} {error.mend_zh} {error.mend_en}"
    return f"{type(error).__name__}: {error}"
