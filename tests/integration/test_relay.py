"""The relay and the outbox on a real PostgreSQL and Redis: order, leases, back-off, and ends that are clean."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from kombu import Connection
from sqlalchemy import Engine, text

from tests.integration.city import City, eventually, now
from workers.patience import A_FEW_TIMES, PATIENCE, UNTIL_IT_IS_BACK
from workflow.domain.messages import Message, Topic
from workflow.running.ports import free_port
from workflow.running.redis import Redis, start_redis
from workflow.store.outbox import PARK, Taken
from workflow.store.unit_of_work import UnitOfWork
from workflow.views.outbox import failing_messages

LEASE = timedelta(seconds=30)
NOWHERE = "centre.999999"


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = start_redis(tmp_path_factory.mktemp("relay-redis"), port=free_port())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(database: str, redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(database, redis.url, tmp_path_factory.mktemp("relay"))
    yield city
    city.stop()


@pytest.fixture
def city(running: City) -> Iterator[City]:
    """A database with an empty outbox, and no process."""
    with running.engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox"))
    yield running
    for child in running.children.values():
        child.stop()


@pytest.fixture
def engine(city: City) -> Engine:
    return city.engine


def write(engine: Engine, *, shard: str = "a", destination: str = "centre.530600") -> int:
    """A message in the outbox; returns its id."""
    message = Message(destination=destination, shard=shard, topic=Topic.RECEIVE, payload={"sub_approvals": []})
    with UnitOfWork(engine) as work:
        work.outbox.add(message, now=now())
    with engine.connect() as connection:
        newest: int = connection.execute(text("SELECT max(id) FROM outbox")).scalar_one()
    return newest


def claimed(engine: Engine, *, after: timedelta = timedelta(0), limit: int = 100) -> list[int]:
    with UnitOfWork(engine) as work:
        return [one.id for one in work.outbox.claim(now=now() + after, lease=LEASE, limit=limit)]


def taken(engine: Engine, id: int) -> Taken | None:
    with UnitOfWork(engine) as work:
        return work.outbox.take(id)


def deliver(engine: Engine, *ids: int) -> None:
    with UnitOfWork(engine) as work:
        work.outbox.mark_delivered(*ids, now=now())


def test_only_the_head_of_a_project_goes_and_projects_go_side_by_side(engine: Engine) -> None:
    first, second, other = write(engine), write(engine), write(engine, shard="b")

    before = claimed(engine)
    deliver(engine, first)

    assert before == [first, other]
    assert claimed(engine) == [second]


def test_two_relays_at_once_never_claim_the_same_message(engine: Engine) -> None:
    ids = [write(engine, shard=str(number)) for number in range(6)]

    with UnitOfWork(engine) as one, UnitOfWork(engine) as other:
        first = one.outbox.claim(now=now(), lease=LEASE, limit=3)
        second = other.outbox.claim(now=now(), lease=LEASE, limit=100)

    assert [claim.id for claim in first] == ids[:3]
    assert [claim.id for claim in second] == ids[3:]


def test_claimed_message_comes_back_when_its_lease_has_run_out(engine: Engine) -> None:
    id = write(engine)
    claimed(engine)

    assert claimed(engine) == []
    assert claimed(engine, after=LEASE) == [id]


def test_the_lease_of_an_old_message_is_longer_so_that_an_absent_centre_is_not_flooded(engine: Engine) -> None:
    id = write(engine)
    claimed(engine, after=timedelta(minutes=10))

    assert claimed(engine, after=timedelta(minutes=12)) == []
    assert claimed(engine, after=timedelta(minutes=15)) == [id]


def test_what_could_not_be_published_is_due_at_once(engine: Engine) -> None:
    id = write(engine)
    claimed(engine)

    with UnitOfWork(engine) as work:
        work.outbox.put_back([id], due_at=now())

    assert claimed(engine) == [id]


def test_a_failure_waits_longer_each_time_and_then_is_set_aside(engine: Engine) -> None:
    id = write(engine)
    waits = []
    for _ in range(A_FEW_TIMES.tries):
        at = now()
        with UnitOfWork(engine) as work:
            work.outbox.mark_failed(id, error="no", back_off=A_FEW_TIMES, now=at)
        with engine.connect() as connection:
            waits.append(
                connection.execute(
                    text("SELECT due_at - :at FROM outbox WHERE id = :id"), {"at": at, "id": id}
                ).scalar_one()
            )

    assert [wait.total_seconds() for wait in waits[:4]] == [1, 2, 4, 8]
    assert max(waits) == A_FEW_TIMES.longest
    assert (taken(engine, id), claimed(engine, after=timedelta(days=1))) == (None, [])


def test_failures_of_another_kind_do_not_use_up_the_tries(engine: Engine) -> None:
    id = write(engine)
    with UnitOfWork(engine) as work:
        for _ in range(A_FEW_TIMES.tries + 1):
            work.outbox.mark_failed(id, error="away", back_off=UNTIL_IT_IS_BACK, now=now())

        work.outbox.mark_failed(id, error="unexpected", back_off=A_FEW_TIMES, now=now())

    found = taken(engine, id)
    assert found is not None
    assert found.attempts == 1


def test_a_message_that_is_tried_again_is_shown_with_its_reason(engine: Engine) -> None:
    id = write(engine)
    with UnitOfWork(engine) as work:
        work.outbox.mark_failed(id, error="HTTP 401", back_off=UNTIL_IT_IS_BACK, now=now())

    with engine.connect() as connection:
        [shown] = failing_messages(connection)

    assert (shown.id, shown.attempts, shown.reason) == (id, 1, "HTTP 401")


def test_kinds_of_failure_are_told_apart() -> None:
    back_offs = {*PATIENCE.values()}

    assert len({back_off.failure for back_off in back_offs}) == len(back_offs)


def test_a_platform_that_is_away_for_two_weeks_is_waited_for(engine: Engine) -> None:
    assert UNTIL_IT_IS_BACK.longest * UNTIL_IT_IS_BACK.tries > timedelta(days=13)


def test_what_was_set_aside_holds_its_project_back_until_it_is_released(engine: Engine) -> None:
    first, second = write(engine), write(engine)
    with UnitOfWork(engine) as work:
        work.outbox.mark_failed(first, error="refused", back_off=PARK, now=now())
    before = claimed(engine, after=timedelta(days=1))

    with UnitOfWork(engine) as work:
        released = work.outbox.release(first, now=now())

    assert (before, released) == ([], 1)
    assert claimed(engine) == [first]
    deliver(engine, first)
    assert claimed(engine) == [second]


def test_the_relay_sleeps_until_something_may_go_not_until_something_is_due(engine: Engine) -> None:
    write(engine)
    write(engine)
    claimed(engine)

    with UnitOfWork(engine) as work:
        due = work.outbox.next_due()

    assert due is not None
    assert due > now() + LEASE / 2


def test_ids_reach_the_queue_of_their_destination(city: City, redis: Redis) -> None:
    city.start("relay")

    write(city.engine, shard=str(uuid4()), destination="centre.530621")

    with Connection(redis.url) as broker:
        eventually(lambda: broker.default_channel.client.llen("centre.530621") == 1)


def test_a_message_to_a_queue_that_does_not_exist_is_set_aside_with_the_reason(city: City) -> None:
    id = write(city.engine, destination=NOWHERE)

    city.start("relay")

    reason = f"SELECT count(*) FROM outbox WHERE id = {id} AND parked_at IS NOT NULL AND last_error LIKE '%{NOWHERE}%'"
    eventually(lambda: city.scalar(reason) == 1)


def test_the_relay_says_that_it_is_alive_and_ends_cleanly_when_told(city: City) -> None:
    city.start("relay")
    eventually(lambda: city.scalar("SELECT count(*) FROM heartbeats WHERE process LIKE 'relay@%'") == 1)

    city.children["relay"].process.terminate()

    assert city.children["relay"].process.wait(timeout=10) == 0


def test_a_relay_without_redis_waits_and_publishes_when_it_is_back(city: City, redis: Redis, tmp_path: Path) -> None:
    city.start("relay")
    redis.kill()
    write(city.engine, destination="centre.530622")
    eventually(lambda: "relay_waits" in city.children["relay"].last_lines(20))

    redis.restart()

    with Connection(redis.url) as broker:
        eventually(lambda: broker.default_channel.client.llen("centre.530622") == 1)
