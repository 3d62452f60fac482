"""Problems: stable kinds, both languages, nothing of the inside."""

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import refusing
from api.catalog_problems import of_catalog_error
from api.languages import Language, preferred
from api.observing import Observing
from api.problem_titles import KINDS
from api.problems import Trouble, of_refusal, told
from catalogs.errors import (
    BrokenCondition,
    CatalogError,
    CatalogFaults,
    ItemNotInTheme,
    MissingFact,
    ProjectRefused,
    UndeterminedFacts,
    UnknownEdition,
    WrongCode,
    WrongFact,
    WrongFacts,
)
from catalogs.wording import Wording
from workflow.errors import AlreadyDecided, Conflict, Refused

JSON = {"Content-Type": "application/json"}
WORDING = Wording("字", "word")


def every_refusal(family: type[Refused] = Refused) -> Iterator[type[Refused]]:
    """Those of the engine; what keeps a process from starting is told at the terminal."""
    if not family.__module__.startswith("workflow.running"):
        yield family
    for each in family.__subclasses__():
        yield from every_refusal(each)


@pytest.mark.parametrize("family", sorted(set(every_refusal()), key=str))
def test_every_refusal_of_the_counter_has_a_published_kind(family: type[Refused]) -> None:
    refusal = family("错", "wrong", mend_zh="改", mend_en="mend")

    trouble = of_refusal(refusal)

    assert trouble.slug in KINDS
    assert KINDS[trouble.slug].status >= 400


def test_a_refusal_without_a_kind_of_its_own_is_told_as_its_family() -> None:
    class NotYetPublished(Conflict):
        slug = "not-yet-published"

    trouble = of_refusal(NotYetPublished("错", "wrong", mend_zh="改", mend_en="mend"))

    assert trouble.slug == "conflict"


@pytest.mark.parametrize("language", Language)
def test_a_problem_is_told_in_one_language(language: Language) -> None:
    refusal = AlreadyDecided("已办结", "decided", mend_zh="刷新", mend_en="reload", number="1号")

    problem = told(of_refusal(refusal), language)

    expected = {"zh": ("已经办结", "已办结", "刷新"), "en": ("Already decided", "decided", "reload")}
    assert (problem.title, problem.detail, problem.mend) == expected[language]
    assert problem.facts == {"number": "1号"}


def test_wordings_inside_the_facts_are_told_in_the_same_language() -> None:
    facts = {"fields": [{"what": Wording("缺少", "is missing")}]}
    trouble = Trouble(slug="wrong-request", detail=Wording("", ""), mend=Wording("", ""), facts=facts)

    assert told(trouble, Language.EN).facts == {"fields": [{"what": "is missing"}]}


