"""Decisions per second and dispatch latency, each beside the same work done by hand-written SQL in the same run.

    python benchmarks/decisions.py [--projects 40] [--items 12] [--rounds 5]

A decision here is what an officer's POST does below HTTP: lock the project, load it with all siblings, decide, write
the case, the hash-chained event, the outbox message and the project in one transaction with full durability. The
hand-written counterpart locks the project and writes the same rows with psycopg, with no rule, no chain and no
loading: the least that PostgreSQL must do for the same rows.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import perf_counter
from uuid import UUID, uuid4

import psycopg
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine

from tests.factories.projects import case, officer
from tests.integration.stored import bring_to_review, store
from workflow.domain.statuses import Outcome
from workflow.domain.sub_approval import SubApproval
from workflow.operations import reviewing
from workflow.running.ports import free_port
from workflow.running.postgres import start_postgres
from workflow.store.database import engine_for
from workflow.store.migrating import upgrade
from workflow.store.unit_of_work import UnitOfWork

BY_HAND = """
WITH decided AS (
  UPDATE sub_approvals SET status = 'decided', outcome = 'approved', decided_at = %(at)s, result_number = '1',
    acting_offices = '{}' WHERE id = %(sub)s RETURNING project_id),
logged AS (
  INSERT INTO events (project_id, position, type, at, actor, sub_approval, data, hash)
  SELECT project_id, %(position)s, 'sub-approval:decision:made', %(at)s, '{}', %(sub)s, '{}', %(hash)s FROM decided),
sent AS (
  INSERT INTO outbox (destination, shard, topic, payload, created_at, due_at)
  SELECT 'exchange', project_id::text, 'report', '{}', %(at)s, %(at)s FROM decided)
UPDATE projects SET event_count = %(position)s FROM decided WHERE projects.id = decided.project_id
"""
BY_HAND_LOCK = "SELECT id FROM projects WHERE id = %s FOR UPDATE"


@dataclass(frozen=True)
class Round:
    """Decisions per second of one round, by way of doing it."""

    rates: dict[str, float]


def main() -> None:
    arguments = _arguments()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="binglian-bench-") as folder, _server(Path(folder)) as url:
        engine = engine_for(url)
        upgrade(engine)
        rounds = [_round(engine, url, arguments) for _ in track(range(arguments.rounds), description="decisions")]
    console.print(_table(rounds, arguments))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=40, help="projects decided in a round")
    parser.add_argument("--items", type=int, default=12, help="cases of a project, all in one stage")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2, help="officers at once in the parallel measurement")
    return parser.parse_args()


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    folder.chmod(0o755)  # the server runs under an account of its own when this runs as root
    server = start_postgres(folder / "postgres", port=free_port())
    try:
        yield server.url
    finally:
        server.stop()


def _round(engine: Engine, url: str, arguments: argparse.Namespace) -> Round:
    ways: dict[str, Callable[[Sequence[tuple[UUID, SubApproval]]], None]] = {
        "Binglian, one officer": lambda cases: _decide_all(engine, cases),
        "hand-written SQL, one connection": lambda cases: _by_hand_all(url, cases),
        f"Binglian, {arguments.threads} officers": lambda cases: _at_once(
            arguments.threads, cases, lambda part: _decide_all(engine, part)
        ),
        f"hand-written SQL, {arguments.threads} connections": lambda cases: _at_once(
            arguments.threads, cases, lambda part: _by_hand_all(url, part)
        ),
    }
    rates = {}
    for name, way in ways.items():
        cases = _prepared(engine, arguments)
        begun = perf_counter()
        way(cases)
        rates[name] = len(cases) / (perf_counter() - begun)
    return Round(rates)


def _prepared(engine: Engine, arguments: argparse.Namespace) -> list[tuple[UUID, SubApproval]]:
    prepared = []
    for _ in range(arguments.projects):
        cases = [case(f"item_{number}") for number in range(arguments.items)]
        project = store(engine, cases)
        bring_to_review(engine, cases)
        prepared += [(project.id, sub) for sub in cases]
    return prepared


def _decide_all(engine: Engine, cases: Sequence[tuple[UUID, SubApproval]]) -> None:
    for _, sub in cases:
        with UnitOfWork(engine) as work:
            reviewing.decide(
                work, sub.id, outcome=Outcome.APPROVED, number="1", officer=officer(), now=datetime.now(UTC)
            )


def _by_hand_all(url: str, cases: Sequence[tuple[UUID, SubApproval]]) -> None:
    with psycopg.connect(url) as connection:
        for position, (project, sub) in enumerate(cases, start=1000):
            connection.execute(BY_HAND_LOCK, [project])
            connection.execute(
                BY_HAND, {"sub": sub.id, "at": datetime.now(UTC), "position": position, "hash": uuid4().hex * 2}
            )
            connection.commit()


def _at_once(
    threads: int,
    cases: Sequence[tuple[UUID, SubApproval]],
    work: Callable[[Sequence[tuple[UUID, SubApproval]]], None],
) -> None:
    # Whole projects go to one thread: officers of one project are serialised by its row in both ways of doing it.
    projects = sorted({project for project, _ in cases})
    parts = [[c for c in cases if projects.index(c[0]) % threads == number] for number in range(threads)]
    running = [Thread(target=work, args=(part,)) for part in parts]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def _table(rounds: Sequence[Round], arguments: argparse.Namespace) -> Table:
    decisions = arguments.projects * arguments.items
    size = f"{decisions} a round, {arguments.items} siblings each, {len(rounds)} rounds"
    table = Table(title=f"Decisions per second · {size}")
    for heading in ("", "min", "median", "max", "against hand-written"):
        table.add_column(heading, justify="right" if heading else "left")
    names = list(rounds[0].rates)
    for ours, theirs in zip(names[::2], names[1::2], strict=True):
        ratio = statistics.median(r.rates[ours] / r.rates[theirs] for r in rounds)
        table.add_row(*_row(ours, rounds), f"{ratio:.2f}")
        table.add_row(*_row(theirs, rounds), "1.00")
    return table


def _row(name: str, rounds: Sequence[Round]) -> tuple[str, ...]:
    rates = [r.rates[name] for r in rounds]
    return name, *(f"{value:,.0f}" for value in (min(rates), statistics.median(rates), max(rates)))


if __name__ == "__main__":
    main()
