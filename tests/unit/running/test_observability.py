"""What reaches the log: events as constant words with fields, bound at the door, and nobody's personal data."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from workflow import observability


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_carries_what_was_bound_at_the_door(capsys: pytest.CaptureFixture[str]) -> None:
    observability.configure(level="info", json=True)
    log = structlog.get_logger("workflow.try")

    with observability.doing(request_id="r-1", user="u-1", task="dispatch"):
        log.info("item_decided", item="x")
    log.info("afterwards")

    inside, after = written(capsys)
    assert inside["event"] == "item_decided"
    assert {key: inside[key] for key in ("request_id", "user", "task", "item", "level")} == {
        "request_id": "r-1",
        "user": "u-1",
        "task": "dispatch",
        "item": "x",
        "level": "info",
    }
    assert "request_id" not in after


@pytest.mark.parametrize("field", ["name", "phone", "id_number", "password", "token"])
def test_personal_data_and_secrets_are_withheld_whoever_passes_them(
    capsys: pytest.CaptureFixture[str], field: str
) -> None:
    observability.configure(level="info", json=True)

    structlog.get_logger("workflow.try").warning("person_added", **{field: "王小二"})

    assert written(capsys)[0][field] == observability.WITHHELD


def test_libraries_write_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    observability.configure(level="info", json=True)

    logging.getLogger("library").info("hello %s", "world", extra={"queue": "clocks"})

    assert written(capsys)[0] | {"timestamp": ""} == {
        "event": "hello world",
        "level": "info",
        "logger": "library",
        "queue": "clocks",
        "timestamp": "",
    }


def test_less_grave_events_are_left_out_but_not_the_words_the_supervisor_waits_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    observability.configure(level="error", json=True)

    logging.getLogger("library").warning("left out")
    logging.getLogger("celery.apps.worker").info("%s ready.", "worker@here")

    assert [line["event"] for line in written(capsys)] == ["worker@here ready."]


def test_lines_for_people_hold_the_event_and_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    observability.configure(level="info", json=False)

    structlog.get_logger("workflow.try").info("item_decided", item="x")

    line = capsys.readouterr().err
    assert "item_decided" in line
    assert "item=x" in line
