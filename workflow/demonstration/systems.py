"""The system the demonstration drives: the one that runs, else one started for it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import httpx

from workflow.errors import Conflict
from workflow.running.deployment import address as address_of
from workflow.running.doctor import diagnose, is_well
from workflow.settings import Settings

START_SECONDS = 240
LOOK_EVERY_SECONDS = 0.5


@contextmanager
def running_system(settings: Settings, *, say: Callable[[str], None]) -> Iterator[None]:
    """Use the system that answers at the address of the settings; if none does, start one and stop it afterwards."""
    address = address_of(settings)
    if answers(address):
        yield
        return
    say(f"没有系统在 {address} 运行，现在启动一套。No system runs at {address}; starting one.")
    # What it says goes to standard error: the demonstration's own result is alone on standard output.
    process = subprocess.Popen([sys.executable, "-m", "workflow", "run"], stdout=sys.stderr)
    try:
        _wait_until_well(settings, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def answers(address: str) -> bool:
    """Does a counter answer there?"""
    try:
        return httpx.get(f"{address}/health/ready", timeout=2).is_success
    except httpx.TransportError:
        return False


def _wait_until_well(settings: Settings, process: subprocess.Popen[bytes]) -> None:
    """Every part of it, as the doctor sees it, and not the counter alone."""
    pause = Event()
    for _ in range(int(START_SECONDS / LOOK_EVERY_SECONDS)):
        if process.poll() is not None:
            break
        if answers(address_of(settings)) and is_well(diagnose(settings)):
            return
        pause.wait(LOOK_EVERY_SECONDS)
    raise Conflict(
        "系统没有启动成功。",
        "The system did not start.",
        mend_zh="请看上面的输出，或运行 binglian doctor。",
        mend_en="See its output above, or run 'binglian doctor'.",
    )
