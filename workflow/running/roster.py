"""The programs of one machine, in the order they are started; they are stopped in the reverse order."""

import sys
from collections.abc import Callable
from importlib.util import find_spec

from workflow.running.children import Child
from workflow.running.deployment import address
from workflow.running.ports import LOOPBACK, answers
from workflow.running.services import Listening, Program
from workflow.settings import Settings

SIMULATOR = "simulators.provincial_platform"
API_PATH = "/api/v1"


def roster(settings: Settings, *, province_is_simulated: bool) -> tuple[Program, ...]:
    """What runs beside the servers, for `completed` settings."""
    ours = (_api(settings), _relay(), _worker(settings), _exchange(settings), _beat(settings))
    return (_simulator(settings), *ours) if province_is_simulated else ours


def simulator_is_installed() -> bool:
    """The stand-in is part of a checkout, not of an installation from the wheel."""
    return find_spec("simulators") is not None and find_spec(SIMULATOR) is not None


def _simulator(settings: Settings) -> Program:
    return Program(
        name="province-simulator",
        title="省平台(模拟) provincial platform, simulated",
        command=(sys.executable, "-m", SIMULATOR, "--port", str(settings.province_port)),
        ready=_port_answers(LOOPBACK, settings.province_port),
        listening=Listening(host=LOOPBACK, port=settings.province_port, setting="BINGLIAN_PROVINCE_PORT"),
        environment={
            "BINGLIAN_PROVINCE_DATABASE": str(settings.var_dir / "province.sqlite3"),
            "BINGLIAN_PROVINCE_CALLBACK_URL": address(settings) + API_PATH,
        },
    )


def _api(settings: Settings) -> Program:
    where = ("--host", settings.api_host, "--port", str(settings.api_port))
    return Program(
        name="api",
        title="服务接口 API",
        command=(sys.executable, "-m", "uvicorn", "api.main:app", *where, "--no-access-log"),
        ready=_port_answers(settings.api_host, settings.api_port),
        listening=Listening(host=settings.api_host, port=settings.api_port, setting="BINGLIAN_API_PORT"),
    )


def _relay() -> Program:
    return Program(
        name="relay",
        title="转发 relay",
        command=(sys.executable, "-m", "workers.relay"),
        ready=_log_says("relay_ready"),
    )


def _worker(settings: Settings) -> Program:
    # All queues the application names but one: a centre must never wait for a province that hangs.
    return _celery_worker(settings, name="worker", title="办理进程 Celery workers", queues=("-X", "exchange"))


def _exchange(settings: Settings) -> Program:
    return _celery_worker(settings, name="exchange", title="省平台交换 exchange workers", queues=("-Q", "exchange"))


def _celery_worker(settings: Settings, *, name: str, title: str, queues: tuple[str, str]) -> Program:
    processes = ("--pool", "prefork", "--concurrency", str(settings.worker_processes))
    node = ("--hostname", f"{name}@%h")
    return Program(
        name=name,
        title=title,
        command=(*_celery("worker"), *node, *queues, *processes, "--without-gossip", "--without-mingle"),
        ready=_log_says(" ready."),
    )


def _beat(settings: Settings) -> Program:
    schedule = str(settings.var_dir / "run" / "beat-schedule")
    return Program(
        name="beat",
        title="定时 beat",
        command=(*_celery("beat"), "--schedule", schedule, "--pidfile", ""),
        ready=_log_says("beat: Starting"),
    )


def _celery(command: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "-A", "workers.app:app", command, "--loglevel", "INFO")


def _port_answers(host: str, port: int) -> Callable[[Child], bool]:
    return lambda _child: answers(port, host=host)


def _log_says(words: str) -> Callable[[Child], bool]:
    return lambda child: words in child.last_lines(count=200)
