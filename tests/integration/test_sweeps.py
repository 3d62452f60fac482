"""The safety net: what no message would do any more is found, written again, and counted."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.integration.city import City, eventually, now, running_city
from tests.integration.journeys import apply, closes, finished, is_coded, register, require_everything_once, sweep_now
from workflow.domain import registering
from workflow.domain.ids import ProjectId
from workflow.store.unit_of_work import UnitOfWork


@pytest.fixture(scope="module")
def city(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with running_city(database, tmp_path_factory.mktemp("sweeps")) as city:
        yield city


def lose_every_message(city: City) -> None:
    with city.engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox WHERE delivered_at IS NULL"))


def issued_code(city: City, id: ProjectId) -> str:
    """A code of the province for a project, asked for by hand."""
    body = {"provisional_code": "x", "name": "x", "region": "530602", "kind": "verification", "industry": "44"}
    applicant = {"applicant_code": "91350100M000100Y43", "applicant_name": "x"}
    answer = city.province.post("/codes", json={**body, **applicant}, headers={"Idempotency-Key": str(id)})
    code: str = answer.raise_for_status().json()["code"]
    return code


def test_sweeps_find_nothing_in_an_undamaged_system(city: City) -> None:
    finished(city)

    assert set(sweep_now(city).values()) == {0}


def test_a_registration_a_dispatch_and_a_report_whose_messages_are_lost_are_done_all_the_same(city: City) -> None:
    city.kill("relay")
    registered, coded = register(city), register(city)
    with UnitOfWork(city.engine) as work:
        registering.confirm_code(work.projects.lock(coded), issued_code(city, coded), at=now())
    apply(city, coded)
    lose_every_message(city)

    repaired, again = sweep_now(city), sweep_now(city)
    city.start("relay")

    assert repaired == {
        "registered_without_code": 1,
        "dispatched_not_received": 2,
        "events_not_reported": 1,
        "handed_over_not_arrived": 0,
        "records_not_sent": 0,
    }
    assert set(again.values()) == {0}
    eventually(lambda: is_coded(city, registered))
    apply(city, registered)
    eventually(closes(city, registered))
    eventually(closes(city, coded))
    eventually(city.is_quiet)
    require_everything_once(city, [registered, coded])


def test_a_hand_over_whose_message_is_lost_arrives_all_the_same(city: City) -> None:
    project = register(city)
    eventually(lambda: is_coded(city, project))
    apply(city, project)
    offered = 'SELECT count(*) FROM sub_approvals WHERE legs @> \'[{"status": "offered", "arrived_at": null}]\''
    eventually(lambda: city.is_quiet() and _every_case_is_before_an_office(city, project))
    city.kill("relay")
    eventually(lambda: not closes(city, project)() and city.scalar(offered) == 1)
    lose_every_message(city)

    repaired = sweep_now(city)
    city.start("relay")

    assert repaired["handed_over_not_arrived"] == 1
    eventually(closes(city, project))


def test_records_that_wait_without_a_message_are_sent_all_the_same(city: City) -> None:
    project = register(city)
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)
    with city.engine.begin() as connection:
        connection.execute(text("UPDATE exchange_records SET status = 0 WHERE shard = :id"), {"id": str(project)})

    repaired = sweep_now(city)

    assert repaired["records_not_sent"] == 1
    eventually(lambda: city.scalar("SELECT count(*) FROM exchange_records WHERE status <> 3") == 0)


def _every_case_is_before_an_office(city: City, project: ProjectId) -> bool:
    query = "SELECT count(*) FROM sub_approvals WHERE project_id = :id AND status = 'dispatched'"
    return city.scalar(query, id=project) == 0
