"""What beat wakes."""

from collections.abc import Mapping
from datetime import timedelta
from socket import gethostname

import structlog

from workers.app import app, wiring
from workflow.operations import purging, sweeping

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 10_000  # rows of each sort: what is left waits for the next time


@app.task(name="sweeps.left_over_work")
def left_over_work() -> Mapping[str, int]:
    """Re-drive work that no message would do any more. Counting anything but zero is worth a look."""
    with wiring().work() as work:
        repaired = sweeping.sweep(work, now=wiring().clock())
    if any(repaired.values()):
        log.warning("left_over_work_found", **repaired)
    return repaired


@app.task(name="sweeps.purge")
def purge() -> Mapping[str, int]:
    """Delete what has served its purpose."""
    older_than = timedelta(days=wiring().settings.keep_days)
    with wiring().work() as work:
        return purging.purge(work, older_than=older_than, limit=MOST_AT_ONCE, now=wiring().clock())


@app.task(name="sweeps.heartbeat")
def heartbeat() -> str:
    """Beat, broker and a worker of this machine are alive."""
    process = f"worker@{gethostname()}"
    with wiring().work() as work:
        work.records.beat(process, at=wiring().clock())
    return process
