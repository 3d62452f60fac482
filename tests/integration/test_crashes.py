"""Kill -9, lost brokers, duplicated messages, restarted servers: everything takes effect, and once.

The story of each test: projects are registered, get their codes from the province, apply for a stage with a permit, a
permit that waits for it, a case relayed from county to city, and a filing. Something is destroyed on the way. Then
every case exists once and was received once, the join fired once, the province has every record once and in order.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from kombu import Connection
from sqlalchemy import text

from tests.integration.city import City, eventually
from tests.integration.journeys import (
    apply,
    closes,
    every_dispatched_case_has_arrived,
    is_coded,
    register,
    require_everything_once,
)
from workers.app import app
from workflow.domain.ids import ProjectId
from workflow.running.ports import free_port
from workflow.running.postgres import Postgres, start_postgres
from workflow.running.redis import Redis, start_redis
from workflow.store.database import engine_for
from workflow.store.migrating import upgrade

POINTS_OF_THE_RELAY = ("relay:claimed-before-publish", "relay:published")
POINTS_OF_A_TASK = ("task:begun", "task:effect-before-commit", "task:committed-before-acknowledgement")
POINTS_OF_A_SENDING = ("task:begun", "task:committed-before-acknowledgement")
SENT = "exchange:sent-before-mark"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crashes")


@pytest.fixture(scope="module")
def postgres(folder: Path) -> Iterator[Postgres]:
    """A server of these tests' own: they restart it."""
    server = start_postgres(folder / "postgres", port=free_port())
    engine = engine_for(server.url)
    upgrade(engine)
    engine.dispose()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def redis(folder: Path) -> Iterator[Redis]:
    server = start_redis(folder / "redis", port=free_port())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(postgres: Postgres, redis: Redis, folder: Path) -> Iterator[City]:
    city = City(postgres.url, redis.url, folder)
    try:
        yield city.start()
    finally:
        city.stop()


@pytest.fixture
def city(running: City) -> Iterator[City]:
    """All processes alive; afterwards whatever the test killed is started again."""
    yield running
    running.disarm()
    running.start_what_has_died()
    running.control(delay_ms=0, fail_next=0, lose_answer_next=0, answer_twice_next=0, down=False)


def coded_projects(city: City, count: int = 2) -> list[ProjectId]:
    projects = [register(city) for _ in range(count)]
    eventually(lambda: all(is_coded(city, project) for project in projects))
    return projects


def finish(city: City, projects: Sequence[ProjectId]) -> None:
    for project in projects:
        eventually(closes(city, project), what="the stage is closed")
    eventually(city.is_quiet, what="every message is carried out")
    require_everything_once(city, projects)


@pytest.mark.parametrize("point", POINTS_OF_THE_RELAY)
def test_relay_killed_around_its_publishing(city: City, point: str) -> None:
    projects = coded_projects(city)
    city.arm(point, "relay")

    for project in projects:
        apply(city, project)
    eventually(lambda: city.children["relay"].exit_status is not None)
    city.start("relay")

    assert city.has_died_at(point, "relay")
    finish(city, projects)


@pytest.mark.parametrize(
    ("worker", "point"),
    [("centres", point) for point in POINTS_OF_A_TASK] + [("exchange", point) for point in POINTS_OF_A_SENDING],
)
def test_worker_killed_between_publish_and_effect_and_in_the_middle_of_a_task(
    city: City, worker: str, point: str
) -> None:
    projects = coded_projects(city)
    city.arm(point, worker)

    for project in projects:
        apply(city, project)
    eventually(lambda: city.has_died_at(point, worker))

    finish(city, projects)


def test_worker_of_the_centres_killed_whole_with_a_task_in_hand(city: City) -> None:
    projects = coded_projects(city)
    city.kill("relay")
    for project in projects:
        apply(city, project)

    with city.engine.begin() as connection:
        connection.execute(text("SELECT id FROM projects FOR UPDATE"))
        city.start("relay")
        eventually(city.is_working, what="a task waits for its project")
        city.kill("centres")
    city.start("centres")

    finish(city, projects)


def test_worker_of_the_exchange_killed_whole_with_a_sending_in_hand(city: City) -> None:
    projects = coded_projects(city)
    eventually(city.is_quiet)
    city.control(delay_ms=5_000)
    for project in projects:
        apply(city, project)
    eventually(city.is_reporting)

    city.kill("exchange")
    city.control(delay_ms=0)
    city.start("exchange")

    finish(city, projects)


def test_sender_killed_after_the_province_stored_and_before_we_noted_it(city: City) -> None:
    city.arm(SENT, "exchange")
    project = register(city)
    eventually(lambda: city.has_died_at(SENT, "exchange"), what="died with the code in hand")
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)
    city.arm(SENT, "exchange")
    apply(city, project)
    eventually(lambda: city.has_died_at(SENT, "exchange"), what="died with receipts in hand")

    finish(city, [project])


def test_redis_emptied_while_messages_wait_in_it(city: City, redis: Redis) -> None:
    projects = coded_projects(city)
    city.kill("centres")
    for project in projects:
        apply(city, project)
    eventually(lambda: _waiting_in(redis) > 0)

    with Connection(redis.url) as broker:
        broker.default_channel.client.flushall()
    city.start("centres")

    finish(city, projects)


def test_redis_killed_and_started_again_empty(city: City, redis: Redis) -> None:
    projects = coded_projects(city)
    redis.kill()
    for project in projects:
        apply(city, project)

    redis.restart()

    finish(city, projects)


def test_every_message_published_twice(city: City, redis: Redis) -> None:
    projects = coded_projects(city)
    for project in projects:
        apply(city, project)
    eventually(lambda: all(every_dispatched_case_has_arrived(city, project) for project in projects))

    with Connection(redis.url) as broker:
        for queue, task in (("centre.530600", "centres.deliver"), ("exchange", "exchange.deliver")):
            for message in range(1, city.scalar("SELECT max(id) FROM outbox") + 1):
                app.send_task(task, args=[message], queue=queue, connection=broker)

    finish(city, projects)


@pytest.mark.parametrize("is_killed", [False, True], ids=["stopped", "killed"])
def test_postgres_restarted_under_way(city: City, postgres: Postgres, is_killed: bool) -> None:
    projects = coded_projects(city)
    for project in projects:
        apply(city, project)

    if is_killed:
        postgres.kill()
    postgres.restart()

    finish(city, projects)


def test_province_down_loses_answers_answers_twice_and_fails(city: City) -> None:
    projects = coded_projects(city)
    city.control(down=True)
    for project in projects:
        apply(city, project)
        eventually(closes(city, project), what="the centres work on without the province")

    city.control(down=False, fail_next=2, lose_answer_next=2, answer_twice_next=2)

    finish(city, projects)


def test_province_killed_and_started_again(city: City) -> None:
    projects = coded_projects(city)
    for project in projects:
        apply(city, project)

    city.kill("province")
    eventually(closes(city, projects[0]))
    city.start("province")

    finish(city, projects)


def test_province_that_hangs_does_not_keep_the_centres_waiting(city: City) -> None:
    first, second = projects = coded_projects(city)
    eventually(city.is_quiet)
    city.control(delay_ms=5_000)
    apply(city, first)
    eventually(city.is_reporting)

    apply(city, second)
    eventually(lambda: every_dispatched_case_has_arrived(city, second), seconds=4)
    assert city.is_reporting()

    city.control(delay_ms=0)
    finish(city, projects)


def _waiting_in(redis: Redis) -> int:
    with Connection(redis.url) as broker:
        waiting: int = broker.default_channel.client.llen("centre.530600")
        return waiting
