"""What has served its purpose goes after its time, some of it at a time; what has not stays."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from tests.factories.projects import NOON
from workflow.operations.purging import purge
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

MONTH = timedelta(days=30)
KEPT = NOON - MONTH
GONE = KEPT - timedelta(seconds=1)
PERSON = "00000000-0000-4000-8000-000000000001"
FILL = (
    "INSERT INTO people (id, login, role) VALUES (:person, 'somebody', 'officer') ON CONFLICT DO NOTHING",
    "INSERT INTO outbox (shard, payload, created_at, due_at, delivered_at) VALUES (:name, '{}', :at, :at, :at)",
    "INSERT INTO commands (key, principal, at) VALUES (:name, 'p', :at)",
    "INSERT INTO callbacks (nonce, arrived_at) VALUES (:name, :at)",
    "INSERT INTO tokens (digest, person_id, issued_at, expires_at) VALUES (:name, :person, :at, :at)",
)
OPEN = (
    "INSERT INTO outbox (destination, shard, topic, payload, created_at, due_at, parked_at) "
    "VALUES ('exchange', 'waits', 'report', '{}', :at, :at, :parked)"
)
TABLES = ("outbox", "commands", "callbacks", "tokens")


@pytest.fixture(scope="module")
def running(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(running: Engine) -> Engine:
    """The database, with nothing in what is purged."""
    with running.begin() as connection:
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))
    return running


def fill(engine: Engine, *names: str, at: object) -> None:
    with engine.begin() as connection:
        for name in names:
            for statement in FILL:
                connection.execute(text(statement), {"name": name, "at": at, "person": PERSON})


def left(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES}


def purged(engine: Engine, *, limit: int = 100) -> set[int]:
    with UnitOfWork(engine) as work:
        return set(purge(work, older_than=MONTH, limit=limit, now=NOON).values())


def test_what_is_older_goes_once_and_what_is_not_stays(engine: Engine) -> None:
    fill(engine, "old", "older", at=GONE)
    fill(engine, "young", at=KEPT)

    assert (purged(engine), purged(engine)) == ({2}, {0})
    assert set(left(engine).values()) == {1}


def test_only_so_much_goes_at_a_time(engine: Engine) -> None:
    fill(engine, "a", "b", "c", at=GONE)

    assert [purged(engine, limit=2) for _ in range(3)] == [{2}, {1}, {0}]


def test_messages_that_wait_or_were_set_aside_are_kept_however_old(engine: Engine) -> None:
    with engine.begin() as connection:
        for parked in (None, GONE):
            connection.execute(text(OPEN), {"at": GONE, "parked": parked})

    purged(engine)

    assert left(engine)["outbox"] == 2


def test_two_purges_side_by_side_take_different_rows(engine: Engine) -> None:
    fill(engine, "a", "b", "c", at=GONE)

    with UnitOfWork(engine) as one, UnitOfWork(engine) as other:
        first = purge(one, older_than=MONTH, limit=2, now=NOON)
        second = purge(other, older_than=MONTH, limit=2, now=NOON)

    assert (set(first.values()), set(second.values())) == ({2}, {1})
    assert set(left(engine).values()) == {0}
