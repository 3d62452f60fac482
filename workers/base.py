"""What every task does besides its work: it says in the log that it began, and how and when it ended."""

from time import perf_counter
from typing import Any

import structlog
from celery import Task

from workflow.observability import doing

log = structlog.get_logger("workers.task")


class LoggedTask(Task[Any, Any]):
    """Binds task and message to every event inside; logs start, finish or failure with the duration (milliseconds).

    The message's id is the task's first argument where it has one, and the same in the outbox and in every log.
    """

    abstract = True

    def __call__(self, *arguments: object) -> object:
        """Run it inside its log lines. A failure is logged and goes on to whoever called."""
        message = str(arguments[0]) if arguments else None
        with doing(task=self.name, request_id=message):
            return self._told(*arguments)

    def _told(self, *arguments: object) -> object:
        begun = perf_counter()
        log.debug("task_started")
        try:
            outcome: object = self.run(*arguments)
        except Exception:
            log.exception("task_failed", ms=_since(begun))
            raise
        log.info("task_finished", outcome=outcome, ms=_since(begun))
        return outcome


def _since(begun: float) -> float:
    return round((perf_counter() - begun) * 1000, 1)
