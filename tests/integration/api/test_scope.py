"""Who sees what: lists are narrowed to the viewer's reach, and a page of them is never lost or repeated."""

from collections.abc import Mapping

import pytest

from tests.integration.api.counter import COUNTY_OFFICE, FOOD, WIND, Counter, Desk

SUPERVISOR, ADMINISTRATOR = "supervisor.530600", "administrator"


@pytest.fixture(scope="module")
def projects(counter: Counter) -> Mapping[str, str]:
    """One project of each applicant, in different counties, the first stage applied for."""
    found = {FOOD: counter.register(FOOD), WIND: counter.register(WIND, "wind_farm")}
    for login, project in found.items():
        counter.hand_in_everything(project, login)
        counter.apply(project, login)
    return found


def seen(desk: Desk, **filters: str) -> set[str]:
    found, after = [], None
    while True:
        page = desk.get("/projects", limit=1, **filters, **({"after": after} if after else {})).json()
        found += [one["id"] for one in page["items"]]
        if not (after := page["next"]):
            return set(found)


def test_an_applicant_sees_his_own_projects(counter: Counter, projects: Mapping[str, str]) -> None:
    assert seen(counter.desk(FOOD)) == {projects[FOOD]}


def test_an_officer_sees_projects_with_a_case_of_his_office(counter: Counter, projects: Mapping[str, str]) -> None:
    assert seen(counter.officer(COUNTY_OFFICE)) == {projects[FOOD]}
    assert seen(counter.officer("530621.forestry")) == {projects[FOOD], projects[WIND]}
    assert seen(counter.officer("530622.forestry")) == {projects[WIND]}
    assert seen(counter.officer("530681.development_reform")) == set()


@pytest.mark.parametrize("login", [SUPERVISOR, ADMINISTRATOR])
def test_who_oversees_sees_everything(counter: Counter, projects: Mapping[str, str], login: str) -> None:
    assert seen(counter.desk(login)) == set(projects.values())


def test_a_list_can_be_narrowed_to_a_status(counter: Counter, projects: Mapping[str, str]) -> None:
    desk = counter.desk(SUPERVISOR)

    assert seen(desk, status="permitting") == set(projects.values())
    assert seen(desk, status="withdrawn") == set()


PARTS = ("", "/plan", "/board", "/trace", "/documents")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_project_is_closed_to_those_it_does_not_concern(
    counter: Counter, projects: Mapping[str, str], part: str
) -> None:
    path = f"/projects/{projects[FOOD]}{part}"

    assert counter.desk(WIND).get(path).status_code == 404
    assert counter.officer("530681.development_reform").get(path).status_code == 404
    assert counter.officer(COUNTY_OFFICE).get(path).status_code == 200
    assert counter.desk(SUPERVISOR).get(path).status_code == 200


def test_a_case_is_closed_to_those_it_does_not_concern(counter: Counter, projects: Mapping[str, str]) -> None:
    path = f"/sub-approvals/{counter.case(projects[FOOD], 'state_land_use_right')['id']}"

    assert counter.desk(WIND).get(path).status_code == 404
    assert counter.officer("530681.development_reform").get(path).status_code == 404
    assert counter.desk(FOOD).get(path).json()["allowed"] == ["withdrawal"]
    assert counter.desk(SUPERVISOR).get(path).json()["allowed"] == []


def test_an_inbox_is_read_page_by_page_by_due_date(counter: Counter) -> None:
    for _ in range(3):
        project = counter.register()
        counter.hand_in_everything(project)
        counter.apply(project)
    officer = counter.officer("530621.natural_resources")
    cases = [line["sub_approval"] for line in officer.get("/inbox", limit=100).json()["items"]]
    officer.post(f"/sub-approvals/{cases[-1]}/acceptance")

    whole = officer.get("/inbox", limit=100).json()
    paged, after = [], None
    while True:
        page = officer.get("/inbox", limit=2, **({"after": after} if after else {})).json()
        paged += page["items"]
        if not (after := page["next"]):
            break

    assert paged == whole["items"]
    assert whole["items"][0]["sub_approval"] == cases[-1]
    assert whole["counts"] == {"received": len(cases) - 1, "accepted": 1}
    assert sum(whole["counts"].values()) == len(whole["items"])
    assert [line["status"] for line in officer.get("/inbox", status="accepted").json()["items"]] == ["accepted"]


def test_the_exchange_is_for_those_who_oversee_and_mended_by_the_administrator(counter: Counter) -> None:
    watcher, mender = counter.desk(SUPERVISOR), counter.desk(ADMINISTRATOR)

    assert watcher.get("/exchange").status_code == 200
    assert watcher.get("/exchange/records", status="rejected").json() == {"items": [], "next": None}
    assert watcher.post("/exchange/resends").status_code == 403
    assert mender.post("/exchange/resends").status_code == 422
    assert mender.post("/exchange/resends", {"table": "SPGL_XMQTFJXXB"}).json() == {"count": 0}
    assert mender.post("/exchange/releases").json() == {"count": 0}
