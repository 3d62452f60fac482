"""Who runs this var directory now: a lock that ends with its holder, and a file that says what it started."""

import fcntl
import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic, sleep

from workflow.running.errors import AlreadyRunning, NotRunnable, VarDirNotWritable

STOP_SECONDS = 120
POLL_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class State:
    """What the supervisor last said of itself; `processes` gives process numbers by name."""

    pid: int
    address: str
    processes: Mapping[str, int] = field(default_factory=dict)


@contextmanager
def hold(var_dir: Path, address: str) -> Iterator[None]:
    """Be the only supervisor of the var directory. `AlreadyRunning`; `VarDirNotWritable` when it cannot be written."""
    lock = _open_lock(var_dir)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        other = read_state(var_dir) or State(pid=0, address="")
        raise AlreadyRunning(var_dir, pid=other.pid, address=other.address) from None
    try:
        write_state(var_dir, State(pid=os.getpid(), address=address))
        yield
    finally:
        _state_file(var_dir).unlink(missing_ok=True)
        os.close(lock)


def is_held(var_dir: Path) -> bool:
    """Whether a supervisor of this var directory is alive; a killed one's lock is gone with it."""
    try:
        lock = os.open(_lock_file(var_dir), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(lock)


def read_state(var_dir: Path) -> State | None:
    """What the running supervisor says, or the last one that was killed; None after an orderly stop."""
    try:
        return State(**json.loads(_state_file(var_dir).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_state(var_dir: Path, state: State) -> None:
    """Say it, at once for every reader."""
    fresh = _state_file(var_dir).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(state)))
    fresh.replace(_state_file(var_dir))


def ask_to_stop(var_dir: Path) -> bool:
    """Have the supervisor stop everything it started, and wait for it. False: there is none."""
    state = read_state(var_dir)
    if state is None or not is_held(var_dir):
        return False
    os.kill(state.pid, signal.SIGTERM)
    deadline = monotonic() + STOP_SECONDS
    while is_held(var_dir):
        if monotonic() > deadline:
            raise NotRunnable(
                f"进程 {state.pid} 在 {STOP_SECONDS} 秒内没有停止。",
                f"Process {state.pid} has not stopped within {STOP_SECONDS} seconds.",
                mend_zh=f"请查看 {var_dir / 'logs'},必要时 kill -9 {state.pid}。",
                mend_en=f"Look into {var_dir / 'logs'}; if need be kill -9 {state.pid}.",
            )
        sleep(POLL_SECONDS)
    return True


def _open_lock(var_dir: Path) -> int:
    try:
        _lock_file(var_dir).parent.mkdir(parents=True, exist_ok=True)
        return os.open(_lock_file(var_dir), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise VarDirNotWritable(var_dir, str(fault.strerror)) from None


def _lock_file(var_dir: Path) -> Path:
    return var_dir / "run" / "lock"


def _state_file(var_dir: Path) -> Path:
    return var_dir / "run" / "state.json"
