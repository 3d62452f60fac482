"""The counter over HTTP, in this process, on a real database; its outbox is carried out when a test says so."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import chain, count
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import text

from tests.factories.projects import NOON
from workflow.bootstrap import Wiring
from workflow.domain.ids import ProjectId
from workflow.domain.messages import EXCHANGE, Topic
from workflow.operations import delivering, registering
from workflow.store.unit_of_work import UnitOfWork

FOOD, WIND = "applicant.food", "applicant.wind"
CREDIT_CODES = {
    FOOD: ("91530621MA6F0D0236", "鲁甸高原食品有限公司"),
    WIND: ("91530602MA6WND016R", "昭通乌蒙风力发电有限公司"),
}
COUNTY_OFFICE, CITY_OFFICE = "530621.development_reform", "530600.development_reform"
LEASE = timedelta(minutes=1)


@dataclass
class Clock:
    """A clock a test can put forward."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Desk:
    """Somebody signed in, in front of the counter."""

    client: TestClient
    token: str
    language: str = "zh"

    def get(self, path: str, **parameters: str | int) -> Response:
        return self.client.get(f"/api/v1{path}", params=parameters, headers=self._headers())

    def post(self, path: str, body: object = None, *, key: str | None = None) -> Response:
        return self.client.post(f"/api/v1{path}", json=body if body is not None else {}, headers=self._headers(key))

    def upload(
        self, path: str, data: Mapping[str, str], content: bytes, *, name: str = "a.pdf", key: str | None = None
    ) -> Response:
        part = "evidence" if path.endswith("/results") else "file"
        given = {part: (name, content, "application/pdf")}
        return self.client.post(f"/api/v1{path}", data=dict(data), files=given, headers=self._headers(key))

    def _headers(self, key: str | None = None) -> dict[str, str]:
        always = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        return {**always, **({"Idempotency-Key": key} if key else {})}


@dataclass
class Counter:
    """The counter, its people and its outbox."""

    wiring: Wiring
    client: TestClient
    password: str
    clock: Clock
    _desks: dict[str, Desk] = field(default_factory=dict)
    _codes: Iterator[int] = field(default_factory=lambda: count(100_000))

    def desk(self, login: str, *, language: str = "zh") -> Desk:
        """The person signed in, once a module."""
        if login not in self._desks:
            answer = self.client.post("/api/v1/tokens", json={"login": login, "password": self.password})
            assert answer.status_code == 201, answer.text
            self._desks[login] = Desk(self.client, answer.json()["token"])
        return Desk(self.client, self._desks[login].token, language)

    def officer(self, office: str) -> Desk:
        return self.desk(f"officer.{office}")

    def register(self, login: str = FOOD, example: str = "industrial_filing", **changes: object) -> str:
        """A registered project with a confirmed code."""
        code, name = CREDIT_CODES[login]
        body = {"name": "测试项目", "applicant": {"code": code, "name": name}, "facts": facts(example) | changes}
        answer = self.desk(login).post("/projects", body)
        assert answer.status_code == 201, answer.text
        self.deliver()
        id: str = answer.json()["id"]
        return id

    def hand_in_everything(self, project: str, login: str = FOOD) -> None:
        """A document for every material the applicant is asked for."""
        for one in self.desk(login).get(f"/projects/{project}/documents").json():
            if one["form"] == "file" and not one["comes_from"] and not one["submitted"]:
                material = one["material"]["key"]
                answer = self.desk(login).upload(
                    f"/projects/{project}/documents", {"material": material}, material.encode()
                )
                assert answer.status_code == 201, answer.text

    def apply(self, project: str, login: str = FOOD, stage: str = "initiation") -> None:
        answer = self.desk(login).post(f"/projects/{project}/stages/{stage}/application")
        assert answer.status_code == 200, answer.text
        self.deliver()

    def case(self, project: str, item: str, login: str = FOOD) -> dict[str, Any]:
        """The latest attempt at an item, as the board shows it."""
        board = self.desk(login).get(f"/projects/{project}/board").json()
        cases = [case for stage in board["stages"] for case in stage["cases"] if case["item"]["key"] == item]
        return max(cases, key=lambda case: case["attempt"])

    def deliver(self) -> None:
        """Carry out every message, as relay, workers and province would."""
        while self._deliver_some():
            pass

    def issue_next(self, code: str) -> None:
        """The next code the province issues."""
        self._codes = chain([int(code[-6:])], self._codes)

    def footprint(self) -> tuple[object, ...]:
        """What a refused request must leave as it was: every chain, and how many rows of each kind there are."""
        with self.wiring.reading() as connection:
            chains = connection.execute(text("SELECT id, event_count, chain_hash, status FROM projects ORDER BY id"))
            tables = ("events", "outbox", "documents", "sub_approvals", "supervision_orders", "commands", "callbacks")
            counts = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]
            return (*map(tuple, chains), *counts)

    def _deliver_some(self) -> bool:
        with self.wiring.work() as work:
            claimed = work.outbox.claim(now=self.clock(), lease=LEASE, limit=100)
        for message in claimed:
            with self.wiring.work() as work:
                self._carry_out(work, message.id, message.destination)
        return bool(claimed)

    def _carry_out(self, work: UnitOfWork, id: int, destination: str) -> None:
        if destination != EXCHANGE:
            delivering.deliver(work, id, now=self.clock())
            return
        taken = work.outbox.take(id)
        assert taken is not None
        if taken.topic is Topic.REQUEST_CODE:
            code = f"2603-530621-04-01-{next(self._codes):06d}"
            registering.confirm_code(work, ProjectId(UUID(taken.shard)), code=code, now=self.clock())
        work.outbox.mark_delivered(id, now=self.clock())


def facts(example: str) -> dict[str, Any]:
    """The facts of one of the edition's examples."""
    found: dict[str, Any] = json.loads((files("catalogs") / "data" / "examples" / f"{example}.json").read_text())
    return found


def problem(answer: Response) -> dict[str, Any]:
    """The problem of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body: dict[str, Any] = answer.json()
    assert body["status"] == answer.status_code
    return body
