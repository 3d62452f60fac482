"""From registration to decision over HTTP, as applicants and officers go through it."""

from typing import Any

import pytest

from tests.integration.api.counter import COUNTY_OFFICE, FOOD, WIND, Counter

APPROVAL = {"outcome": "approved", "number": "鲁自然资地〔2026〕1号"}
LAND_USE_RIGHT, PLANNING_PERMIT = "state_land_use_right", "land_use_planning_permit"
RELAYED = "land_pre_examination"  # of the wind farm: both counties examine, the city decides


@pytest.fixture
def applied(counter: Counter) -> str:
    """A filed industrial project, its documents handed in and its first stage applied for."""
    project = counter.register()
    counter.hand_in_everything(project)
    counter.apply(project)
    return project


@pytest.fixture
def relayed(counter: Counter) -> dict[str, Any]:
    """A case of a wind farm across two counties, received by the first of them."""
    project = counter.register(WIND, "wind_farm")
    counter.hand_in_everything(project, WIND)
    counter.apply(project, WIND)
    return counter.case(project, RELAYED, WIND) | {"project": project}


@pytest.fixture
def in_review_by_the_city(counter: Counter, relayed: dict[str, Any]) -> dict[str, Any]:
    """The same, examined by both counties and taken up by the city."""
    hand_over(counter, relayed)
    counter.deliver()
    counter.officer(relayed["offices"][-1]["key"]).post(f"{address(relayed)}/acknowledgement")
    return relayed


def test_a_filing_is_complete_when_its_information_has_arrived(counter: Counter, applied: str) -> None:
    filing = counter.case(applied, "enterprise_filing")

    assert (filing["status"], filing["outcome"], filing["filing"]) == ("decided", "approved", "filed")


def test_a_permit_goes_from_the_inbox_to_its_delivery(counter: Counter, applied: str) -> None:
    case = counter.case(applied, LAND_USE_RIGHT)
    officer = counter.officer(case["offices"][0]["key"])

    waiting = tasks(counter, case["offices"][0]["key"], case)
    accepted = officer.post(f"{address(case)}/acceptance").json()
    officer.post(f"{address(case)}/review")
    decided = officer.post(f"{address(case)}/decision", APPROVAL).json()
    delivered = officer.post(f"{address(case)}/delivery").json()

    assert waiting == ["accept"]
    assert accepted["status"] == "accepted"
    assert "review" in accepted["allowed"]
    assert (decided["status"], decided["result_number"]) == ("decided", APPROVAL["number"])
    assert delivered["status"] == "delivered"
    assert tasks(counter, case["offices"][0]["key"], case) == []


def test_what_a_decision_makes_possible_goes_out_by_itself(counter: Counter, applied: str) -> None:
    approve(counter, counter.case(applied, LAND_USE_RIGHT))
    counter.deliver()

    assert counter.case(applied, PLANNING_PERMIT)["status"] == "received"


def test_what_is_not_listed_as_allowed_is_refused(counter: Counter, applied: str) -> None:
    case = counter.case(applied, LAND_USE_RIGHT)
    officer = counter.officer(case["offices"][0]["key"])

    allowed = officer.get(address(case)).json()["allowed"]

    assert set(allowed) == {"acceptance", "acceptance-refusal", "correction-requests"}
    assert officer.post(f"{address(case)}/decision", APPROVAL).status_code == 409


def test_a_correction_goes_to_the_applicant_and_comes_back(counter: Counter, applied: str) -> None:
    case = counter.case(applied, LAND_USE_RIGHT)
    officer, applicant = counter.officer(case["offices"][0]["key"]), counter.desk(FOOD)
    material = officer.get(address(case)).json()["needs"][0]["material"]["key"]

    notice = {"materials": [material], "reason": "印章不清", "due_on": "2026-03-10"}
    asked = officer.post(f"{address(case)}/correction-requests", notice).json()
    applicant.upload(f"/projects/{applied}/documents", {"material": material}, b"the better one")
    corrected = applicant.post(f"{address(case)}/correction").json()

    assert (asked["status"], asked["hold"]) == ("received", "correction")
    assert asked["side_procedures"][0]["materials"][0]["key"] == material
    assert corrected["hold"] == "none"


