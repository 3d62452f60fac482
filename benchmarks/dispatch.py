"""Dispatch latency: from the making of a stage application to the receipt of the last of its cases.

    python benchmarks/dispatch.py [--rounds 20] [--items 12]

Binglian's way is the whole of it: the application's own transaction, outbox, NOTIFY, relay, Redis, a Celery worker,
lock, load, receipt with its hash-chained event, commit. The hand-written counterpart, in the same run on the same
server, follows the same application: one process that LISTENs on the same channel and takes in all cases of the message
by one statement, with no broker, no chain and no rule.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine, TextClause, text

from catalogs.schema import StageCode
from tests.factories.projects import APPLICANT, case
from tests.integration.city import City, eventually
from tests.integration.stored import store
from workflow.domain.ids import ProjectId
from workflow.operations import applying
from workflow.running.ports import free_port
from workflow.running.postgres import start_postgres
from workflow.running.redis import start_redis
from workflow.store.database import engine_for
from workflow.store.migrating import upgrade
from workflow.store.unit_of_work import UnitOfWork

BY_HAND = """
WITH mine AS (
  UPDATE outbox SET delivered_at = clock_timestamp()
  WHERE id IN (
    SELECT id FROM outbox WHERE delivered_at IS NULL AND topic = 'receive' FOR UPDATE SKIP LOCKED)
  RETURNING shard::uuid AS project_id),
received AS (
  UPDATE sub_approvals s SET status = 'received', received_at = clock_timestamp()
  FROM mine WHERE s.project_id = mine.project_id AND s.status = 'dispatched' RETURNING s.project_id, s.id)
INSERT INTO events (project_id, position, type, at, actor, sub_approval, data)
SELECT project_id, 1000 + row_number() OVER (), 'sub-approval:receipt:given', clock_timestamp(), '{}'::jsonb, id,
  '{}'::jsonb
FROM received
"""
LAST_RECEIPT = text("SELECT max(received_at) FROM sub_approvals WHERE project_id = :id")
ALL_RECEIVED = text("SELECT bool_and(received_at IS NOT NULL) FROM sub_approvals WHERE project_id = :id")


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="binglian-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)  # the server runs under an account of its own when this runs as root
        postgres = start_postgres(folder / "postgres", port=free_port())
        stack.callback(postgres.stop)
        redis = start_redis(folder / "redis", port=free_port())
        stack.callback(redis.stop)
        engine = engine_for(postgres.url)
        upgrade(engine)
        with _by_hand(postgres.url):
            theirs = _measure(engine, arguments, "hand-written")
        city = City(database_url=postgres.url, broker_url=redis.url, directory=folder)
        stack.callback(city.stop)
        city.start("relay", "centres")
        ours = _measure(engine, arguments, "Binglian")
    Console().print(_table({"Binglian": ours, "hand-written SQL on LISTEN": theirs}, arguments))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--items", type=int, default=12, help="cases of the stage, all of one centre")
    return parser.parse_args()


def _measure(engine: Engine, arguments: argparse.Namespace, name: str) -> list[float]:
    return [_once(engine, arguments.items) for _ in track(range(arguments.rounds), description=name)]


def _once(engine: Engine, items: int) -> float:
    """Milliseconds of one application."""
    project = store(engine, [case(f"item_{number}") for number in range(items)], applied=False)
    begun = datetime.now(UTC)
    with UnitOfWork(engine) as work:
        applying.apply_for_stage(work, ProjectId(project.id), StageCode("1"), applicant=APPLICANT, now=begun)
    eventually(lambda: _scalar(engine, ALL_RECEIVED, project.id), what="receipt of all cases")
    received = _scalar(engine, LAST_RECEIPT, project.id)
    return (received - begun).total_seconds() * 1000


def _scalar(engine: Engine, query: TextClause, project: ProjectId) -> Any:  # noqa: ANN401 -- one value of any column
    with engine.connect() as connection:
        return connection.execute(query, {"id": project}).scalar_one()


@contextmanager
def _by_hand(url: str) -> Iterator[None]:
    stopped = Event()

    def listen() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("LISTEN outbox")
            while not stopped.is_set():
                # Read to its end: the generator holds the connection while it lives.
                if list(connection.notifies(timeout=0.2, stop_after=1)):
                    connection.execute(BY_HAND)

    listener = Thread(target=listen)
    listener.start()
    try:
        yield
    finally:
        stopped.set()
        listener.join()


def _table(measured: dict[str, list[float]], arguments: argparse.Namespace) -> Table:
    table = Table(title=f"Dispatch of {arguments.items} cases, milliseconds · {arguments.rounds} rounds")
    for heading in ("", "min", "median", "max"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, values in measured.items():
        table.add_row(name, *(f"{value:.1f}" for value in (min(values), statistics.median(values), max(values))))
    return table


if __name__ == "__main__":
    main()
