"""Two workers carry out two copies of one centre's message at the same moment: its effect comes once, every time."""

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text

from tests.factories.projects import CITY, COUNTY, case, minutes, officer
from tests.integration.stored import bring_to_review, store
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.messages import Topic
from workflow.operations import delivering, reviewing
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

TIMES = 50


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


def message_to(engine: Engine, project: Project, topic: Topic) -> int:
    query = text("SELECT id FROM outbox WHERE shard = :shard AND topic = :topic AND delivered_at IS NULL")
    with engine.connect() as connection:
        found: int = connection.execute(query, {"shard": str(project.id), "topic": str(topic)}).scalar_one()
    return found


def at_the_same_moment(engine: Engine, message: int) -> list[object]:
    """What two workers with a copy each say became of it."""
    said: list[object] = []
    barrier = Barrier(2)

    def carry_out() -> None:
        try:
            barrier.wait()
            with UnitOfWork(engine) as work:
                moved = delivering.deliver(work, message, now=minutes(9))
            said.append(moved)
        except Exception as failure:  # noqa: BLE001 -- whatever it is, the test reports it
            said.append(failure)

    threads = [Thread(target=carry_out) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said, key=str)


def times(engine: Engine, project: Project, type: EventType) -> int:
    query = text("SELECT count(*) FROM events WHERE project_id = :id AND type = :type")
    with engine.connect() as connection:
        found: int = connection.execute(query, {"id": project.id, "type": str(type)}).scalar_one()
    return found


def test_cases_are_received_once(engine: Engine) -> None:
    for _ in range(TIMES):
        project = store(engine, [case("first"), case("second")])

        said = at_the_same_moment(engine, message_to(engine, project, Topic.RECEIVE))

        assert said == [2, None]
        assert times(engine, project, EventType.RECEIVED) == 2


def test_a_hand_over_arrives_once(engine: Engine) -> None:
    for _ in range(TIMES):
        cases = [case("first", offices=[COUNTY, CITY])]
        project = store(engine, cases)
        bring_to_review(engine, cases)
        with UnitOfWork(engine) as work:
            reviewing.hand_over(work, cases[0].id, opinion="同意", officer=officer(COUNTY), now=minutes(4))

        said = at_the_same_moment(engine, message_to(engine, project, Topic.TAKE_OVER))

        assert said == [1, None]
        assert times(engine, project, EventType.HAND_OVER_ARRIVED) == 1
