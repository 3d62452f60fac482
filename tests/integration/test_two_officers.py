"""Two officers decide the last two cases of a stage at the same moment: one join, every time."""

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text

from tests.factories.projects import case, minutes, officer
from tests.integration.stored import bring_to_review, store
from workflow.domain.statuses import Outcome, StageStatus, Status
from workflow.domain.sub_approval import SubApproval
from workflow.operations import reviewing
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

TIMES = 200


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


def decide_when_both_are_ready(engine: Engine, sub: SubApproval, barrier: Barrier, failures: list[Exception]) -> None:
    try:
        barrier.wait()
        with UnitOfWork(engine) as work:
            reviewing.decide(
                work, sub.id, outcome=Outcome.APPROVED, number="昭〔2026〕1号", officer=officer(), now=minutes(4)
            )
    except Exception as failure:  # noqa: BLE001 -- whatever it is, the test reports it
        failures.append(failure)


def test_two_officers_deciding_at_the_same_moment_fire_the_join_once(engine: Engine) -> None:
    for _ in range(TIMES):
        cases = [case("first"), case("second"), case("next", stage="2", waits_for=["first"])]
        project = store(engine, cases)
        bring_to_review(engine, cases[:2])
        barrier, failures = Barrier(2), list[Exception]()

        officers = [
            Thread(target=decide_when_both_are_ready, args=(engine, sub, barrier, failures)) for sub in cases[:2]
        ]
        for thread in officers:
            thread.start()
        for thread in officers:
            thread.join()

        assert failures == []
        with engine.connect() as connection:
            fired = connection.execute(
                text(
                    "SELECT count(*) FROM events WHERE project_id = :id AND type = 'stage:join:fired' AND stage = '1'"
                ),
                {"id": project.id},
            ).scalar_one()
        with UnitOfWork(engine) as work:
            after = work.projects.load(project.id)
        assert fired == 1
        assert [stage.status for stage in sorted(after.stages, key=lambda stage: stage.order)] == [
            StageStatus.CLOSED,
            StageStatus.OPEN,
        ]
        assert [after.sub_approval(sub.id).status for sub in cases[:2]] == [Status.DECIDED, Status.DECIDED]
