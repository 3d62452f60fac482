"""Supervision orders of the province are read by those they concern, and not by the applicant."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from tests.factories.projects import NOON
from tests.integration.api.counter import COUNTY_OFFICE, FOOD, WIND, Counter, Desk
from workflow.operations import registering

SUPERVISOR, LAND = "supervisor.530600", "530621.natural_resources"
ITEM = "state_land_use_right"


@pytest.fixture(scope="module")
def projects(counter: Counter) -> Mapping[str, str]:
    """Two projects, the first with three orders and the second with one; the last arrived last."""
    found = {FOOD: counter.register(FOOD), WIND: counter.register(WIND, "wind_farm")}
    for login, project in found.items():
        counter.hand_in_everything(project, login)
        counter.apply(project, login)
    for number, (login, item) in enumerate([(FOOD, None), (FOOD, ITEM), (FOOD, "forest_land_use"), (WIND, None)]):
        order(counter, found[login], f"DB-{number}", item, number)
    return found


def order(counter: Counter, project: str, id: str, item: str | None, number: int) -> None:
    code = counter.desk(SUPERVISOR).get(f"/projects/{project}").json()["code"]
    with counter.wiring.work() as work:
        registering.receive_supervision_order(
            work,
            id=id,
            project_code=code,
            item=item,
            matter="请说明超期原因",
            due_on=date(2026, 3, 9),
            issued_by="省发展改革委",
            issued_at=NOON,
            now=NOON + timedelta(minutes=number),
        )


def ids(desk: Desk, path: str = "/supervision-orders") -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = desk.get(path, limit=2, **({"after": after} if after else {})).json()
        found += [one["id"] for one in page["items"]]
        if not (after := page["next"]):
            return found


def test_who_oversees_reads_every_order_the_newest_first(counter: Counter, projects: Mapping[str, str]) -> None:
    assert ids(counter.desk(SUPERVISOR)) == ["DB-3", "DB-2", "DB-1", "DB-0"]
    assert ids(counter.desk("administrator")) == ["DB-3", "DB-2", "DB-1", "DB-0"]


def test_an_officer_reads_the_orders_on_projects_he_may_see(counter: Counter, projects: Mapping[str, str]) -> None:
    assert ids(counter.officer(COUNTY_OFFICE)) == ["DB-2", "DB-1", "DB-0"]
    assert ids(counter.officer("530681.natural_resources")) == []


def test_a_project_shows_its_own_orders(counter: Counter, projects: Mapping[str, str]) -> None:
    path = f"/projects/{projects[FOOD]}/supervision-orders"
    line = counter.officer(LAND).get(path).json()["items"][1]

    assert ids(counter.officer(LAND), path) == ["DB-2", "DB-1", "DB-0"]
    assert (line["item"]["key"], line["matter"], line["due_on"]) == (ITEM, "请说明超期原因", "2026-03-09")
    assert counter.officer("530681.natural_resources").get(path).status_code == 404


def test_an_applicant_learns_nothing_of_them(counter: Counter, projects: Mapping[str, str]) -> None:
    applicant, path = counter.desk(FOOD), f"/projects/{projects[FOOD]}"

    assert applicant.get("/supervision-orders").status_code == 403
    assert applicant.get(f"{path}/supervision-orders").status_code == 403
    assert "supervision-order" not in applicant.get(f"{path}/trace").text
    assert applicant.get(f"{path}/board").json()["supervision_orders"] is None
    assert "supervision-order" in counter.officer(LAND).get(f"{path}/trace").text


def test_orders_are_counted_on_the_board_and_in_the_inbox(counter: Counter, projects: Mapping[str, str]) -> None:
    board = counter.officer(LAND).get(f"/projects/{projects[FOOD]}/board").json()
    lines = counter.officer(LAND).get("/inbox", limit=100).json()["items"]

    counts = {line["item"]["key"]: line["supervision_orders"] for line in lines if line["project"] == projects[FOOD]}

    assert board["supervision_orders"] == 3
    assert counts[ITEM] == 2  # its own and the project's
    assert counts["geohazard_assessment"] == 1
