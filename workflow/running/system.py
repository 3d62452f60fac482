"""`binglian run`: the whole system on one machine, from the servers to the last program."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workflow.gateways.accounts_file import NAME as ACCOUNTS_FILE
from workflow.running import presence
from workflow.running.deployment import address, completed
from workflow.running.preparations import PREPARATIONS
from workflow.running.progress import Progress
from workflow.running.roster import roster, simulator_is_installed
from workflow.running.servers import SERVERS, Server
from workflow.running.services import Program, RunningProgram, Service
from workflow.running.supervisor import Supervisor, interrupt_on_termination
from workflow.settings import Settings, environment_of


def run(settings: Settings, *, progress: Progress) -> None:
    """Start everything, keep it running, and stop it when interrupted. Call it on the main thread."""
    interrupt_on_termination()
    try:
        with started(settings, progress=progress) as supervisor:
            _welcome(settings, progress)
            supervisor.watch()
    except KeyboardInterrupt:
        progress.say("已全部停止,数据保留在 everything is stopped; the data stays in " + str(settings.var_dir))


@contextmanager
def started(
    settings: Settings,
    *,
    progress: Progress,
    programs: Callable[[Settings], Sequence[Program]] | None = None,
) -> Iterator[Supervisor]:
    """The running system; leaving it stops what was started and nothing else.

    Raises a refusal that names what is missing, taken or wrong; whatever had been started by then is stopped.
    """
    with presence.hold(settings.var_dir, address(settings)):
        supervisor = Supervisor(progress.say, lambda services: _say_state(settings, services))
        try:
            for server in SERVERS:
                _provide(server, settings, supervisor, progress)
            full = completed(settings)
            _prepare(full, progress)
            for program in programs(full) if programs else _programs(settings, full):
                _start(program, full, supervisor, progress)
            yield supervisor
        finally:
            supervisor.stop()


def _provide(server: Server, settings: Settings, supervisor: Supervisor, progress: Progress) -> None:
    given = server.given(settings)
    with progress.step(server.title) as step:
        if given:
            step.detail = f"given, version {server.look(given)}"
        else:
            service = server.start(settings)
            supervisor.add(service)
            step.detail = f"embedded, process {service.child.pid}"


def _prepare(settings: Settings, progress: Progress) -> None:
    for preparation in PREPARATIONS:
        with progress.step(preparation.title) as step:
            step.detail = preparation.do(settings)


def _start(program: Program, settings: Settings, supervisor: Supervisor, progress: Progress) -> None:
    environment = {**os.environ, **environment_of(settings)}
    with progress.step(program.title) as step:
        service = RunningProgram(program, environment=environment, logs=_logs(settings))
        supervisor.add(service)
        step.detail = f"process {service.child.pid}"


def _programs(settings: Settings, full: Settings) -> Sequence[Program]:
    simulated = settings.province_url is None and simulator_is_installed()
    return roster(full, province_is_simulated=simulated)


def _say_state(settings: Settings, services: Sequence[Service]) -> None:
    processes = {service.child.recipe.name: service.child.pid for service in services}
    state = presence.State(pid=os.getpid(), address=address(settings), processes=processes)
    presence.write_state(settings.var_dir, state)


def _logs(settings: Settings) -> Path:
    return settings.var_dir / "logs"


def _welcome(settings: Settings, progress: Progress) -> None:
    accounts = settings.var_dir / ACCOUNTS_FILE
    lines = [
        "",
        f"  打开 open      {address(settings)}/",
        f"  接口 API       {address(settings)}/docs",
        f"  省平台 province {completed(settings).province_url}",
        f"  日志 logs      {_logs(settings)}",
        *([f"  账户 accounts  {accounts}"] if accounts.exists() else []),
        "  停止 stop      Ctrl-C",
        "",
    ]
    progress.say("\n".join(lines))
