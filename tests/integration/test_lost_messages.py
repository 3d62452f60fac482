"""What one centre did with its part of a case does not hide that another never heard of its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from catalogs.schema import OfficeId
from tests.factories.projects import CITY, COUNTY, case, minutes
from tests.integration.stored import store
from workflow.domain.aggregate import Project
from workflow.domain.statuses import LegStatus
from workflow.operations import delivering
from workflow.operations.sweeping import sweep
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

OTHER_COUNTY = OfficeId("530621.natural_resources")


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


def carry_out(engine: Engine, destination: str) -> None:
    query = text("SELECT id FROM outbox WHERE destination = :destination AND delivered_at IS NULL")
    with engine.connect() as connection:
        ids = list(connection.execute(query, {"destination": destination}).scalars())
    for id in ids:
        with UnitOfWork(engine) as work:
            delivering.deliver(work, id, now=minutes(1))


def first_legs(engine: Engine, project: Project) -> list[LegStatus]:
    with UnitOfWork(engine) as work:
        return [leg.status for leg in work.projects.load(project.id).sub_approvals[0].legs if leg.position == 0]


def test_the_leg_of_a_county_that_never_heard_of_it_is_found_and_begins(engine: Engine) -> None:
    sub = case("first", offices=[COUNTY, OTHER_COUNTY, CITY])
    sub.legs[1].position, sub.legs[2].position = 0, 1
    project = store(engine, [sub])
    carry_out(engine, "centre.530602")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox WHERE delivered_at IS NULL"))
    before = first_legs(engine, project)

    with UnitOfWork(engine) as work:
        found = sweep(work, now=minutes(2))["dispatched_not_received"]
    carry_out(engine, "centre.530621")

    assert before == [LegStatus.ACTIVE, LegStatus.WAITING]
    assert found == 1
    assert first_legs(engine, project) == [LegStatus.ACTIVE, LegStatus.ACTIVE]
