"""Project codes: their layout, one per project for ever, and refusals."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from simulators.provincial_platform.app import create_app
from simulators.provincial_platform.platform import Platform
from tests import exchange_rows as rows
from tests.unit.simulators.conftest import TOKEN, Caller


def test_code_has_the_new_layout_with_month_and_region(caller: Caller) -> None:
    answer = caller.ask_for_code()

    assert answer.status_code == 201
    assert re.fullmatch(r"2603-530602-04-01-\d{6}", answer.json()["code"])
    assert answer.json()["confirmed_at"] == "2026-03-02T01:30:00+00:00"


def test_same_key_gets_the_same_code_whatever_it_asks_now(caller: Caller) -> None:
    first = caller.ask_for_code("project-1")

    again = caller.ask_for_code("project-1", name="改名后的加工厂")

    assert again.status_code == 200
    assert again.json() == first.json()


def test_other_key_gets_another_code(caller: Caller) -> None:
    assert caller.ask_for_code("project-1").json()["code"] != caller.ask_for_code("project-2").json()["code"]


def test_same_seed_never_issues_a_code_twice(caller: Caller, make_platform: Callable[[], Platform]) -> None:
    before = caller.ask_for_code("project-1").json()["code"]

    with TestClient(create_app(make_platform()), headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        after = Caller(client).ask_for_code("project-2").json()["code"]

    assert after != before


def test_one_key_asked_from_many_sides_at_once_gets_one_code(caller: Caller) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: caller.ask_for_code("project-1"), range(16)))

    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    assert len({answer.json()["code"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("region", "530601", id="region-that-only-statistics-use"),
        pytest.param("region", "440100", id="region-of-another-province"),
        pytest.param("kind", "permit", id="unknown-kind"),
        pytest.param("industry", "98", id="unknown-industry"),
        pytest.param("applicant_code", "91350100M000100Y44", id="wrong-check-character"),
        pytest.param("applicant_code", "", id="no-credit-code"),
        pytest.param("applicant_name", " ", id="no-applicant"),
        pytest.param("name", "", id="no-name"),
        pytest.param("provisional_code", "", id="no-provisional-code"),
    ],
)
def test_wrong_request_is_refused_with_a_reason_that_names_it(caller: Caller, field: str, value: str) -> None:
    answer = caller.ask_for_code(**{field: value})

    assert answer.status_code == 422
    assert repr(value) in answer.json()["reason"]
    assert caller.client.get("/codes").json() == {"codes": [], "next": None}


def test_refusal_names_everything_that_is_wrong(caller: Caller) -> None:
    reason = caller.ask_for_code(region="1", kind="x").json()["reason"]

    assert "region" in reason
    assert "kind" in reason


def test_refused_request_can_be_mended_under_the_same_key(caller: Caller) -> None:
    caller.ask_for_code("project-1", region="1")

    assert caller.ask_for_code("project-1").status_code == 201


def test_request_without_a_key_is_refused(caller: Caller) -> None:
    answer = caller.client.post("/codes", json=rows.code_request())

    assert answer.status_code == 422
    assert "idempotency-key" in answer.json()["reason"]


def test_issued_codes_are_listed_by_region_and_code(caller: Caller) -> None:
    code = caller.ask_for_code("project-1").json()["code"]
    caller.ask_for_code("project-2", region="530621")

    by_region = caller.client.get("/codes", params={"region": "530602"}).json()["codes"]
    by_code = caller.client.get("/codes", params={"code": code}).json()["codes"]

    assert by_region == by_code
    assert by_code[0]["idempotency_key"] == "project-1"
    assert by_code[0]["name"] == "昭阳区农产品加工厂"
