"""The client of the provincial platform: what it makes of each sort of answer."""

import json
from collections.abc import Callable

import httpx
import pytest

from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.gateways.provincial.platform import (
    LARGEST_BATCH,
    CodeApplication,
    ExchangeRow,
    PlatformRefused,
    PlatformUnavailable,
    ProvincialPlatform,
    RowReceipt,
)

APPLICATION = CodeApplication(
    project_id="project-1",
    provisional_code="2603-530602-04-01-000001",
    name="昭阳区农产品加工厂",
    region="530602",
    kind="filing",
    industry="13",
    applicant_code="91350100M000100Y43",
    applicant_name="昭通果业有限公司",
)
ROWS = [ExchangeRow(table="SPGL_XMJBXXB", row={"DFSJZJ": "a"}), ExchangeRow(table="SPGL_XMDWXXB", row={"DFSJZJ": "b"})]
RECEIPTS = [
    {"table": "SPGL_XMJBXXB", "DFSJZJ": "a", "SJSCZT": 3, "SBYY": "", "receipt": "R1"},
    {"table": "SPGL_XMDWXXB", "DFSJZJ": "b", "SJSCZT": 2, "SBYY": "908 …", "receipt": "R2"},
]

Answer = Callable[[httpx.Request], httpx.Response]


def platform(answer: Answer) -> HttpProvincialPlatform:
    return HttpProvincialPlatform(
        "http://province.example", token="t", timeout=httpx.Timeout(1), transport=httpx.MockTransport(answer)
    )


def answering(status: int, body: object) -> Answer:
    return lambda _: httpx.Response(status, json=body)


def test_code_is_asked_for_under_the_projects_key() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(
            201, json={"code": "2603-530602-04-01-314159", "confirmed_at": "2026-03-02T01:30:00+00:00"}
        )

    confirmed = platform(answer).issue_code(APPLICATION)

    assert confirmed.code == "2603-530602-04-01-314159"
    assert confirmed.confirmed_at.isoformat() == "2026-03-02T01:30:00+00:00"
    assert asked[0].headers["Idempotency-Key"] == "project-1"
    assert asked[0].headers["Authorization"] == "Bearer t"
    assert "project_id" not in json.loads(asked[0].content)


def test_receipts_say_for_each_row_what_became_of_it() -> None:
    receipts = platform(answering(200, {"receipts": RECEIPTS})).send(ROWS)

    assert receipts == [
        RowReceipt(table="SPGL_XMJBXXB", local_key="a", accepted=True, reason="", receipt="R1"),
        RowReceipt(table="SPGL_XMDWXXB", local_key="b", accepted=False, reason="908 …", receipt="R2"),
    ]


def test_nothing_to_send_asks_nothing() -> None:
    assert platform(answering(500, {})).send([]) == []


def test_more_rows_than_a_batch_takes_are_not_sent() -> None:
    with pytest.raises(ValueError, match="51 rows"):
        platform(answering(500, {})).send([ROWS[0]] * (LARGEST_BATCH + 1))


def test_holdings_are_read_page_by_page() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        after = int(request.url.params["after"])
        assert request.url.params["project"] == "code"
        row = {"table": "T", "DFSJZJ": f"k{after}", "version": 1, "row": {}, "received_at": "2026-03-02T01:30:00+00:00"}
        return httpx.Response(
            200, json={"records": [{"position": after + 1, **row}], "next": after + 1 if after < 2 else None}
        )

    held = list(platform(answer).holdings(project="code"))

    assert [(row.position, row.local_key) for row in held] == [(1, "k0"), (2, "k1"), (3, "k2")]


def test_counts_are_told_by_table() -> None:
    assert platform(answering(200, {"SPGL_XMJBXXB": 2})).counts(project="code") == {"SPGL_XMJBXXB": 2}


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.ReadError, httpx.PoolTimeout]
)
def test_platform_that_gives_no_answer_is_unavailable(error: type[httpx.TransportError]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("gone", request=request)

    with pytest.raises(PlatformUnavailable, match=error.__name__):
        platform(answer).send(ROWS)


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408, 302, 401, 403, 404, 413, 418])
def test_status_that_may_pass_is_unavailable(status: int) -> None:
    with pytest.raises(PlatformUnavailable, match=str(status)):
        platform(answering(status, {"reason": "later"})).counts()


@pytest.mark.parametrize("status", [400, 409, 422])
def test_refusal_carries_the_platforms_reason(status: int) -> None:
    with pytest.raises(PlatformRefused) as refused:
        platform(answering(status, {"reason": "行政区划代码不在本平台范围"})).issue_code(APPLICATION)

    assert refused.value.facts["status"] == status
    assert refused.value.facts["reason"] == "行政区划代码不在本平台范围"
    assert "行政区划代码不在本平台范围" in refused.value.zh


def test_a_proxy_or_a_wrong_token_is_waited_for_and_named() -> None:
    with pytest.raises(PlatformUnavailable, match="HTTP 401 token expired") as unavailable:
        platform(answering(401, {"reason": "token expired"})).send(ROWS)

    assert "BINGLIAN_PROVINCE_TOKEN" in unavailable.value.mend_en


def test_refusal_without_a_reason_carries_its_text() -> None:
    with pytest.raises(PlatformRefused) as refused:
        platform(lambda _: httpx.Response(422, text="<h1>Forbidden</h1>")).counts()

    assert refused.value.facts["reason"] == "<h1>Forbidden</h1>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="no-receipts"),
        pytest.param([], id="not-an-object"),
        pytest.param({"receipts": RECEIPTS[:1]}, id="too-few"),
        pytest.param({"receipts": RECEIPTS[::-1]}, id="in-another-order"),
        pytest.param({"receipts": [{"table": "SPGL_XMJBXXB"}]}, id="without-a-key"),
    ],
)
def test_answer_that_breaks_the_protocol_counts_as_none(body: object) -> None:
    with pytest.raises(PlatformUnavailable):
        platform(answering(200, body)).send(ROWS)


def test_answer_that_is_not_json_counts_as_none() -> None:
    with pytest.raises(PlatformUnavailable):
        platform(lambda _: httpx.Response(200, text="<html>")).counts()


def test_client_is_a_provincial_platform() -> None:
    with platform(answering(200, {})) as client:
        promised: ProvincialPlatform = client

        assert promised.counts() == {}
