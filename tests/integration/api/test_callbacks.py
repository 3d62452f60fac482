"""The province calls us: signed, once, and safe to repeat."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from sqlalchemy import text

from tests.factories.projects import NOON
from tests.integration.api.conftest import SECRET
from tests.integration.api.counter import CREDIT_CODES, FOOD, WIND, Counter, facts, problem
from workflow.domain.ids import ProjectId
from workflow.errors import Conflict
from workflow.gateways.provincial.signing import sign
from workflow.operations import registering

APPLICANT = dict(zip(("code", "name"), CREDIT_CODES[WIND], strict=True))


def call(counter: Counter, path: str, body: object, headers: Mapping[str, str] | None = None) -> Response:
    content = json.dumps(body, ensure_ascii=False).encode()
    signed = sign(SECRET, content, now=NOON, nonce=uuid4().hex) if headers is None else dict(headers)
    address = f"/api/v1/callbacks/provincial/{path}"
    return counter.client.post(address, content=content, headers={"Content-Type": "application/json", **signed})


def declared(code: str, **changes: object) -> dict[str, object]:
    return {
        "code": code,
        "name": "光伏电站",
        "kind": "verification",
        "region": "530622",
        "facts": facts("wind_farm"),
        "applicant": APPLICANT,
        "declared_at": "2026-03-02T01:00:00Z",
        **changes,
    }


def order(code: str, id: str) -> dict[str, object]:
    return {
        "order_id": id,
        "project_code": code,
        "matter": "请说明超期原因",
        "due_on": "2026-03-09",
        "issued_by": "省发展改革委",
        "issued_at": "2026-03-02T01:00:00Z",
    }


def test_a_project_declared_at_the_province_arrives_with_its_code(counter: Counter) -> None:
    code = "2603-530622-04-01-654321"

    arrived = call(counter, "projects", declared(code))

    assert arrived.status_code == 201, arrived.text
    (found,) = [one for one in counter.desk(WIND).get("/projects").json()["items"] if one["code"] == code]
    assert (found["status"], found["code_status"]) == ("coded", "confirmed")


def test_the_same_project_declared_again_changes_nothing(counter: Counter) -> None:
    code = "2603-530622-04-01-654322"
    call(counter, "projects", declared(code))
    before = counter.desk(WIND).get("/projects").json()

    again = call(counter, "projects", declared(code))

    assert again.json()["is_new"] is False
    assert counter.desk(WIND).get("/projects").json() == before


def registered_without_a_code(counter: Counter) -> dict[str, str]:
    """A project of which the province has not heard yet."""
    code, name = CREDIT_CODES[FOOD]
    body = {"name": "等待赋码", "applicant": {"code": code, "name": name}, "facts": facts("industrial_filing")}
    found: dict[str, str] = counter.desk(FOOD).post("/projects", body).json()
    return found


def test_a_project_arrives_under_a_code_that_another_of_ours_holds_provisionally(counter: Counter) -> None:
    waiting = registered_without_a_code(counter)

    arrived = call(counter, "projects", declared(waiting["code"]))
    counter.deliver()

    assert arrived.json()["is_new"] is True
    found = counter.desk(FOOD).get(f"/projects/{waiting['id']}").json()
    assert found["code_status"] == "confirmed"
    assert found["code"] != waiting["code"]


def test_a_supervision_order_never_lands_on_a_provisional_code(counter: Counter) -> None:
    waiting = registered_without_a_code(counter)

    told = problem(call(counter, "supervision-orders", order(waiting["code"], "DB-P")))

    assert told["type"] == "urn:binglian:problem:not-found"


def test_a_code_that_another_project_holds_provisionally_can_be_issued(counter: Counter) -> None:
    counter.deliver()
    first, second = (registered_without_a_code(counter) for _ in range(2))

    counter.issue_next(second["code"])
    counter.deliver()

    codes = [counter.desk(FOOD).get(f"/projects/{one['id']}").json()["code"] for one in (first, second)]
    assert codes[0] == second["code"] != codes[1]


def test_a_code_of_another_project_is_not_given_a_second_time(counter: Counter) -> None:
    taken = counter.desk(FOOD).get(f"/projects/{counter.register()}").json()["code"]
    waiting = registered_without_a_code(counter)

    with pytest.raises(Conflict, match=taken), counter.wiring.work() as work:
        registering.confirm_code(work, ProjectId(UUID(waiting["id"])), code=taken, now=NOON)


def test_a_supervision_order_arrives_once_and_is_told_in_the_trace(counter: Counter) -> None:
    project = counter.register()
    code = counter.desk(FOOD).get(f"/projects/{project}").json()["code"]

    first, second = (call(counter, "supervision-orders", order(code, "DB-1")) for _ in range(2))

    assert (first.json()["is_new"], second.json()["is_new"]) == (True, False)
    stories = [
        line["story"] for line in counter.desk("administrator").get(f"/projects/{project}/trace").json()["lines"]
    ]
    assert stories.count("省级督办（DB-1），2026-03-09 前答复：请说明超期原因") == 1


def test_receipts_are_compared_and_change_nothing(counter: Counter) -> None:
    before = counter.footprint()[:-1]  # the nonce of the call itself is kept
    receipts = {"receipts": [{"table": "SPGL_XMJBXXB", "DFSJZJ": "x", "SJSCZT": 3, "SBYY": "", "receipt": "r"}]}

    answer = call(counter, "receipts", receipts)

    assert answer.json() == {"receipts": 1, "agreeing": 0}
    assert counter.footprint()[:-1] == before


def headers(secret: str = SECRET, *, body: bytes, late: timedelta = timedelta()) -> dict[str, str]:
    return sign(secret, body, now=NOON - late, nonce=uuid4().hex)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        pytest.param("construction_place", "县" * 501, id="place"),
        pytest.param("construction_scale", "厂" * 4001, id="scale"),
        pytest.param("investment", "1" + "0" * 17, id="investment"),
    ],
)
def test_what_could_not_be_told_to_the_province_is_refused_at_the_door(counter: Counter, fact: str, value: str) -> None:
    code, name = CREDIT_CODES[FOOD]
    stated = facts("industrial_filing") | {fact: value}
    body = {"name": "过长", "applicant": {"code": code, "name": name}, "facts": stated}

    told = problem(counter.desk(FOOD).post("/projects", body))

    assert (told["status"], told["facts"]["field"]) == (422, fact)


FORGERIES = [
    pytest.param(lambda _: {}, id="unsigned"),
    pytest.param(lambda body: headers("another secret", body=body), id="another-secret"),
    pytest.param(lambda _: headers(body=b"another body"), id="another-body"),
    pytest.param(lambda body: headers(body=body, late=timedelta(minutes=6)), id="too-old"),
    pytest.param(lambda body: headers(body=body) | {"X-Binglian-Nonce": "another-nonce"}, id="another-nonce"),
]


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_forged_callback_is_refused(counter: Counter, forged: object) -> None:
    body = declared("2603-530622-04-01-111111")
    content = json.dumps(body, ensure_ascii=False).encode()
    before = counter.footprint()

    told = problem(call(counter, "projects", body, forged(content)))  # type: ignore[operator]

    assert told["type"] == "urn:binglian:problem:signature-wrong"
    assert counter.footprint() == before


def test_a_replayed_callback_is_refused(counter: Counter) -> None:
    body = declared("2603-530622-04-01-222222")
    overheard = headers(body=json.dumps(body, ensure_ascii=False).encode())
    call(counter, "projects", body, overheard)
    before = counter.footprint()

    told = problem(call(counter, "projects", body, overheard))

    assert (told["status"], told["type"]) == (409, "urn:binglian:problem:replayed")
    assert counter.footprint() == before


@pytest.mark.parametrize(
    ("path", "body", "slug"),
    [
        pytest.param("projects", declared("2603-530622-04-01-33"), "wrong-code", id="malformed-code"),
        pytest.param(
            "projects",
            declared("2603-530622-04-01-333333", facts=facts("secret_project")),
            "project-refused",
            id="secret-project",
        ),
        pytest.param("supervision-orders", order("2603-530622-04-01-999999", "DB-9"), "not-found", id="no-such-code"),
        pytest.param("supervision-orders", {}, "wrong-request", id="empty-order"),
    ],
)
def test_a_wrong_callback_is_told_what_is_wrong_and_changes_nothing(
    counter: Counter, path: str, body: object, slug: str
) -> None:
    before = counter.footprint()

    told = problem(call(counter, path, body))

    assert told["type"] == f"urn:binglian:problem:{slug}"
    assert counter.footprint() == before


def test_the_nonce_of_a_refused_callback_may_be_used_again(counter: Counter) -> None:
    with counter.wiring.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM callbacks")).scalar_one()

    call(counter, "projects", declared("2603-530622-04-01-444444", facts=facts("secret_project")))

    with counter.wiring.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM callbacks")).scalar_one() == before
