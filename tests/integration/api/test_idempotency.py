"""A command acts once under its key, however often and however simultaneously it is sent."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import text

from tests.integration.api.counter import CREDIT_CODES, FOOD, WIND, Counter, facts, problem

AT_ONCE = 50


def registration(name: str = "只登记一次") -> dict[str, object]:
    code, organisation = CREDIT_CODES[FOOD]
    return {
        "name": name,
        "applicant": {"code": code, "name": organisation},
        "facts": facts("industrial_filing"),
    }


def test_a_repeated_command_gets_the_first_answer_and_acts_once(counter: Counter) -> None:
    desk, key = counter.desk(FOOD), str(uuid4())

    first = desk.post("/projects", registration(), key=key)
    before = counter.footprint()
    second = desk.post("/projects", registration(), key=key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert counter.footprint() == before


def test_the_same_key_with_another_body_is_refused(counter: Counter) -> None:
    desk, key = counter.desk(FOOD), str(uuid4())
    desk.post("/projects", registration(), key=key)
    before = counter.footprint()

    told = problem(desk.post("/projects", registration("另一个"), key=key))

    assert (told["status"], told["type"]) == (409, "urn:binglian:problem:key-reused")
    assert counter.footprint() == before


def test_two_people_may_use_the_same_key(counter: Counter) -> None:
    key = str(uuid4())
    code, organisation = CREDIT_CODES[WIND]
    other = registration() | {"applicant": {"code": code, "name": organisation}}

    mine = counter.desk(FOOD).post("/projects", registration(), key=key)
    yours = counter.desk(WIND).post("/projects", other, key=key)

    assert mine.json()["id"] != yours.json()["id"]


def test_fifty_at_once_act_once_and_answer_alike(counter: Counter) -> None:
    desk, key, name = counter.desk(FOOD), str(uuid4()), f"同时{uuid4().hex}"

    with ThreadPoolExecutor(AT_ONCE) as together:
        answers = list(together.map(lambda _: desk.post("/projects", registration(name), key=key), range(AT_ONCE)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    with counter.wiring.reading() as connection:
        found = connection.execute(text("SELECT count(*) FROM projects WHERE name = :name"), {"name": name})
        assert found.scalar_one() == 1


def test_a_refused_command_is_tried_again_under_its_key(counter: Counter) -> None:
    project, key = counter.register(), str(uuid4())
    path, body = f"/projects/{project}/stages/initiation/application", {"items": ["geohazard_assessment"]}

    refused = counter.desk(FOOD).post(path, body, key=key)
    counter.hand_in_everything(project)
    granted = counter.desk(FOOD).post(path, body, key=key)

    assert (refused.status_code, granted.status_code) == (409, 200)


def test_a_repeated_upload_makes_one_version(counter: Counter) -> None:
    project, key = counter.register(), str(uuid4())
    path, material = f"/projects/{project}/documents", {"material": "geohazard_report"}

    answers = [counter.desk(FOOD).upload(path, material, b"once", key=key) for _ in range(2)]
    other = counter.desk(FOOD).upload(path, material, b"something else", key=key)

    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["version"] == 1
    assert problem(other)["status"] == 409


def test_a_malformed_key_is_refused(counter: Counter) -> None:
    told = problem(counter.desk(FOOD).post("/projects", registration(), key="two words"))

    assert told["facts"]["fields"][0]["field"] == "Idempotency-Key"
