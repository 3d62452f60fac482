"""What an office may see follows what it was sent; what the applicant may read follows what is public."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.api.counter import FOOD, WIND, Counter, problem

RELAYED = "land_pre_examination"
COUNTIES, CITY = ("530622.natural_resources", "530621.natural_resources"), "530600.natural_resources"
ONLY_PLANNED, CONSULTED = "530600.ecology_environment", "530600.water"
OPINION, ANSWER = "初审同意，附内部意见", "不涉及河道，仅供参考"
PATHS = ("/projects/{project}", "/sub-approvals/{case}", "/documents/{document}/content")


@pytest.fixture(scope="module")
def scene(counter: Counter) -> dict[str, Any]:
    """A case two counties have examined and the city reviews; the water office has been asked and not answered."""
    project = counter.register(WIND, "wind_farm")
    counter.hand_in_everything(project, WIND)
    counter.apply(project, WIND)
    case = counter.case(project, RELAYED, WIND)
    path = f"/sub-approvals/{case['id']}"
    for act in ("acceptance", "review"):
        act_on(counter, COUNTIES[0], f"{path}/{act}")
    for county in COUNTIES:
        act_on(counter, county, f"{path}/hand-over", {"opinion": OPINION})
    counter.deliver()
    act_on(counter, CITY, f"{path}/acknowledgement")
    question = {"office": CONSULTED, "question": "是否涉及河道？", "due_on": "2026-03-20"}
    act_on(counter, CITY, f"{path}/opinion-requests", question)
    listed = counter.desk(WIND).get(f"/projects/{project}/documents").json()
    document = next(one["submitted"]["id"] for one in listed if one["submitted"])
    return {"project": project, "case": case["id"], "document": document}


def act_on(counter: Counter, office: str, path: str, body: object = None) -> Any:
    answer = counter.officer(office).post(path, body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", PATHS)
def test_an_office_whose_cases_are_only_planned_sees_nothing_of_the_project(
    counter: Counter, scene: dict[str, Any], path: str
) -> None:
    assert counter.officer(CITY).get(path.format(**scene)).status_code == 200
    assert counter.officer(ONLY_PLANNED).get(path.format(**scene)).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_what_may_not_be_seen_is_answered_as_what_does_not_exist(
    counter: Counter, scene: dict[str, Any], path: str
) -> None:
    stranger, nothing = counter.desk(FOOD), str(uuid4())
    never_was = path.format(project=nothing, case=nothing, document=nothing)

    hidden, absent = problem(stranger.get(path.format(**scene))), problem(stranger.get(never_was))

    ids = [scene[name] for name in scene if f"{{{name}}}" in path]
    assert hidden["status"] == 404
    assert hidden == {**absent, "detail": absent["detail"].replace(nothing, ids[0])}


def test_a_strangers_act_is_answered_as_if_there_were_no_case(counter: Counter, scene: dict[str, Any]) -> None:
    acts = [f"/sub-approvals/{scene['case']}/acceptance", f"/projects/{scene['project']}/construction-start"]
    stranger = counter.officer("530681.natural_resources")

    assert [stranger.post(path).status_code for path in acts] == [404, 404]


def test_an_unknown_item_tells_a_stranger_as_little_as_a_known_one(counter: Counter, scene: dict[str, Any]) -> None:
    stranger, path = counter.officer("530681.natural_resources"), f"/projects/{scene['project']}/results"
    given = {"number": "1号", "on": "2026-03-01"}

    told = [problem(stranger.upload(path, given | {"item": item}, b"x")) for item in (RELAYED, "magic")]

    assert told[0] == told[1]
    assert told[0]["status"] == 404


def test_an_office_that_sees_a_case_and_may_not_act_on_it_is_told_so(counter: Counter, scene: dict[str, Any]) -> None:
    answer = counter.officer(COUNTIES[0]).post(f"/sub-approvals/{scene['case']}/acknowledgement")

    assert problem(answer)["type"] == "urn:binglian:problem:not-permitted"


def test_only_the_lead_office_of_the_stage_and_the_applicant_may_add_an_item(
    counter: Counter, scene: dict[str, Any]
) -> None:
    path, item = f"/projects/{scene['project']}/items", {"item": "works_planning_permit"}

    refused = counter.officer(COUNTIES[0]).post(path, item)
    added = counter.desk(WIND).post(path, item)

    assert refused.status_code == 403
    assert added.status_code == 201, added.text


def test_the_applicant_reads_no_opinion_before_the_decision(counter: Counter, scene: dict[str, Any]) -> None:
    path = f"/sub-approvals/{scene['case']}"

    of_applicant, of_officer = counter.desk(WIND).get(path).json(), counter.officer(CITY).get(path).json()
    told = counter.desk(WIND).get(f"/projects/{scene['project']}/trace").text

    assert OPINION not in told
    assert "530622.natural_resources" in told
    assert {leg["opinion"] for leg in of_applicant["legs"]} == {""}
    assert [leg["opinion"] for leg in of_officer["legs"]] == [OPINION, OPINION, ""]


def test_the_handing_over_is_told_to_the_applicant_without_what_was_said(
    counter: Counter, scene: dict[str, Any]
) -> None:
    lines = counter.desk(WIND).get(f"/projects/{scene['project']}/trace").json()["lines"]
    handed_over = [line for line in lines if line["type"] == "sub-approval:leg:handed-over"]

    assert {line["is_withheld"] for line in handed_over} == {True}
    assert (
        handed_over[-1]["story"]
        == "鲁甸县自然资源局完成“建设项目用地预审与选址意见书核发”初审并移交昭通市自然资源和规划局"
    )


def test_a_consulted_office_sees_the_project_until_it_has_answered(counter: Counter, scene: dict[str, Any]) -> None:
    water, path = counter.officer(CONSULTED), f"/sub-approvals/{scene['case']}"

    before = water.get(path).status_code
    answered = water.post(f"{path}/opinions", {"opinion": ANSWER})
    after = water.get(path).status_code

    assert (before, answered.status_code, after) == (200, 200, 404)
    assert ANSWER in answered.text
    assert ANSWER in counter.officer(CITY).get(path).text
    assert ANSWER not in counter.desk(WIND).get(path).text
    assert ANSWER not in counter.desk(WIND).get(f"/projects/{scene['project']}/trace").text


def test_after_the_decision_the_applicant_reads_the_preliminary_opinions(
    counter: Counter, scene: dict[str, Any]
) -> None:
    path = f"/sub-approvals/{scene['case']}"
    act_on(counter, CITY, f"{path}/decision", {"outcome": "approved", "number": "1号"})

    read = counter.desk(WIND).get(path).json()
    told = counter.desk(WIND).get(f"/projects/{scene['project']}/trace").text

    assert [leg["opinion"] for leg in read["legs"]] == [OPINION, OPINION, ""]
    assert OPINION in told
    assert ANSWER not in told
