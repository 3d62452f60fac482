"""Logs: constant event words with fields, bound once at the door to a request, a person and a task.

    log = structlog.get_logger(__name__)
    with doing(request_id=…, user=…):
        log.info("item_decided", project_id=…, item=…, decision=…)

No personal data: a field whose name says it would hold some is withheld whatever a caller passes.
"""

import logging
import logging.config
from contextlib import AbstractContextManager
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars
from structlog.types import EventDict, Processor, WrappedLogger

# Always written: `workflow.running.roster` waits for what these say when a program is ready.
LIFE_SIGNS = ("celery.apps", "celery.beat", "uvicorn.error", "workers.relay")
WITHHELD = "[withheld]"
PERSONAL = frozenset(
    {
        "address",
        "authorization",
        "credential",
        "email",
        "full_name",
        "id_number",
        "name",
        "opinion",
        "password",
        "person",
        "phone",
        "secret",
        "token",
    }
)


def configure(*, level: str, json: bool) -> None:
    """Send this process's events, ours and the libraries', to standard error: one line an event.

    `level` is the least grave level written; `json` writes one object a line, otherwise lines for people.
    """
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_stdlib(level.upper(), json=json))


def doing(
    *, request_id: str | None = None, user: str | None = None, task: str | None = None
) -> AbstractContextManager[None]:
    """Bind what is being done to every event inside. `user` is an account's identifier, never a person's name."""
    given = {"request_id": request_id, "user": user, "task": task}
    return bound_contextvars(**{key: value for key, value in given.items() if value is not None})


def withhold_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank the fields that would hold personal data or secrets."""
    return {key: WITHHELD if key in PERSONAL else value for key, value in event.items()}


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        withhold_personal,
    ]


def _rendering(*, json: bool) -> list[Processor]:
    if json:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    # Plain: the decorated kind prints local variables, among them addresses with passwords and people's names.
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]


def _stdlib(level: str, *, json: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared(),
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(json=json)],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {name: {"level": "INFO"} for name in LIFE_SIGNS},
    }
