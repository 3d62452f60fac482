"""Wrong input: the error names it and says how to mend it, in Chinese and English, and nothing is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.integration.api.counter import COUNTY_OFFICE, CREDIT_CODES, FOOD, WIND, Counter, Desk, facts, problem

CODE, NAME = CREDIT_CODES[FOOD]
LAND_USE_RIGHT, PLANNING_PERMIT, GEOHAZARD = "state_land_use_right", "land_use_planning_permit", "geohazard_assessment"
OTHER_OFFICE = "530621.forestry"
APPROVAL = {"outcome": "approved", "number": "鲁自然资地〔2026〕1号"}
Answer = Callable[["Scene", str], Any]


@dataclass(frozen=True)
class Scene:
    """A project with one case decided, one received and the rest waiting; a second one without its documents."""

    counter: Counter
    project: str
    bare: str  # registered, nothing handed in
    decided: dict[str, Any]
    received: dict[str, Any]

    def desk(self, login: str, language: str) -> Desk:
        return self.counter.desk(login, language=language)

    def officer(self, case: dict[str, Any], language: str) -> Desk:
        return self.desk(f"officer.{case['offices'][0]['key']}", language)


@pytest.fixture(scope="module")
def scene(counter: Counter) -> Scene:
    project, bare = counter.register(), counter.register()
    counter.hand_in_everything(project)
    counter.apply(project)
    decided = counter.case(project, GEOHAZARD)
    officer, path = counter.officer(decided["offices"][0]["key"]), f"/sub-approvals/{decided['id']}"
    for act in ("acceptance", "review"):
        assert officer.post(f"{path}/{act}").status_code == 200
    assert officer.post(f"{path}/decision", APPROVAL).status_code == 200
    return Scene(counter, project, bare, decided, counter.case(project, LAND_USE_RIGHT))


def registration(**changes: object) -> dict[str, object]:
    return {"name": "项目", "applicant": {"code": CODE, "name": NAME}, "facts": facts("industrial_filing")} | changes


def register(**changes: object) -> Answer:
    return lambda scene, language: scene.desk(FOOD, language).post("/projects", registration(**changes))


def act(of: str, path: str, body: object = None) -> Answer:
    """An act of the office that has the case."""

    def answer(scene: Scene, language: str) -> Any:
        case = getattr(scene, of)
        return scene.officer(case, language).post(f"/sub-approvals/{case['id']}/{path}", body)

    return answer


def applied(of: str, body: object) -> Answer:
    return lambda scene, language: scene.desk(FOOD, language).post(
        f"/projects/{getattr(scene, of)}/stages/initiation/application", body
    )


def uploaded(material: str, content: bytes = b"content") -> Answer:
    return lambda scene, language: scene.desk(FOOD, language).upload(
        f"/projects/{scene.project}/documents", {"material": material}, content
    )


def result(on: str, item: str = "energy_review") -> Answer:
    """Recorded by the office that would decide the energy review, which has another case of the project."""

    def answer(scene: Scene, language: str) -> Any:
        desk = scene.desk(f"officer.{COUNTY_OFFICE}", language)
        given = {"item": item, "number": "1号", "on": on}
        return desk.upload(f"/projects/{scene.project}/results", given, b"evidence")

    return answer


def as_other_office(scene: Scene, language: str) -> Any:
    """One with another case of the project."""
    return scene.desk(f"officer.{OTHER_OFFICE}", language).post(f"/sub-approvals/{scene.received['id']}/acceptance")


def as_strange_office(scene: Scene, language: str) -> Any:
    return scene.desk("officer.530600.water", language).post(f"/sub-approvals/{scene.received['id']}/acceptance")


def as_other_applicant(scene: Scene, language: str) -> Any:
    return scene.desk(WIND, language).post(f"/projects/{scene.project}/withdrawal", {"reason": "x"})


REFUSALS = [
    pytest.param(
        register(facts=facts("industrial_filing") | {"phantom": 1}),
        422, "wrong-facts", "没有名为“phantom”的情形", "there is no fact 'phantom'",
        id="unknown-fact",
    ),
    pytest.param(
        register(facts=facts("industrial_filing") | {"investment": "much"}),
        422, "wrong-facts", "investment", "investment",
        id="fact-of-the-wrong-type",
    ),
    pytest.param(
        register(facts={"secret": False, "regions": ["530621"]}),
        422, "undetermined-facts", "还须说明", "Still to be stated",
        id="facts-that-decide-are-missing",
    ),
    pytest.param(
        register(facts=facts("secret_project")),
        422, "project-refused", "涉及国家秘密", "state secrets",
        id="secret-project",
    ),
    pytest.param(
        register(facts=facts("prohibited_refinery")), 422, "project-refused", "", "", id="prohibited-project"
    ),
    pytest.param(
        register(applicant={"code": "91530621MA6F0D0237", "name": NAME}),
        422, "wrong-code", "第 18 位校验码应为“6”", "it must be '6'",
        id="credit-code-with-a-wrong-check-character",
    ),
    pytest.param(
        register(applicant={"code": CREDIT_CODES[WIND][0], "name": "别人"}),
        403, "not-permitted", "无权“登记项目”", "may not 'register'",
        id="somebody-elses-organisation",
    ),
    pytest.param(
        register(applicant=None, colour="red"), 422, "wrong-request", "colour 没有这个字段", "colour is not a field",
        id="unknown-field",
    ),
    pytest.param(
        act("decided", "decision", APPROVAL),
        409, "already-decided", "鲁自然资地〔2026〕1号", "A decision is made once",
        id="decision-on-a-decided-item",
    ),
    pytest.param(
        act("received", "decision", APPROVAL),
        409, "transition-refused", "不能“办结”", "'decide' is not possible",
        id="decision-before-review",
    ),
    pytest.param(
        act("received", "decision", {"outcome": "maybe", "number": "1号"}),
        422, "wrong-request", "outcome 不在可选值之内", "outcome is not one of the choices",
        id="unknown-outcome",
    ),
    pytest.param(
        act("received", "correction-requests", {"materials": ["feasibility_report"], "reason": "缺"}),
        422, "wrong-input", "可行性研究报告", "Materials of this item",
        id="correction-of-a-material-of-another-item",
    ),
    pytest.param(
        act("received", "correction-requests", {"materials": [], "reason": "缺", "due_on": "2026-02-30"}),
        422, "wrong-request", "due_on 不是存在的日期", "due_on is not a date that exists",
        id="impossible-date",
    ),
    pytest.param(
        act("received", "correction-requests", {"materials": [], "reason": "缺", "due_on": "2020-01-01"}),
        422, "wrong-input", "2020-01-01 已经过去", "The date 2020-01-01 has passed",
        id="date-that-has-passed",
    ),
    pytest.param(
        act("received", "acceptance-refusal", {"reason": "非本部门", "right_office": "530621.magic"}),
        422, "wrong-input", "没有部门“530621.magic”", "no office '530621.magic'",
        id="unknown-office",
    ),
    pytest.param(
        as_other_office, 403, "not-permitted", "鲁甸县自然资源局", "Who may", id="officer-of-another-office"
    ),
    pytest.param(
        as_strange_office, 404, "not-found", "没有子审批", "There is no sub-approval", id="officer-without-a-case"
    ),
    pytest.param(
        as_other_applicant, 404, "not-found", "没有项目", "There is no project", id="another-applicants-project"
    ),
    pytest.param(
        result("2026-03-01", "magic"), 404, "not-found", "节能审查", "Items: ", id="result-of-an-unknown-item"
    ),
    pytest.param(
        applied("project", {"items": [PLANNING_PERMIT]}),
        409, "prerequisites-not-met", "国有建设用地使用权批准", "Finish those first",
        id="item-without-prerequisites-met",
    ),
    pytest.param(
        applied("bare", {"items": [GEOHAZARD]}),
        409, "documents-missing", "缺少材料", "Hand these in first",
        id="item-without-its-documents",
    ),
    pytest.param(
        applied("bare", {"items": ["no_such_item"]}),
        404, "not-found", "没有事项“no_such_item”", "There is no item 'no_such_item'",
        id="unknown-item",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).post(f"/projects/{scene.bare}/stages/moon/application"),
        404, "not-found", "没有阶段“moon”", "no stage 'moon'",
        id="unknown-stage",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).post(f"/projects/{scene.bare}/stages/works/application"),
        409, "conflict", "尚未开启", "is not open",
        id="stage-that-is-not-open",
    ),
    pytest.param(uploaded("magic_wand"), 422, "wrong-input", "magic_wand", "no material", id="unknown-material"),
    pytest.param(
        uploaded("geohazard_report", b"x" * 1_000_001), 413, "too-large", "超过", "larger than", id="file-too-large"
    ),
    pytest.param(result("2030-01-01"), 422, "wrong-input", "在将来", "lies in the future", id="result-of-the-future"),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).get("/projects/00000000-0000-4000-8000-000000000009"),
        404, "not-found", "没有项目", "There is no project",
        id="unknown-project",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).get("/projects/nonsense"),
        422, "wrong-request", "id 不是有效的编号", "id is not an identifier",
        id="malformed-identifier",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).get("/projects", after="nonsense"),
        422, "wrong-input", "游标无效", "The cursor is not one of this list",
        id="malformed-cursor",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).get("/inbox"),
        403, "not-permitted", "无权“查看收件箱”", "may not 'see the inbox'",
        id="applicant-without-an-inbox",
    ),
    pytest.param(
        lambda scene, language: scene.desk(FOOD, language).get("/exchange"),
        403, "not-permitted", "无权“查看数据交换”", "may not 'see the exchange'",
        id="applicant-at-the-exchange",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "slug", "zh", "en"), REFUSALS)
def test_wrong_input_is_named_with_its_cure_and_changes_nothing(
    scene: Scene, asked: Answer, status: int, slug: str, zh: str, en: str
) -> None:
    sign_everybody_in(scene, asked)
    before = scene.counter.footprint()

    told = {language: problem(asked(scene, language)) for language in ("zh", "en")}

    assert {one["status"] for one in told.values()} == {status}
    assert {one["type"] for one in told.values()} == {f"urn:binglian:problem:{slug}"}
    assert zh in told["zh"]["detail"] + told["zh"]["mend"]
    assert en in told["en"]["detail"] + told["en"]["mend"]
    assert all(one["detail"] and one["mend"] and one["title"] for one in told.values())
    assert told["zh"]["detail"] != told["en"]["detail"]
    assert scene.counter.footprint() == before


def sign_everybody_in(scene: Scene, asked: Answer) -> None:
    """Nothing but the refused request itself may lie between the two footprints."""
    asked(scene, "zh")


def test_everything_wrong_with_the_facts_is_told_at_once(scene: Scene) -> None:
    wrong = facts("industrial_filing") | {"phantom": 1, "investment": "much", "regions": ["999999"]}

    told = problem(scene.desk(FOOD, "en").post("/projects", registration(facts=wrong)))

    assert {one["fact"] for one in told["facts"]["wrong"]} == {"phantom", "investment", "regions"}


def test_a_missing_fact_comes_with_its_question(scene: Scene) -> None:
    told = problem(scene.desk(FOOD, "zh").post("/projects", registration(facts={})))

    assert {"fact": "secret", "question": "项目是否涉及国家秘密？"} in told["facts"]["missing"]


def test_nothing_is_applied_for_before_the_province_has_confirmed_the_code(counter: Counter) -> None:
    desk = counter.desk(FOOD)
    project = desk.post("/projects", registration()).json()["id"]

    told = problem(desk.post(f"/projects/{project}/stages/initiation/application"))

    assert told["type"] == "urn:binglian:problem:code-not-confirmed"


def test_a_control_character_is_refused_not_stored(scene: Scene) -> None:
    told = problem(scene.desk(FOOD, "zh").post("/projects", registration(name="a\x00b")))

    assert told["facts"]["fields"][0]["field"] == "name"
