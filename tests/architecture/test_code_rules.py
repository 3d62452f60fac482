"""Rules of the house that a reader could forget and a linter does not know."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.repository import ROOMS, calls, named, python_files

COMMITS = {"workflow/store/unit_of_work.py", "workflow/store/migrations/env.py"}
CLOCKS = {"workflow/bootstrap.py", "workflow/demonstration/command.py", "simulators/provincial_platform/clock.py"}
ASKS_THE_CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
SLEEPS = {"time.sleep", "sleep", "asyncio.sleep"}
LOG_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
EVENT_WORD = re.compile(r"[a-z][a-z0-9_]*")


def dotted(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""


def offences(files: Iterable[Path], offends: frozenset[str] | set[str]) -> list[str]:
    return [f"{named(file)}:{call.lineno}" for file in files for call in calls(file) if dotted(call.func) in offends]


def test_only_the_unit_of_work_and_the_migrations_commit() -> None:
    commits = {
        named(file)
        for file in python_files(*ROOMS)
        for call in calls(file)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    }

    assert commits <= COMMITS


def test_only_the_places_that_own_a_clock_ask_for_the_time() -> None:
    others = [file for file in python_files(*ROOMS, "simulators") if named(file) not in CLOCKS]

    assert offences(others, ASKS_THE_CLOCK) == []


def test_every_instant_that_is_made_says_its_time_zone() -> None:
    naive = [
        f"{named(file)}:{call.lineno}"
        for file in python_files(*ROOMS, "simulators", "tests")
        for call in calls(file)
        if dotted(call.func) == "datetime" and len(call.args) < 8 and "tzinfo" not in {k.arg for k in call.keywords}
    ]

    assert naive == []


def test_no_test_sleeps() -> None:
    assert offences(python_files("tests"), SLEEPS) == []


def test_log_events_are_constant_words() -> None:
    loose = [
        f"{named(file)}:{call.lineno}"
        for file in python_files(*ROOMS)
        for call in calls(file)
        if is_log_call(call) and not is_event_word(call)
    ]

    assert loose == []


def is_log_call(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in LOG_LEVELS and dotted(call.func.value) == "log"


def is_event_word(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and EVENT_WORD.fullmatch(str(first.value)) is not None


def test_no_file_has_grown_past_four_hundred_lines() -> None:
    long = [named(file) for file in python_files(*ROOMS, "simulators") if len(file.read_text().splitlines()) > 400]

    assert long == []


def test_no_task_is_sent_with_a_time_of_its_own() -> None:
    timed = [
        f"{named(file)}:{call.lineno}"
        for file in python_files(*ROOMS)
        for call in calls(file)
        if {"eta", "countdown", "expires"} & {keyword.arg for keyword in call.keywords}
    ]

    assert timed == []


def test_nothing_is_asynchronous_but_what_the_web_framework_calls() -> None:
    coloured = {
        named(file)
        for file in python_files(*ROOMS)
        if any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    }

    assert {file for file in coloured if not file.startswith("api/")} == set()
