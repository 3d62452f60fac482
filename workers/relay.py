"""The relay: carries ids of outbox rows to the queues. `python -m workers.relay` runs one; several may run at once.

It sleeps on PostgreSQL's notifications, never longer than to the next due row, and looks by itself every second.
"""

import signal
from argparse import ArgumentParser
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from socket import gethostname
from threading import Event
from types import FrameType

import psycopg
import structlog
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

from workers.app import configure_logs, wiring
from workers.broker import Broker
from workers.queues import Hub, queue_names
from workflow.bootstrap import Wiring
from workflow.store import faults
from workflow.store.outbox import CHANNEL, PARK, Claimed

log = structlog.get_logger("workers.relay")

BATCH = 100
LEASE = timedelta(seconds=30)
LONGEST_SLEEP = timedelta(seconds=1)
SHORTEST_SLEEP = timedelta(milliseconds=50)  # a row that is due may still be held by the task that ends it
BEAT = timedelta(seconds=10)
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds between tries to reach a server that is away
BROKER_AWAY = (BrokerError, RedisError, OSError)
AWAY = (psycopg.Error, DBAPIError, *BROKER_AWAY)
TASKS: Mapping[str, str] = defaultdict(lambda: "centres.deliver", {str(Hub.EXCHANGE): "exchange.deliver"})


@dataclass
class Relay:
    """One relay. `lease` is how long a published row waits for its effect before it is published again."""

    wiring: Wiring
    lease: timedelta = LEASE
    stopping: Event = field(default_factory=Event)
    queues: frozenset[str] = field(default_factory=lambda: frozenset(queue_names()))
    broker: Broker = field(default_factory=Broker)
    last_beat: datetime | None = None
    pause: float = FIRST_PAUSE

    def run(self) -> None:
        """Relay until told to stop, through outages of either server."""
        while not self.stopping.is_set():
            try:
                with closing(self._listening()) as listener:
                    log.info("relay_ready", lease_seconds=self.lease.total_seconds())
                    self._relay_while_listening(listener)
            except AWAY as error:
                log.warning("relay_waits", error=type(error).__name__, seconds=self.pause)
                self.stopping.wait(self.pause)
                self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.broker.close()

    def stop(self) -> None:
        """Finish what is in hand and return from `run`."""
        self.stopping.set()

    def relay_what_is_due(self) -> int:
        """Publish every row that is due; returns how many."""
        published = 0
        while batch := self._claim():
            faults.reach("relay:claimed-before-publish")
            self._publish(batch)
            faults.reach("relay:published")
            published += len(batch)
        return published

    def _listening(self) -> psycopg.Connection:
        listener = psycopg.connect(
            self.wiring.settings.database_url or "",
            autocommit=True,
            connect_timeout=5,
            application_name="binglian-relay",
        )
        listener.execute(f"LISTEN {CHANNEL}")
        return listener

    def _relay_while_listening(self, listener: psycopg.Connection) -> None:
        while not self.stopping.is_set():
            self._beat()
            if published := self.relay_what_is_due():
                log.debug("relay_published", messages=published)
            self.pause = FIRST_PAUSE
            for _ in listener.notifies(timeout=self._sleep().total_seconds(), stop_after=1):
                pass

    def _claim(self) -> Sequence[Claimed]:
        with self.wiring.work() as work:
            return work.outbox.claim(now=self.wiring.clock(), lease=self.lease, limit=BATCH)

    def _publish(self, batch: Sequence[Claimed]) -> None:
        waiting = deque(batch)
        try:
            while waiting:
                self._send(waiting[0])
                waiting.popleft()
        except BROKER_AWAY:
            self._put_back(waiting)
            self.broker.close()
            raise

    def _send(self, message: Claimed) -> None:
        if message.destination in self.queues:
            self.broker.send(TASKS[message.destination], message.id, queue=message.destination)
        else:
            self._park(message)

    def _put_back(self, batch: Iterable[Claimed]) -> None:
        with suppress(DBAPIError), self.wiring.work() as work:  # else the lease brings them back
            work.outbox.put_back([message.id for message in batch], due_at=self.wiring.clock())

    def _park(self, message: Claimed) -> None:
        error = f"没有队列 {message.destination} (there is no queue {message.destination})"
        with self.wiring.work() as work:
            work.outbox.mark_failed(message.id, error=error, back_off=PARK, now=self.wiring.clock())

    def _sleep(self) -> timedelta:
        with self.wiring.work() as work:
            due = work.outbox.next_due()
        return LONGEST_SLEEP if due is None else min(max(due - self.wiring.clock(), SHORTEST_SLEEP), LONGEST_SLEEP)

    def _beat(self) -> None:
        now = self.wiring.clock()
        if self.last_beat is None or now - self.last_beat >= BEAT:
            with self.wiring.work() as work:
                work.records.beat(f"relay@{gethostname()}", at=now)
            self.last_beat = now


def main() -> None:
    """Run a relay until SIGTERM or SIGINT."""
    options = ArgumentParser(prog="python -m workers.relay", description=__doc__)
    options.add_argument("--lease-seconds", type=float, default=LEASE.total_seconds())
    configure_logs()
    relay = Relay(wiring(), lease=timedelta(seconds=options.parse_args().lease_seconds))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        relay.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    relay.run()


if __name__ == "__main__":
    main()
