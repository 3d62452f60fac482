"""The provincial platform over HTTP."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from workflow.gateways.provincial.platform import (
    LARGEST_BATCH,
    CodeApplication,
    ConfirmedCode,
    ExchangeRow,
    HeldRow,
    PlatformRefused,
    PlatformUnavailable,
    RowReceipt,
)

ACCEPTED = 3  # SJSCZT
PAGE = 500
LONGEST_REASON = 500
# A word on what was asked, which repeating it unchanged cannot change. Any other failure passes or is mended beside it:
# a wrong token, a wrong address, a proxy on the way.
REFUSING_STATUSES = frozenset({400, 409, 422})


class HttpProvincialPlatform:
    """A ProvincialPlatform at an address. Safe to share between threads; close it, or use it as a context."""

    def __init__(
        self, url: str, *, token: str, timeout: httpx.Timeout, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._url = url
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout,
            transport=transport,
            # The platform is on the government extranet: a proxy meant for the internet must not be asked.
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def issue_code(self, application: CodeApplication) -> ConfirmedCode:
        body = asdict(application)
        key = {"Idempotency-Key": body.pop("project_id")}
        answer = self._call("POST", "/codes", json=body, headers=key)
        with _Understanding(self._url):
            return ConfirmedCode(code=answer["code"], confirmed_at=datetime.fromisoformat(answer["confirmed_at"]))

    def send(self, rows: Sequence[ExchangeRow]) -> Sequence[RowReceipt]:
        if len(rows) > LARGEST_BATCH:
            raise ValueError(f"{len(rows)} rows in one sending, at most {LARGEST_BATCH} are taken")
        if not rows:
            return []
        answer = self._call(
            "POST", "/records", json={"records": [{"table": r.table, "row": dict(r.row)} for r in rows]}
        )
        with _Understanding(self._url):
            receipts = [_receipt(receipt) for receipt in answer["receipts"]]
            _match(rows, receipts)
            return receipts

    def holdings(self, *, project: str | None = None, table: str | None = None) -> Iterator[HeldRow]:
        query = {name: value for name, value in (("project", project), ("table", table)) if value is not None}
        after: int | None = 0
        while after is not None:
            answer = self._call("GET", "/records", params={**query, "after": after, "limit": PAGE})
            with _Understanding(self._url):
                page = [_held(record) for record in answer["records"]]
                after = answer["next"]
            yield from page

    def counts(self, *, project: str | None = None) -> Mapping[str, int]:
        answer = self._call("GET", "/records/counts", params={} if project is None else {"project": project})
        with _Understanding(self._url):
            return {str(table): int(number) for table, number in answer.items()}

    def _call(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401 JSON, judged by the caller
        try:
            answer = self._http.request(method, path, **request)
        except httpx.RequestError as error:
            raise _unavailable(self._url, f"{type(error).__name__}: {error}") from error
        if answer.status_code in REFUSING_STATUSES:
            raise _refused(self._url, answer)
        if not answer.is_success:
            raise _unavailable(self._url, f"HTTP {answer.status_code} {_reason_in(answer)}".strip())
        with _Understanding(self._url):
            return answer.json()


class _Understanding:
    """Inside it, an answer that is not what the protocol promises counts as none: ask again later."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, KeyError | ValueError | TypeError | AttributeError):
            raise _unavailable(self._url, f"{type(error).__name__}: {error}") from error


def _receipt(receipt: Mapping[str, Any]) -> RowReceipt:
    return RowReceipt(
        table=receipt["table"],
        local_key=receipt["DFSJZJ"],
        accepted=receipt["SJSCZT"] == ACCEPTED,
        reason=receipt["SBYY"],
        receipt=receipt["receipt"],
    )


def _held(record: Mapping[str, Any]) -> HeldRow:
    return HeldRow(
        position=record["position"],
        table=record["table"],
        local_key=record["DFSJZJ"],
        version=record["version"],
        row=record["row"],
        received_at=datetime.fromisoformat(record["received_at"]),
    )


def _match(rows: Sequence[ExchangeRow], receipts: Sequence[RowReceipt]) -> None:
    """Raise ValueError when the receipts are not those of the rows: a row must not be marked by another's receipt."""
    sent = [(row.table, str(row.row.get("DFSJZJ", ""))) for row in rows]
    if sent != [(receipt.table, receipt.local_key) for receipt in receipts]:
        raise ValueError("the receipts are not those of the rows that were sent")


def _unavailable(url: str, why: str) -> PlatformUnavailable:
    return PlatformUnavailable(
        f"省平台 {url} 没有给出可用的应答：{why}。",
        f"The provincial platform at {url} gave no usable answer: {why}.",
        mend_zh="系统会自动重试；若持续出现，请检查省平台是否运行、BINGLIAN_PROVINCE_URL，"
        "以及（401、403 时）BINGLIAN_PROVINCE_TOKEN。",
        mend_en="It is asked again by itself; if this goes on, check that it runs, BINGLIAN_PROVINCE_URL and, "
        "for 401 and 403, BINGLIAN_PROVINCE_TOKEN.",
        url=url,
        why=why,
    )


def _refused(url: str, answer: httpx.Response) -> PlatformRefused:
    reason = _reason_in(answer)
    return PlatformRefused(
        f"省平台拒绝了请求（HTTP {answer.status_code}）：{reason}",
        f"The provincial platform refused the request (HTTP {answer.status_code}): {reason}",
        mend_zh="请按原因更正后放行该消息。",
        mend_en="Correct what the reason names, then release the message.",
        url=url,
        status=answer.status_code,
        reason=reason,
    )


def _reason_in(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["reason"])[:LONGEST_REASON]
    except (ValueError, KeyError, TypeError):
        return answer.text[:LONGEST_REASON]