def test_the_board_shows_every_stage_with_its_cases(counter: Counter, applied: str) -> None:
    board = counter.desk(FOOD).get(f"/projects/{applied}/board").json()

    stages = [stage["stage"]["key"] for stage in board["stages"]]
    filing = next(c for s in board["stages"] for c in s["cases"] if c["item"]["key"] == "enterprise_filing")
    assert stages == ["initiation", "works", "construction", "acceptance", "parallel"]
    assert filing["centre"] == {"key": "530621", "zh": "鲁甸县", "en": "Ludian County"}
    assert filing["offices"][0]["key"] == COUNTY_OFFICE


def test_the_trace_tells_the_story_in_both_languages(counter: Counter, applied: str) -> None:
    approve(counter, counter.case(applied, LAND_USE_RIGHT))

    chinese = counter.desk(FOOD).get(f"/projects/{applied}/trace").json()["lines"]
    english = counter.desk(FOOD, language="en").get(f"/projects/{applied}/trace").json()["lines"]

    assert [line["position"] for line in chinese] == list(range(1, len(chinese) + 1))
    assert chinese[0]["story"].startswith("鲁甸高原食品有限公司登记项目")
    assert "registered the project" in english[0]["story"]
    accepted = next(line for line in chinese if line["type"] == "sub-approval:acceptance:accepted")
    assert accepted["story"].startswith("鲁甸县自然资源局受理“")
    assert accepted["on"] == "2026-03-02"


def test_the_trace_can_be_read_page_by_page(counter: Counter, applied: str) -> None:
    desk = counter.desk(FOOD)
    whole = desk.get(f"/projects/{applied}/trace").json()["lines"]

    first = desk.get(f"/projects/{applied}/trace", limit=5).json()
    second = desk.get(f"/projects/{applied}/trace", limit=500, after=first["next"]).json()

    assert first["lines"] + second["lines"] == whole


def test_a_plan_is_that_of_the_projects_own_edition_and_facts(counter: Counter, applied: str) -> None:
    plan = counter.desk(FOOD).get(f"/projects/{applied}/plan").json()

    assert plan["classification"]["edition"] == "zhaotong-2026"
    assert plan["days_in_parallel"] < plan["days_one_after_another"]


def test_an_item_found_necessary_later_joins_its_stage(counter: Counter, applied: str) -> None:
    found = {"item": "heritage_archaeology", "reason": "勘察发现遗迹"}

    added = counter.desk(FOOD).post(f"/projects/{applied}/items", found)

    assert added.status_code == 201, added.text
    assert counter.case(applied, "heritage_archaeology")["attempt"] == 1


def test_a_result_given_elsewhere_is_recorded_with_its_evidence(counter: Counter, applied: str) -> None:
    case = counter.case(applied, "eia_form")
    officer = counter.officer(case["offices"][-1]["key"])
    result = {"item": "eia_form", "number": "昭环审〔2025〕9号", "on": "2025-12-01"}

    answer = officer.upload(f"/projects/{applied}/results", result, b"the approval")

    assert answer.status_code == 201, answer.text
    assert (answer.json()["status"], answer.json()["result_number"]) == ("decided", "昭环审〔2025〕9号")


def test_a_case_is_handed_over_from_the_counties_to_the_city(counter: Counter, relayed: dict[str, Any]) -> None:
    county, city = relayed["offices"][0]["key"], relayed["offices"][-1]["key"]

    hand_over(counter, relayed)
    in_transit = tasks(counter, city, relayed)
    counter.deliver()
    arrived = tasks(counter, city, relayed)
    acknowledged = counter.officer(city).post(f"{address(relayed)}/acknowledgement").json()

    assert in_transit == []
    assert arrived == ["acknowledge"]
    assert "decision" in acknowledged["allowed"]
    assert [leg["opinion"] for leg in acknowledged["legs"]] == ["初审同意", "初审同意", ""]
    assert counter.officer(county).get(address(relayed)).json()["allowed"] == []


def test_another_office_is_asked_and_finds_the_question_in_its_inbox(
    counter: Counter, in_review_by_the_city: dict[str, Any]
) -> None:
    case, city, water = in_review_by_the_city, in_review_by_the_city["offices"][-1]["key"], "530600.water"
    question = {"office": water, "question": "是否涉及河道？", "due_on": "2026-03-20"}

    requested = counter.officer(city).post(f"{address(case)}/opinion-requests", question)
    waiting = tasks(counter, water, case)
    too_soon = counter.officer(city).post(f"{address(case)}/decision", APPROVAL)
    answered = counter.officer(water).post(f"{address(case)}/opinions", {"opinion": "不涉及"})

    assert requested.status_code == 200, requested.text
    assert waiting == ["give_opinion"]
    assert too_soon.status_code == 409
    assert answered.status_code == 200, answered.text
    assert tasks(counter, water, case) == []


