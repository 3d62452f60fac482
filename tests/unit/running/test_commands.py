"""The command as a shell sees it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workflow import cli
from workflow.running.ports import free_port
from workflow.settings import read_settings


@pytest.fixture(autouse=True)
def a_machine_where_nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read_settings.cache_clear()
    monkeypatch.setenv("BINGLIAN_VAR_DIR", str(tmp_path))
    for name in ("API", "PROVINCE", "POSTGRES", "REDIS"):
        monkeypatch.setenv(f"BINGLIAN_{name}_PORT", str(free_port()))


def test_the_help_lists_what_can_be_done() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"])

    assert shown.exit_code == 0
    for command in ("run", "stop", "doctor", "db", "catalog", "code"):
        assert command in shown.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["run", "--nonsense"], ["db", "downgrade"]])
def test_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli.app, arguments).exit_code == 2


def test_a_refusal_is_shown_in_both_languages_with_its_cure_and_ends_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BINGLIAN_API_PORT", "eighty")
    monkeypatch.setattr("sys.argv", ["binglian", "doctor"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    shown = capsys.readouterr().err
    assert ended.value.code == 1
    assert "BINGLIAN_API_PORT 的值不能用" in shown
    assert "Expected BINGLIAN_API_PORT" in shown


def test_stopping_what_does_not_run_is_no_failure(tmp_path: Path) -> None:
    stopped = CliRunner().invoke(cli.app, ["stop"])

    assert stopped.exit_code == 0
    assert "nothing was running" in stopped.stdout


def test_the_doctor_names_what_is_missing_and_a_cure_for_each() -> None:
    asked = CliRunner().invoke(cli.app, ["doctor", "--json"])

    findings = json.loads(asked.stdout)
    assert asked.exit_code == 1
    assert {line["check"].split()[-1] for line in findings if not line["ok"] and line["needed"]} >= {
        "PostgreSQL",
        "migrations",
        "Redis",
        "API",
        "relay",
        "workers",
        "beat",
    }
    assert all(line["cure"] for line in findings if not line["ok"])
    assert not any(line["cure"] for line in findings if line["ok"])


def test_the_doctor_says_the_same_to_people() -> None:
    asked = CliRunner().invoke(cli.app, ["doctor"])

    assert asked.exit_code == 1
    assert "✗ 数据库 PostgreSQL" in asked.stdout
    assert "→ binglian run" in asked.stdout
