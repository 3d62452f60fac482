"""What a decision and the opening of a stage cost in SQL statements, whatever the number of siblings."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from catalogs.schema import StageCode
from tests.factories.projects import APPLICANT, case, minutes, officer
from tests.integration.stored import bring_to_review, counted, store
from workflow.domain.statuses import Outcome, Status
from workflow.operations import applying, reviewing
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

PER_DECISION = 8
PER_STAGE_OF_TWELVE = 12


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("siblings", [1, 12, 40])
def test_a_decision_costs_the_same_few_statements_however_many_siblings(engine: Engine, siblings: int) -> None:
    cases = [case(f"item_{number}") for number in range(siblings)]
    store(engine, cases)
    bring_to_review(engine, cases[:1])

    with counted(engine) as statements, UnitOfWork(engine) as work:
        reviewing.decide(work, cases[0].id, outcome=Outcome.APPROVED, number="1", officer=officer(), now=minutes(4))

    assert len(statements) <= PER_DECISION
    assert len(statements) == 3  # lock, load, save


def test_opening_a_stage_of_twelve_items_is_not_twelve_times_the_work(engine: Engine) -> None:
    cases = [case(f"item_{number}") for number in range(12)]
    project = store(engine, cases, applied=False)

    with counted(engine) as statements, UnitOfWork(engine) as work:
        opened = applying.apply_for_stage(work, project.id, StageCode("1"), applicant=APPLICANT, now=minutes(1))

    assert all(sub.status is Status.DISPATCHED for sub in opened.sub_approvals)
    assert len(statements) <= PER_STAGE_OF_TWELVE
    assert len(statements) == 3
