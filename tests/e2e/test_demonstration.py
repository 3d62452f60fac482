"""The whole system as a person starts it, and the demonstration driven through it.

`binglian demo` finds no system, starts one on free ports with empty data, drives three projects over HTTP from
registration to readiness, compares the province's books with ours record by record, and stops what it started.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from workflow.running.ports import free_port

PORTS = ("API_PORT", "PROVINCE_PORT", "POSTGRES_PORT", "REDIS_PORT")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ports = {f"BINGLIAN_{name}": str(free_port()) for name in PORTS}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BINGLIAN_")}
    return {**inherited, **ports, "BINGLIAN_VAR_DIR": str(tmp_path / "var")}


def binglian(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workflow", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_demonstration_runs_through_a_system_of_its_own_and_nothing_is_missing_doubled_or_unequal(
    environment: dict[str, str], tmp_path: Path
) -> None:
    finished = binglian("demo", "--json", environment=environment)

    assert finished.returncode == 0, finished.stderr[-4000:] + finished.stdout[-4000:]
    result = json.loads(finished.stdout)
    assert result["ok"]
    assert len(result["projects"]) == 3
    for project in result["projects"]:
        assert project["faults"] == []
        assert project["status"] == "ready_to_start"
        assert project["records_here"] == project["records_at_province"] > 100
        assert project["documents_handed_in"] >= 40
        assert project["uses_of_documents"] > project["documents_handed_in"]
        assert min(project[turn] for turn in ("corrections", "refusals", "withdrawals", "hand_overs")) >= 1
        assert project["days_in_parallel"] < project["days_one_after_another"]
    left = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(tmp_path) in " ".join(process.info["cmdline"] or ())
    ]
    assert left == []
