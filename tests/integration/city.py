"""The whole machinery as processes: relay, Celery worker and the provincial platform, on servers given to it.

Every process can be killed and started again. Waiting is for conditions, each with a deadline.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from time import monotonic

import httpx
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.running.children import Child, Recipe
from workflow.running.ports import free_port
from workflow.running.redis import start_redis
from workflow.store.database import engine_for

TOKEN, SECRET = "token-of-the-test", "secret-of-the-test"
LEASE_SECONDS = 1.5
DEADLINE = 60.0
LOOK_EVERY = 0.05


def now() -> datetime:
    return datetime.now(UTC)


def eventually(condition: Callable[[], bool], *, seconds: float = DEADLINE, what: str = "") -> None:
    """Return as soon as the condition holds. A database that is away for a moment counts as not yet."""
    deadline, never = monotonic() + seconds, Event()
    while not _holds(condition):
        assert monotonic() < deadline, f"not within {seconds} s: {what or condition}"
        never.wait(LOOK_EVERY)


def _holds(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except DBAPIError:
        return False


@contextmanager
def running_city(database: str, directory: Path) -> Iterator["City"]:
    """All processes on that database, with a Redis of their own."""
    redis = start_redis(directory / "redis", port=free_port())
    city = City(database, redis.url, directory)
    try:
        yield city.start()
    finally:
        city.stop()
        redis.stop()


@dataclass
class City:
    """Processes of one deployment, and what a test asks of them."""

    database_url: str
    broker_url: str
    directory: Path
    children: dict[str, Child] = field(default_factory=dict)
    province_port: int = field(default_factory=free_port)

    @cached_property
    def engine(self) -> Engine:
        return engine_for(self.database_url)

    @cached_property
    def province(self) -> httpx.Client:
        url = f"http://127.0.0.1:{self.province_port}"
        return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False)

    @cached_property
    def platform(self) -> HttpProvincialPlatform:
        return HttpProvincialPlatform(str(self.province.base_url), token=TOKEN, timeout=httpx.Timeout(10))

    def faults(self, process: str) -> Path:
        """Where the armed fault points of one process lie: another never dies in its place."""
        folder = self.directory / "faults" / process
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def start(self, *names: str) -> "City":
        """Start the named processes (all of them when none is named) and wait until each is ready."""
        for name in names or self._commands():
            self._start(name)
        return self

    def start_what_has_died(self) -> None:
        for name, child in list(self.children.items()):
            if child.exit_status is not None:
                self._start(name)

    def kill(self, name: str) -> None:
        """Kill -9 of the process and all it started."""
        self.children[name].kill()

    def stop(self) -> None:
        """End everything; what a test left running in the worker is killed with it."""
        for child in reversed(self.children.values()):
            child.stop()
        self.province.close()
        self.platform.close()
        self.engine.dispose()

    def arm(self, point: str, process: str) -> None:
        """Have the process, or the first of its children to reach the fault point, die there as by kill -9."""
        (self.faults(process) / point).touch()

    def disarm(self) -> None:
        for process in self.children:
            for point in self.faults(process).iterdir():
                point.unlink()

    def has_died_at(self, point: str, process: str) -> bool:
        return not (self.faults(process) / point).exists()

    def control(self, **changes: object) -> None:
        """Have the platform misbehave."""
        self.province.post("/control", json=changes).raise_for_status()

    def scalar(self, query: str, **values: object) -> int:
        with self.engine.connect() as connection:
            found: int = connection.execute(text(query), values).scalar_one()
        return found

    def undelivered(self) -> int:
        return self.scalar("SELECT count(*) FROM outbox WHERE delivered_at IS NULL")

    def is_reporting(self) -> bool:
        """Is a project's turn with the province taken?"""
        return self.scalar("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") > 0

    def is_working(self) -> bool:
        """Does a centre's task wait for a project that somebody else has locked?"""
        waiting = "wait_event_type = 'Lock' AND query LIKE '%projects%FOR UPDATE%'"
        return self.scalar(f"SELECT count(*) FROM pg_stat_activity WHERE {waiting}") > 0

    def is_quiet(self) -> bool:
        """Has every message been carried out?"""
        return self.undelivered() == 0

    def _start(self, name: str) -> None:
        if name in self.children:
            self.children[name].kill()
        command, ready = self._commands()[name]
        log = self.directory / f"{name}.log"
        environment = self.environment | {"BINGLIAN_FAULTS": str(self.faults(name))}
        child = self.children[name] = Child(Recipe(name=name, command=command, log=log, environment=environment))
        child.wait_until(lambda: ready in child.last_lines(200), seconds=DEADLINE)

    def _commands(self) -> dict[str, tuple[tuple[str, ...], str]]:
        python = (sys.executable, "-m")
        celery = (*python, "celery", "-A", "workers.app:app", "worker", "--without-gossip", "--without-mingle")
        platform = (*python, "simulators.provincial_platform", "--port", str(self.province_port))
        return {
            "province": (platform, "http://"),
            "relay": ((*python, "workers.relay", "--lease-seconds", str(LEASE_SECONDS)), "relay_ready"),
            "centres": ((*celery, "-n", "centres@%h", "-c", "2", "-X", "exchange"), " ready."),
            "exchange": ((*celery, "-n", "exchange@%h", "-c", "2", "-Q", "exchange"), " ready."),
        }

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "BINGLIAN_DATABASE_URL": self.database_url,
            "BINGLIAN_BROKER_URL": self.broker_url,
            "BINGLIAN_PROVINCE_URL": f"http://127.0.0.1:{self.province_port}",
            "BINGLIAN_PROVINCE_DATABASE": str(self.directory / "province.sqlite3"),
            "BINGLIAN_PROVINCE_TOKEN": TOKEN,
            "BINGLIAN_CALLBACK_SECRET": SECRET,
            "BINGLIAN_VAR_DIR": str(self.directory),
        }
