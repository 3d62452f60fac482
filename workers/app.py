"""The Celery application. PostgreSQL is the truth and Celery a hint: a message carries the id of an outbox row."""

from functools import cache
from logging import INFO, WARNING, getLogger

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from kombu import Queue

from workers.base import LoggedTask
from workers.queues import queue_names
from workers.schedule import beat_schedule
from workflow.bootstrap import Wiring
from workflow.observability import configure
from workflow.settings import LogFormat, read_settings

# Said once at the start of a process, and what supervisors wait for: also where only warnings are written.
ANNOUNCERS = ("celery.apps.worker", "celery.beat", "workers.relay")
# Their lines repeat ours, or tell of every step inside a step.
TALKERS = ("httpx", "transitions.core", "celery.app.trace", "celery.worker.strategy")
SOCKET_SECONDS = 10


@cache
def wiring() -> Wiring:
    """What this process works with. Its engine connects at first use, which in a worker is after the fork."""
    return Wiring(read_settings())


def configure_logs(**_: object) -> None:
    """Our log format for everything this process says, Celery's own events included."""
    settings = read_settings()
    configure(level=settings.log_level, json=settings.log_format is LogFormat.JSON)
    for name in ANNOUNCERS:
        getLogger(name).setLevel(INFO)
    for name in TALKERS:
        getLogger(name).setLevel(WARNING)


def _forget_the_parents_connections(**_: object) -> None:
    wiring.cache_clear()


def _celery() -> "Celery[LoggedTask]":
    app = Celery(
        "binglian",
        task_cls=LoggedTask,
        include=["workers.tasks.centres", "workers.tasks.exchange", "workers.tasks.sweeps"],
    )
    app.conf.update(
        broker_url=read_settings().broker_url,
        result_backend=None,
        task_ignore_result=True,
        accept_content=["json"],
        task_serializer="json",
        enable_utc=True,
        timezone="UTC",
        # Acknowledged when done. A worker that dies takes its message along; the row's lease brings it back.
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        worker_prefetch_multiplier=1,
        # A transaction under way may end: its effect counts whether or not the broker hears of it.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_hijack_root_logger=False,
        task_queues=[Queue(name) for name in queue_names()],
        task_create_missing_queues=False,
        task_default_queue="none",  # whoever sends a task says where to
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": 600,
            "socket_connect_timeout": SOCKET_SECONDS,
            "socket_keepalive": True,
        },
        # The relay waits and tries again itself, with the rows still its own.
        task_publish_retry=False,
        beat_schedule=beat_schedule(),
    )
    return app


setup_logging.connect(configure_logs, weak=False)
worker_process_init.connect(_forget_the_parents_connections, weak=False)
app = _celery()
