"""A provincial platform on a fixed clock, in this process, and a caller who knows its token."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Condition
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from simulators.provincial_platform.app import create_app
from simulators.provincial_platform.controls import Controls
from simulators.provincial_platform.platform import Platform
from simulators.provincial_platform.projectcodes import Issuer
from simulators.provincial_platform.pushes import BackOff, City, Pusher
from simulators.provincial_platform.store import Store
from tests import exchange_rows as rows

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TOKEN = "let-me-in"


@dataclass
class PushedCity:
    """The city's end of the pushes: answers what it is told to and remembers what it was sent."""

    answers: list[int] = field(default_factory=list)  # statuses of the next answers; 200 after them
    requests: list[httpx.Request] = field(default_factory=list)
    _arrived: Condition = field(default_factory=Condition)

    def answer(self, request: httpx.Request) -> httpx.Response:
        with self._arrived:
            self.requests.append(request)
            self._arrived.notify_all()
            return httpx.Response(self.answers.pop(0) if self.answers else 200)

    def wait_for(self, number: int) -> list[httpx.Request]:
        """The requests, once there are that many."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.requests) >= number, timeout=10)
            return list(self.requests)


@dataclass
class Caller:
    """Speaks the protocol to the platform."""

    client: TestClient
    code: str = ""

    def send(self, *records: rows.Record) -> list[dict[str, Any]]:
        answer = self.client.post("/records", json={"records": list(records)})
        assert answer.status_code == 200, answer.text
        receipts: list[dict[str, Any]] = answer.json()["receipts"]
        return receipts

    def send_one(self, record: rows.Record) -> dict[str, Any]:
        return self.send(record)[0]

    def reason(self, record: rows.Record) -> str:
        """Why the record is rejected."""
        receipt = self.send_one(record)
        assert receipt["SJSCZT"] == 2
        return str(receipt["SBYY"])

    def ask_for_code(self, key: str = "project-1", **values: object) -> Response:
        return self.client.post("/codes", json=rows.code_request(**values), headers={"Idempotency-Key": key})

    def held(self, **query: str) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = self.client.get("/records", params=query).json()["records"]
        return records


@pytest.fixture
def city() -> PushedCity:
    return PushedCity()


@pytest.fixture
def make_platform(tmp_path: Path, city: PushedCity) -> Iterator[Callable[[], Platform]]:
    """Builds platforms on the same database file, one after another like restarts."""
    stores: list[Store] = []

    def make() -> Platform:
        stores.append(Store(tmp_path / "province.sqlite3"))
        nonces = count(1)
        callback = City(
            client=httpx.Client(transport=httpx.MockTransport(city.answer)),
            callback_url="http://city.example/api/v1/",
            secret="shared",
            nonces=lambda: f"nonce-{next(nonces)}",
        )
        return Platform(
            store=stores[-1],
            issuer=Issuer(stores[-1], random.Random(7)),  # noqa: S311 the same codes in each run
            controls=Controls(),
            pusher=Pusher(callback, lambda: NOW, BackOff(first=0.001, longest=0.002, tries=3)),
            clock=lambda: NOW,
            token=TOKEN,
        )

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def platform(make_platform: Callable[[], Platform]) -> Platform:
    return make_platform()


@pytest.fixture
def caller(platform: Platform) -> Iterator[Caller]:
    with TestClient(create_app(platform), headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield Caller(client)


@pytest.fixture
def coded(caller: Caller) -> Caller:
    """A caller whose project has its code."""
    caller.code = caller.ask_for_code().json()["code"]
    return caller


@pytest.fixture
def underway(coded: Caller) -> Caller:
    """A caller whose project has a case to report events of."""
    setup = rows.whole_case(coded.code)[:6]
    assert all(receipt["SJSCZT"] == 3 for receipt in coded.send(*setup))
    return coded