def test_the_clock_stands_during_a_special_procedure(counter: Counter, in_review_by_the_city: dict[str, Any]) -> None:
    case = in_review_by_the_city
    officer = counter.officer(case["offices"][-1]["key"])
    review = {"type": "expert_review", "reason": "专家评审"}
    unlawful = officer.post(
        f"{address(case)}/special-procedure", review | {"type": "site_inspection", "expected_until": "2026-03-20"}
    )

    held = officer.post(f"{address(case)}/special-procedure", review | {"expected_until": "2026-03-20"}).json()
    running = officer.post(f"{address(case)}/special-procedure/end").json()

    assert (unlawful.status_code, "expert_review" in unlawful.json()["facts"]["known"]) == (422, True)
    assert (held["hold"], running["hold"]) == ("special_procedure", "none")
    assert "special-procedure/end" in held["allowed"]


def test_a_refused_item_can_be_applied_for_again(counter: Counter, in_review_by_the_city: dict[str, Any]) -> None:
    case = in_review_by_the_city
    refusal = {"outcome": "refused", "number": "昭发改〔2026〕2号", "reason": "选址不符合规划"}

    refused = counter.officer(case["offices"][-1]["key"]).post(f"{address(case)}/decision", refusal).json()
    offered = counter.desk(WIND).get(address(case)).json()["allowed"]
    again = counter.desk(WIND).post(f"{address(case)}/applications")

    assert refused["outcome"] == "refused"
    assert offered == ["applications"]
    assert again.status_code == 201, again.text
    assert (again.json()["attempt"], again.json()["item"]["key"]) == (2, RELAYED)


def test_a_withdrawal_is_asked_by_the_applicant_and_confirmed_by_the_office(
    counter: Counter, relayed: dict[str, Any]
) -> None:
    office, reason = relayed["offices"][0]["key"], {"reason": "方案调整"}

    asked = counter.desk(WIND).post(f"{address(relayed)}/withdrawal", reason).json()
    waiting = tasks(counter, office, relayed)
    refused = counter.officer(office).post(f"{address(relayed)}/withdrawal/refusal", reason).json()
    counter.desk(WIND).post(f"{address(relayed)}/withdrawal", reason)
    gone = counter.officer(office).post(f"{address(relayed)}/withdrawal/confirmation").json()

    assert asked["hold"] == "withdrawal_pending"
    assert waiting == ["answer_withdrawal"]
    assert refused["hold"] == "none"
    assert gone["status"] == "withdrawn"


def test_a_whole_project_can_be_withdrawn_before_anything_is_in_hand(counter: Counter) -> None:
    project = counter.register()

    withdrawn = counter.desk(FOOD).post(f"/projects/{project}/withdrawal", {"reason": "不建了"}).json()

    assert withdrawn["status"] == "withdrawn"


def test_the_start_page_counts_what_is_there(counter: Counter, applied: str) -> None:
    page = counter.client.get("/", headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert "审批中" in page.text
    assert "applicant.wind" in page.text
    assert counter.password not in page.text


def address(case: dict[str, Any]) -> str:
    return f"/sub-approvals/{case['id']}"


def approve(counter: Counter, case: dict[str, Any]) -> None:
    officer = counter.officer(case["offices"][0]["key"])
    for act in ("acceptance", "review"):
        officer.post(f"{address(case)}/{act}")
    assert officer.post(f"{address(case)}/decision", APPROVAL).status_code == 200


def hand_over(counter: Counter, case: dict[str, Any]) -> None:
    """Each county examines, the last of them passes the case on."""
    *counties, _city = [office["key"] for office in case["offices"]]
    counter.officer(counties[0]).post(f"{address(case)}/acceptance")
    counter.officer(counties[0]).post(f"{address(case)}/review")
    for county in counties:
        answer = counter.officer(county).post(f"{address(case)}/hand-over", {"opinion": "初审同意"})
        assert answer.status_code == 200, answer.text


def tasks(counter: Counter, office: str, case: dict[str, Any]) -> list[str]:
    """What a case wants of an office, by its inbox."""
    lines = counter.officer(office).get("/inbox", limit=100).json()["items"]
    return [line["task"] for line in lines if line["sub_approval"] == case["id"]]
