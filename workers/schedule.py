"""What beat sends, and when. Deadlines are rows: beat only wakes the sweeps that read them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from workers.queues import Hub


@dataclass(frozen=True, kw_only=True)
class Regular:
    """A task sent every so often. One that no worker took before the next is due is dropped."""

    task: str
    every: timedelta
    queue: Hub = Hub.CLOCKS


REGULARS = (
    Regular(task="sweeps.left_over_work", every=timedelta(minutes=2)),
    Regular(task="sweeps.purge", every=timedelta(minutes=10)),
    Regular(task="sweeps.heartbeat", every=timedelta(seconds=20)),
    Regular(task="exchange.heartbeat", every=timedelta(seconds=20), queue=Hub.EXCHANGE),
)


def beat_schedule() -> dict[str, dict[str, Any]]:
    """The table as Celery reads it."""
    return {
        regular.task: {
            "task": regular.task,
            "schedule": regular.every,
            "options": {"queue": str(regular.queue), "expires": regular.every.total_seconds()},
        }
        for regular in REGULARS
    }
