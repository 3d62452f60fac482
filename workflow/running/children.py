"""Child processes that can be waited for, stopped and killed, and that never outlive us."""

import ctypes
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from workflow.running.errors import ServerDidNotStart

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.02
LAST_LINES = 15


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to start a process and how to ask it to end."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 20


class Child:
    """A running process in a process group of its own, so that Ctrl-C at our terminal is ours to pass on.

    Linux ends it with `stop_signal` when the thread that started it is gone, even by kill -9: start children from a
    thread that lives as long as they should, which is normally the main one.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.started_at = monotonic()
        recipe.log.parent.mkdir(parents=True, exist_ok=True)
        with recipe.log.open("ab") as log:
            self.log_begins = log.tell()
            self.process = subprocess.Popen(  # noqa: S603 - the command is ours, no shell reads it
                recipe.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(recipe.environment),
                process_group=0,
                preexec_fn=_ends_with_us(recipe.stop_signal),  # noqa: PLW1509 - only a system call in it
            )

    @property
    def pid(self) -> int:
        """The process's number, also after its end."""
        return self.process.pid

    @property
    def exit_status(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        if self.process.returncode is not None:
            return self.process.returncode
        # Only looked at: until its number is given back in kill(), its group cannot be mistaken for another's.
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return None
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    @property
    def lasted_seconds(self) -> float:
        """How long ago it was started."""
        return monotonic() - self.started_at

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Return when `ready`. Raises `ServerDidNotStart` when the process ends first or `seconds` have passed."""
        deadline = monotonic() + seconds
        try:
            while not ready():
                if self._ends_within(POLL_SECONDS) or monotonic() > deadline:
                    raise ServerDidNotStart(self.recipe.name, self.recipe.log, self.last_lines())  # noqa: TRY301 - as any
        except BaseException:  # Ctrl-C too: nobody else knows this process yet
            self.stop()
            raise

    def stop(self) -> None:
        """Ask it to end and wait; after its grace, force it. Nothing of its group is left afterwards."""
        if self.exit_status is None:
            self.process.send_signal(self.recipe.stop_signal)
            self._ends_within(self.recipe.grace_seconds)
        self.kill()

    def kill(self) -> None:
        """End the whole process group at once (kill -9)."""
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()

    def last_lines(self, count: int = LAST_LINES) -> str:
        """The end of what it wrote since this start."""
        with self.recipe.log.open("rb") as log:
            log.seek(self.log_begins)
            return b"".join(deque(log, maxlen=count)).decode(errors="replace").rstrip()

    def _ends_within(self, seconds: float) -> bool:
        deadline = monotonic() + seconds
        while self.exit_status is None and monotonic() < deadline:
            sleep(POLL_SECONDS)
        return self.exit_status is not None


def _ends_with_us(stop_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    # Loaded before the fork: between fork and exec only plain system calls are safe.
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def between_fork_and_exec() -> None:
        prctl(PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # we were killed before the line above could take effect
            os._exit(1)

    return between_fork_and_exec