@pytest.mark.parametrize(
    "error",
    [
        UnknownEdition("x", ["y"]),
        ProjectRefused(rule="r", zh="不", en="no", basis="b"),
        WrongFacts([WrongFact("f", 1, WORDING, WORDING)]),
        UndeterminedFacts([MissingFact("f", WORDING)]),
        ItemNotInTheme("i", "t", WORDING),
        WrongCode("c", [WORDING]),
        CatalogFaults([]),
        BrokenCondition("c", "w"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_refusal_of_the_catalogues_has_a_published_kind(error: CatalogError) -> None:
    assert of_catalog_error(error).slug in KINDS


def test_no_refusal_of_the_catalogues_was_forgotten_above() -> None:
    assert {family.__name__ for family in CatalogError.__subclasses__()} == {
        "UnknownEdition",
        "ProjectRefused",
        "WrongFacts",
        "UndeterminedFacts",
        "ItemNotInTheme",
        "WrongCode",
        "CatalogFaults",
        "BrokenCondition",
    }


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("fr", "zh"),
        ("en;q=nonsense", "zh"),
        ("*", "zh"),
    ],
)
def test_english_is_spoken_only_when_it_is_wanted_more_than_chinese(header: str | None, language: str) -> None:
    assert preferred(header) == language


def test_a_database_that_is_away_is_told_with_when_to_come_back(client: TestClient) -> None:
    answer = client.get("/api/v1/projects", headers={"Authorization": "Bearer x"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["type"] == "urn:binglian:problem:busy"
    assert "127.0.0.1" not in answer.text


def test_the_process_is_alive_without_its_database_but_not_ready(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").status_code == 503
    assert client.get("/health").status_code == 503


def test_a_mistake_of_ours_shows_nothing_of_the_inside() -> None:
    app = FastAPI()
    app.add_middleware(Observing)
    refusing.install(app)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the password is hunter2")

    answer = TestClient(app, raise_server_exceptions=False).get("/broken")

    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:binglian:problem:unexpected"
    assert answer.headers["x-request-id"]
    assert "hunter2" not in answer.text


def test_an_address_that_is_none_is_a_problem(client: TestClient) -> None:
    answer = client.get("/api/v1/nowhere", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.json()["title"]) == (404, "No such address")
    assert answer.headers["content-language"] == "en"


def test_a_method_an_address_does_not_take_is_a_problem_that_lists_those_it_takes(client: TestClient) -> None:
    answer = client.put("/api/v1/catalog/plans", json={})

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["type"] == "urn:binglian:problem:method-not-allowed"


@pytest.mark.parametrize(
    ("content", "field", "what"),
    [
        pytest.param(b"{", "1", "不是有效的 JSON", id="not-json"),
        pytest.param(b"[]", "body", "应为 JSON 对象", id="not-an-object"),
        pytest.param(b"{}", "facts", "缺少", id="missing"),
        pytest.param(b'{"facts": 1}', "facts", "应为键和值", id="not-facts"),
        pytest.param(b'{"facts": {"a": "\\u0000"}}', "facts", "不允许的字符", id="zero-character"),
        pytest.param(b'{"facts": {"a": "\\ud800"}}', "facts", "不允许的字符", id="half-a-character"),
        pytest.param(b'{"facts": {}, "colour": 1}', "colour", "没有这个字段", id="unknown"),
    ],
)
def test_a_malformed_request_is_told_field_by_field(client: TestClient, content: bytes, field: str, what: str) -> None:
    answer = client.post("/api/v1/catalog/plans", content=content, headers=JSON)

    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:binglian:problem:wrong-request")
    assert problem["facts"]["fields"][0]["field"] == field
    assert what in problem["detail"]


def test_every_wrong_fact_is_told_without_a_database(client: TestClient) -> None:
    wrong = {"facts": {"phantom": 1, "investment": "much"}}

    problem = client.post("/api/v1/catalog/plans", json=wrong, headers={"Accept-Language": "en"}).json()

    assert [one["fact"] for one in problem["facts"]["wrong"]] == ["phantom", "investment"]
    assert json.dumps(problem, ensure_ascii=False).isascii()


def test_the_start_page_says_that_the_database_is_away(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept": "text/html"})

    assert answer.status_code == 503
    assert "数据库暂时不可用或正忙" in answer.text


def test_an_upload_without_a_token_may_not_be_large(client: TestClient) -> None:
    large = {"file": ("a.pdf", b"x" * (1 << 20))}

    answer = client.post(f"/api/v1/projects/{UUID(int=1)}/documents", data={"material": "m"}, files=large)

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:binglian:problem:too-large")


def test_a_callers_request_identifier_is_kept_and_a_malformed_one_is_not(client: TestClient) -> None:
    kept = client.get("/health/live", headers={"X-Request-Id": "chain-of-systems-1"})
    replaced = client.get("/health/live", headers={"X-Request-Id": "a b"})

    assert kept.headers["x-request-id"] == "chain-of-systems-1"
    assert replaced.headers["x-request-id"] != "a b"


def test_a_browser_gets_a_page_and_not_json(client: TestClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "text/html", "Accept-Language": "en"})

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
