"""Issuing of project codes 项目代码 (发改投资〔2020〕1439号; GB/T 40058-2021), once per project for ever."""

import json
import random
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from simulators.provincial_platform.clock import BEIJING
from simulators.provincial_platform.codetables import INDUSTRIES, REGIONS
from simulators.provincial_platform.creditcode import credit_code_is_valid
from simulators.provincial_platform.store import Store

CodeRequest = Mapping[str, str]

# Segments of the new layout that the request does not decide: 04 国家发展改革委, 01 基本建设 (both from memory).
GUIDING_DEPARTMENT = "04"
PROJECT_TYPE = "01"
KINDS = ("approval", "verification", "filing")


class CodeRefused(Exception):
    """The request for a code is wrong; the message says everything that is."""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    id: int
    code: str
    idempotency_key: str
    request: CodeRequest
    confirmed_at: str


@dataclass(frozen=True, slots=True)
class Requirement:
    field: str
    is_met: Callable[[str], bool]
    refusal: str


def _is_given(value: str) -> bool:
    return bool(value.strip())


REQUIREMENTS = (
    Requirement("provisional_code", _is_given, "缺少临时代码 (provisional_code is missing)"),
    Requirement("name", _is_given, "缺少项目名称 (name is missing)"),
    Requirement("region", REGIONS.__contains__, "行政区划代码不在本平台范围 (region is not one of this platform's)"),
    Requirement("kind", KINDS.__contains__, f"项目类型应为 (kind is not one of) {'/'.join(KINDS)}"),
    Requirement(
        "industry", INDUSTRIES.__contains__, "行业代码应为 GB/T 4754 门类下的两位大类 (industry is not a division)"
    ),
    Requirement("applicant_code", credit_code_is_valid, "统一社会信用代码校验不通过 (applicant_code fails its check)"),
    Requirement("applicant_name", _is_given, "缺少项目单位名称 (applicant_name is missing)"),
)


def refusal_of(request: CodeRequest) -> str:
    """Every requirement the request fails, blank when none."""
    failed = (rule for rule in REQUIREMENTS if not rule.is_met(request.get(rule.field, "")))
    return "；".join(f"{rule.refusal}: {request.get(rule.field, '')!r}" for rule in failed)


class Issuer:
    """Issues codes. The randomness is injected, so that a seed gives the same codes again."""

    def __init__(self, store: Store, dice: random.Random) -> None:
        self._store = store
        self._dice = dice

    def issue(self, key: str, request: CodeRequest, *, now: datetime) -> tuple[IssuedCode, bool]:
        """The project's code, and whether it is new. A key that has a code keeps it, whatever is asked now.

        Raises CodeRefused.
        """
        with self._store.transaction() as connection:
            known = _find(connection, "idempotency_key", key)
            if known is not None:
                return known, False
            refusal = refusal_of(request)
            if refusal:
                raise CodeRefused(refusal)
            code = self._unused_code(connection, request["region"], now)
            return _insert(connection, code, key, request, now), True

    def register(self, code: str, request: CodeRequest, *, now: datetime) -> IssuedCode:
        """Take note of a code that the provincial portal gave; the one already known when it is repeated."""
        with self._store.transaction() as connection:
            return _find(connection, "code", code) or _insert(connection, code, f"portal:{code}", request, now)

    def issued(self, *, code: str | None, region: str | None, after: int, limit: int) -> list[IssuedCode]:
        """Codes in the order they were issued."""
        with self._store.transaction() as connection:
            found = connection.execute(
                "SELECT * FROM codes WHERE id > :after AND (:code IS NULL OR code = :code)"
                " AND (:region IS NULL OR json_extract(request, '$.region') = :region) ORDER BY id LIMIT :limit",
                {"after": after, "code": code, "region": region, "limit": limit},
            )
            return [_issued(row) for row in found]

    def newest(self, limit: int) -> list[IssuedCode]:
        """The last codes issued, newest first."""
        with self._store.transaction() as connection:
            return [
                _issued(row) for row in connection.execute("SELECT * FROM codes ORDER BY id DESC LIMIT ?", (limit,))
            ]

    def _unused_code(self, connection: sqlite3.Connection, region: str, now: datetime) -> str:
        code = self._draw(region, now)
        while _find(connection, "code", code) is not None:
            code = self._draw(region, now)
        return code

    def _draw(self, region: str, now: datetime) -> str:
        # Five random digits and a check digit. Its rule is not published, so the sixth is drawn as well.
        tail = f"{self._dice.randrange(1_000_000):06}"
        return f"{now.astimezone(BEIJING):%y%m}-{region}-{GUIDING_DEPARTMENT}-{PROJECT_TYPE}-{tail}"


def _find(connection: sqlite3.Connection, column: str, value: str) -> IssuedCode | None:
    found = connection.execute(f"SELECT * FROM codes WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 our names
    return found and _issued(found)


def _insert(connection: sqlite3.Connection, code: str, key: str, request: CodeRequest, now: datetime) -> IssuedCode:
    inserted = connection.execute(
        "INSERT INTO codes (code, idempotency_key, request, confirmed_at) VALUES (?, ?, ?, ?) RETURNING *",
        (code, key, json.dumps(dict(request), ensure_ascii=False), now.isoformat()),
    ).fetchone()
    return _issued(inserted)


def _issued(row: sqlite3.Row) -> IssuedCode:
    return IssuedCode(**{**dict(row), "request": json.loads(row["request"])})
