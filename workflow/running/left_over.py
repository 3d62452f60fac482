"""Servers that a killed supervisor may have left behind in a folder that is ours."""

import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psutil

WAIT_SECONDS = 10
POLL_SECONDS = 0.05


def end_left_over(pid_file: Path, *, mark: str, signals: Sequence[signal.Signals]) -> None:
    """End the process a pid file names if its command line holds `mark`; otherwise the file is stale and removed.

    The left-over is given time to end by itself (its supervisor's death has told it to), then each signal in turn.
    """
    server = _process(pid_file)
    if server is None:
        return
    if not _is_ours(server, mark):
        pid_file.unlink(missing_ok=True)  # the number was given to somebody else since, e.g. after a power cut
        return
    for each in (None, *signals):
        with suppress(psutil.NoSuchProcess):
            if each is not None:
                server.send_signal(each)
        if _is_gone_within(server, WAIT_SECONDS):
            pid_file.unlink(missing_ok=True)
            return


def _process(pid_file: Path) -> psutil.Process | None:
    try:
        return psutil.Process(int(pid_file.read_text().split()[0]))
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def _is_gone_within(server: psutil.Process, seconds: float) -> bool:
    deadline = monotonic() + seconds
    while not _has_ended(server):
        if monotonic() > deadline:
            return False
        sleep(POLL_SECONDS)
    return True


def _has_ended(server: psutil.Process) -> bool:
    # One that nobody has collected yet still has its number, but holds neither port nor file.
    try:
        return server.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _is_ours(server: psutil.Process, mark: str) -> bool:
    try:
        return any(mark in part for part in server.cmdline())
    except psutil.Error:
        return False
