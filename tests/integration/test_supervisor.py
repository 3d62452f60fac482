"""`binglian run` owns what it started: all of it ends with it, nothing else does, and what dies comes back."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from workflow.running import presence
from workflow.running.deployment import completed
from workflow.running.ports import LOOPBACK, answers, free_port
from workflow.settings import Settings

SCRIPT = Path(__file__).parent / "small_system.py"
PATIENCE_SECONDS = 60


class SmallSystem:
    """A supervisor in a process of its own, and what it says."""

    def __init__(self, environment: Mapping[str, str], *programs: str) -> None:
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *programs],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def says(self, words: str) -> str:
        """The next line that holds the words; fails with everything said when the process ends without it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return line
        pytest.fail(f"it ended without saying {words!r}:\n{self.said}")

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.finish()

    def finish(self) -> int:
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ports = ("API", "PROVINCE", "POSTGRES", "REDIS")
    return {"BINGLIAN_VAR_DIR": str(tmp_path / "var"), **{f"BINGLIAN_{name}_PORT": str(free_port()) for name in ports}}


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., SmallSystem]]:
    systems: list[SmallSystem] = []

    def start(*programs: str, **changed: str) -> SmallSystem:
        systems.append(SmallSystem({**environment, **changed}, *programs))
        return systems[-1]

    yield start
    for system in systems:
        with system.process:
            system.process.kill()


@pytest.fixture
def settings(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return completed(Settings())


@contextmanager
def a_bystander() -> Iterator[psutil.Process]:
    """A process of somebody else, of the same kind as one of ours."""
    with subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"]) as process:
        yield psutil.Process(process.pid)
        process.kill()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    _, left = psutil.wait_procs(processes, timeout=PATIENCE_SECONDS)
    return [process for process in left if process.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_stops_everything_it_started_in_reverse_order_and_nothing_else(
    start: Callable[..., SmallSystem], settings: Settings, how: signal.Signals
) -> None:
    system = start("clock", "door")
    system.says("RUNNING")
    started = system.children()

    with a_bystander() as bystander:
        status = system.end(how)

        assert bystander.is_running()
    assert status == 0, system.said
    assert alive(started) == []
    assert not any(answers(port) for port in (settings.api_port, settings.postgres_port, settings.redis_port))
    stopped = [line.split()[-1] for line in system.said.splitlines() if "stopping" in line]
    assert stopped == ["door", "clock", "Redis", "PostgreSQL"]


def test_nothing_survives_kill_9_of_the_supervisor_and_the_next_start_finds_the_data(
    start: Callable[..., SmallSystem], settings: Settings
) -> None:
    system = start("clock", "door")
    system.says("RUNNING")
    started = system.children()
    with psycopg.connect(settings.database_url or "") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")

    system.end(signal.SIGKILL)
    again = start("clock", "door")
    again.says("RUNNING")

    assert alive(started) == []
    with psycopg.connect(settings.database_url or "") as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert again.end(signal.SIGINT) == 0


def test_kill_9_of_everything_at_once_is_recovered_from(start: Callable[..., SmallSystem]) -> None:
    system = start("clock", "door")
    system.says("RUNNING")
    for process in [*system.children(), psutil.Process(system.process.pid)]:
        process.kill()
    system.finish()

    again = start("clock", "door")
    again.says("RUNNING")

    assert again.end(signal.SIGINT) == 0


def test_a_second_start_at_the_same_time_says_where_the_first_one_is(
    start: Callable[..., SmallSystem], settings: Settings
) -> None:
    first = start("clock")
    first.says("RUNNING")

    second = start("clock")

    assert second.finish() == 1
    assert "already-running" in second.said
    assert str(first.process.pid) in second.said
    assert f"http://127.0.0.1:{settings.api_port}" in second.said
    assert first.end(signal.SIGINT) == 0


@pytest.mark.parametrize("name", ["API", "POSTGRES", "REDIS"])
def test_a_taken_port_is_named_and_what_had_been_started_is_stopped(
    start: Callable[..., SmallSystem], settings: Settings, name: str
) -> None:
    with socket.create_server((LOOPBACK, 0)) as holder:
        taken = str(holder.getsockname()[1])

        system = start("door", **{f"BINGLIAN_{name}_PORT": taken})

        assert system.finish() == 1
    assert taken in system.said
    assert f"BINGLIAN_{name}_PORT" in system.said
    assert not presence.is_held(settings.var_dir)
    assert not answers(settings.postgres_port)


@pytest.mark.parametrize("name", ["clock", "Redis", "PostgreSQL"])
def test_what_dies_is_started_again_and_said_so(
    start: Callable[..., SmallSystem], settings: Settings, name: str
) -> None:
    system = start("clock")
    system.says("RUNNING")
    state = presence.read_state(settings.var_dir)
    assert state is not None

    psutil.Process(state.processes[name]).kill()

    assert "SIGKILL" in system.says("restarting")
    system.says("is running again")
    after = presence.read_state(settings.var_dir)
    assert after is not None
    assert after.processes[name] != state.processes[name]
    assert psutil.pid_exists(after.processes[name])
    assert system.end(signal.SIGINT) == 0


def test_what_never_gets_up_ends_the_start_with_the_last_lines_of_its_log(start: Callable[..., SmallSystem]) -> None:
    system = start("clock", "dies")

    assert system.finish() == 1
    assert "the reason in its log" in system.said


def test_three_quick_deaths_end_the_run_with_the_last_lines_of_the_log(
    start: Callable[..., SmallSystem], settings: Settings
) -> None:
    system = start("clock")
    system.says("RUNNING")

    for words in ("is running again", "is running again", "stopping"):
        state = json.loads((settings.var_dir / "run" / "state.json").read_text())
        psutil.Process(state["processes"]["clock"]).kill()
        system.says(words)

    assert system.finish() == 1
    assert "keeps-dying" in system.said
    assert "clock" in system.said


def test_stop_from_elsewhere_waits_until_everything_has_ended(
    start: Callable[..., SmallSystem], settings: Settings
) -> None:
    system = start("clock")
    system.says("RUNNING")

    assert presence.ask_to_stop(settings.var_dir) is True

    assert not answers(settings.postgres_port)
    assert presence.ask_to_stop(settings.var_dir) is False
    assert system.finish() == 0
