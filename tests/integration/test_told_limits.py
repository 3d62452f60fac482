"""A number that the province could not be told is refused when it is stated, and nothing is kept of the act."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from tests.factories.projects import case, minutes, officer
from tests.integration.stored import bring_to_review, store
from workflow.domain.statuses import Outcome, Status
from workflow.errors import WrongInput
from workflow.operations import reviewing
from workflow.operations.applying import StoredFile
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

TOO_LONG = "昭" * 101
PAPER = StoredFile(sha256="a" * 64, size=1, filename="a.pdf", media_type="application/pdf")


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


def test_a_decision_under_too_long_a_number_is_not_made(engine: Engine) -> None:
    cases = [case("first")]
    project = store(engine, cases)
    bring_to_review(engine, cases)

    with pytest.raises(WrongInput, match="'number' has 101"), UnitOfWork(engine) as work:
        reviewing.decide(
            work, cases[0].id, outcome=Outcome.APPROVED, number=TOO_LONG, officer=officer(), now=minutes(4)
        )

    with UnitOfWork(engine) as work:
        assert work.projects.load(project.id).sub_approvals[0].status is Status.IN_REVIEW


def test_a_result_from_elsewhere_under_too_long_a_number_is_not_recorded(engine: Engine) -> None:
    cases = [case("first")]
    project = store(engine, cases, applied=False)

    with pytest.raises(WrongInput, match="'number' has 101"), UnitOfWork(engine) as work:
        reviewing.record_elsewhere(
            work,
            project.id,
            cases[0].item,
            number=TOO_LONG,
            on=date(2026, 1, 1),
            evidence=PAPER,
            officer=officer(),
            now=minutes(4),
            new_id=uuid4,
        )

    with UnitOfWork(engine) as work:
        assert work.projects.load(project.id).sub_approvals[0].status is Status.PLANNED
