"""The control desk: mishaps on demand, and pushes downward."""

import hashlib
import hmac
import json
from threading import Thread

import pytest
from httpx2 import Response

from simulators.provincial_platform.platform import Platform
from tests import exchange_rows as rows
from tests.unit.simulators.conftest import NOW, Caller, PushedCity

PROJECT = {
    "code": "2603-530602-04-01-654321",
    "name": "昭阳区光伏电站",
    "kind": "filing",
    "region": "530602",
    "facts": {"industry": "44", "investment": "120000000"},
    "applicant": {"code": rows.CREDIT_CODE, "name": "昭通果业有限公司"},
    "declared_at": "2026-03-02T01:00:00+00:00",
}
ORDER = {
    "order_id": "DB-2026-1",
    "project_code": "2603-530602-04-01-654321",
    "item": "construction_permit",
    "matter": "请说明超期原因",
    "due_on": "2026-03-09",
    "issued_by": "云南省发展和改革委员会",
    "issued_at": "2026-03-02T01:00:00+00:00",
}


def test_controls_change_only_what_is_named(caller: Caller) -> None:
    caller.client.post("/control", json={"fail_next": 2})

    state = caller.client.post("/control", json={"down": True}).json()

    assert state == caller.client.get("/control").json()
    assert (state["fail_next"], state["down"], state["delay_ms"]) == (2, True, 0)


@pytest.mark.parametrize("change", [{"fail_next": -1}, {"delay": 5}, {"down": "perhaps"}], ids=str)
def test_impossible_control_is_refused(caller: Caller, change: dict[str, object]) -> None:
    answer = caller.client.post("/control", json=change)

    assert answer.status_code == 422
    assert next(iter(change)) in answer.json()["reason"]


def test_failing_stores_nothing_and_ends_after_the_number_asked(coded: Caller) -> None:
    coded.client.post("/control", json={"fail_next": 2})

    statuses = [coded.client.post("/records", json={"records": [rows.flow()]}).status_code for _ in range(3)]

    assert statuses == [500, 500, 200]
    assert len(coded.held()) == 1


def test_failing_also_meets_requests_for_codes(caller: Caller) -> None:
    caller.client.post("/control", json={"fail_next": 1})

    assert caller.ask_for_code().status_code == 500
    assert caller.ask_for_code().status_code == 201


def test_reading_uses_up_no_failure(caller: Caller) -> None:
    caller.client.post("/control", json={"fail_next": 1})

    caller.held()

    assert caller.client.get("/control").json()["fail_next"] == 1


def test_while_down_only_control_and_health_answer(coded: Caller) -> None:
    coded.client.post("/control", json={"down": True})

    paths = {path: coded.client.get(path).status_code for path in ("/records", "/codes", "/", "/control", "/health")}
    posted = coded.client.post("/records", json={"records": [rows.flow()]}).status_code
    coded.client.post("/control", json={"down": False})

    assert paths == {"/records": 503, "/codes": 503, "/": 503, "/control": 200, "/health": 200}
    assert posted == 503
    assert coded.held() == []


def test_delayed_request_is_answered_after_the_delay_and_ended_early_by_stopping(
    coded: Caller, platform: Platform
) -> None:
    coded.client.post("/control", json={"delay_ms": 600_000})
    answers: list[Response] = []
    slow = Thread(target=lambda: answers.append(coded.client.get("/records")))

    slow.start()
    still_open = coded.client.get("/health").status_code
    platform.controls.stop_delays()
    slow.join(timeout=10)

    assert still_open == 200
    assert [answer.status_code for answer in answers] == [200]


def test_answering_twice_pushes_the_same_receipts_once_more(coded: Caller, city: PushedCity) -> None:
    coded.client.post("/control", json={"answer_twice_next": 1})

    receipts = coded.send(rows.flow(), rows.stage())
    coded.send(rows.stage_item())

    (pushed,) = city.wait_for(1)
    assert pushed.url == "http://city.example/api/v1/callbacks/provincial/receipts"
    assert json.loads(pushed.content) == {"receipts": receipts}


@pytest.mark.parametrize(
    ("door", "body", "address"),
    [
        pytest.param("project", PROJECT, "projects", id="project"),
        pytest.param("supervision-order", ORDER, "supervision-orders", id="supervision-order"),
    ],
)
def test_push_arrives_signed(caller: Caller, city: PushedCity, door: str, body: rows.Row, address: str) -> None:
    answer = caller.client.post(f"/control/push/{door}", json=body)

    (pushed,) = city.wait_for(1)
    stamp, nonce = pushed.headers["X-Binglian-Timestamp"], pushed.headers["X-Binglian-Nonce"]
    expected = hmac.new(b"shared", f"{stamp}.{nonce}.".encode() + pushed.content, hashlib.sha256).hexdigest()
    assert answer.status_code == 202
    assert pushed.url.path == f"/api/v1/callbacks/provincial/{address}"
    assert json.loads(pushed.content) == body
    assert stamp == str(int(NOW.timestamp()))
    assert pushed.headers["X-Binglian-Signature"] == expected


def test_push_is_repeated_with_a_new_nonce_until_the_city_takes_it(
    caller: Caller, city: PushedCity, platform: Platform
) -> None:
    city.answers = [503, 500]

    caller.client.post("/control/push/supervision-order", json=ORDER)

    nonces = [request.headers["X-Binglian-Nonce"] for request in city.wait_for(3)]
    platform.pusher.stop()
    (push,) = caller.client.get("/control/pushes").json()["pushes"]
    assert len(set(nonces)) == 3
    assert (push["state"], push["attempts"], push["last_answer"]) == ("delivered", 3, "200")


def test_push_is_given_up_after_its_last_try(caller: Caller, city: PushedCity, platform: Platform) -> None:
    city.answers = [500] * 9

    caller.client.post("/control/push/supervision-order", json=ORDER)

    city.wait_for(3)
    platform.pusher.stop()
    (push,) = caller.client.get("/control/pushes").json()["pushes"]
    assert (push["state"], push["attempts"], push["last_answer"]) == ("given-up", 3, "500")


def test_code_of_a_project_declared_at_the_portal_is_recognised(caller: Caller, city: PushedCity) -> None:
    caller.client.post("/control/push/project", json=PROJECT)
    city.wait_for(1)

    receipts = caller.send(rows.flow(), rows.project(str(PROJECT["code"])))

    assert [receipt["SJSCZT"] for receipt in receipts] == [3, 3]


def test_incomplete_push_is_refused(caller: Caller) -> None:
    answer = caller.client.post("/control/push/supervision-order", json={"order_id": "1"})

    assert answer.status_code == 422
    assert "matter" in answer.json()["reason"]


def test_page_shows_a_person_what_the_platform_holds(coded: Caller) -> None:
    coded.send(rows.changed(rows.flow(), SPLCMC="<b>一般社会投资</b>"), rows.stage_item())

    page = coded.client.get("/", headers={"Authorization": ""}).text

    assert coded.code in page
    assert "项目基本信息表" in page
    assert "020 " in page
    assert "&lt;b&gt;一般社会投资" in page
    assert "<b>" not in page
    assert "src=" not in page
