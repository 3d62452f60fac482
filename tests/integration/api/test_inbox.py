"""The inbox: what lies before an office now, and as many of it as are counted."""

from typing import Any

import pytest

from tests.integration.api.counter import FOOD, WIND, Counter

LAND, FORESTRY, WATER = "530621.natural_resources", "530621.forestry", "530600.water"
FARTHER_COUNTY = "530621.natural_resources"


@pytest.fixture
def on_its_way(counter: Counter) -> str:
    """A project whose first cases are dispatched and have reached nobody."""
    counter.deliver()
    project = counter.register()
    counter.hand_in_everything(project)
    answer = counter.desk(FOOD).post(f"/projects/{project}/stages/initiation/application")
    assert answer.status_code == 200, answer.text
    return project


def inbox(counter: Counter, office: str) -> dict[str, Any]:
    found: dict[str, Any] = counter.officer(office).get("/inbox", limit=100).json()
    return found


def counted(counter: Counter, office: str) -> tuple[int, int]:
    """How many lines there are, and how many are counted."""
    whole = inbox(counter, office)
    return len(whole["items"]), sum(whole["counts"].values())


def test_what_is_on_its_way_is_neither_listed_nor_counted(counter: Counter, on_its_way: str) -> None:
    before = counted(counter, FORESTRY)
    counter.deliver()
    after = counted(counter, FORESTRY)

    assert before == (before[0], before[0])
    assert after == (before[0] + 1, before[1] + 1)


def test_a_withdrawal_of_what_is_on_its_way_is_listed_and_counted(counter: Counter, on_its_way: str) -> None:
    before, case = counted(counter, FORESTRY), counter.case(on_its_way, "forest_land_use")

    counter.desk(FOOD).post(f"/sub-approvals/{case['id']}/withdrawal", {"reason": "方案调整"})
    asked = inbox(counter, FORESTRY)
    confirmed = counter.officer(FORESTRY).post(f"/sub-approvals/{case['id']}/withdrawal/confirmation")

    assert [line["task"] for line in asked["items"] if line["sub_approval"] == case["id"]] == ["answer_withdrawal"]
    assert asked["counts"]["dispatched"] == 1
    assert confirmed.json()["status"] == "withdrawn"
    assert counted(counter, FORESTRY) == before


def test_an_opinion_that_is_asked_for_is_counted_until_it_is_given(counter: Counter, on_its_way: str) -> None:
    counter.deliver()
    case, officer = counter.case(on_its_way, "state_land_use_right"), counter.officer(LAND)
    path, question = f"/sub-approvals/{case['id']}", {"office": WATER, "question": "?", "due_on": "2026-03-20"}
    for act in ("acceptance", "review"):
        officer.post(f"{path}/{act}")

    officer.post(f"{path}/opinion-requests", question)
    asked = inbox(counter, WATER)
    counter.officer(WATER).post(f"{path}/opinions", {"opinion": "不涉及"})
    answered = inbox(counter, WATER)

    assert ([line["task"] for line in asked["items"]], asked["counts"]) == (["give_opinion"], {"in_review": 1})
    assert (answered["items"], answered["counts"]) == ([], {})


def test_every_inbox_counts_what_it_lists(counter: Counter) -> None:
    project = counter.register(WIND, "wind_farm")
    counter.hand_in_everything(project, WIND)
    counter.apply(project, WIND)
    counter.officer("530622.natural_resources").post(
        f"/sub-approvals/{counter.case(project, 'land_pre_examination', WIND)['id']}/acceptance"
    )

    lines, number = counted(counter, FARTHER_COUNTY)

    assert lines == number > 0


def test_a_case_an_office_has_in_hand_and_is_asked_about_has_two_lines_on_whatever_page(counter: Counter) -> None:
    project = counter.register(WIND, "wind_farm")
    counter.hand_in_everything(project, WIND)
    counter.apply(project, WIND)
    case = counter.case(project, "land_pre_examination", WIND)["id"]
    counties, city = ("530622.natural_resources", "530621.natural_resources"), "530600.natural_resources"
    for act in ("acceptance", "review"):
        counter.officer(counties[0]).post(f"/sub-approvals/{case}/{act}")
    question = {"office": city, "question": "?", "due_on": "2026-03-20"}
    counter.officer(counties[0]).post(f"/sub-approvals/{case}/opinion-requests", question)
    for county in counties:
        counter.officer(county).post(f"/sub-approvals/{case}/hand-over", {"opinion": "同意"})
    counter.deliver()

    tasks = [line["task"] for line in page_by_page(counter, city) if line["sub_approval"] == case]

    assert tasks == ["acknowledge", "give_opinion"]


def page_by_page(counter: Counter, office: str) -> list[dict[str, Any]]:
    """The inbox read one line at a time."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = counter.officer(office).get("/inbox", limit=1, **({"after": after} if after else {})).json()
        found += page["items"]
        if not (after := page["next"]):
            return found
