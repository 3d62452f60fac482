"""Keeps services running, and ends them in the reverse order of their start."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from time import sleep
from types import FrameType

from workflow.running.errors import ServerDidNotStart
from workflow.running.services import Service

QUICK_DEATH_SECONDS = 30
GIVE_UP_AFTER = 3  # quick deaths in a row
FIRST_PAUSE_SECONDS = 0.5


class KeepsDying(ServerDidNotStart):
    """A service ended again and again right after its start."""

    slug = "keeps-dying"


class Supervisor:
    """The services of one machine. Create and use it on the main thread: its children end with that thread.

    `say` tells a person what happens; `changed` is called with the services whenever one was started.
    """

    def __init__(self, say: Callable[[str], None], changed: Callable[[Sequence[Service]], None]) -> None:
        self._say, self._changed = say, changed
        self._services: list[Service] = []
        self._quick_deaths: Counter[str] = Counter()

    def add(self, service: Service) -> None:
        """Watch over a service that was just started."""
        self._services.append(service)
        self._changed(self._services)

    def watch(self) -> None:
        """Restart what dies, until interrupted. Raises `KeepsDying` when restarting does not help."""
        while True:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            dead = [service for service in self._services if service.child.exit_status is not None]
            for service in dead:
                self._revive(service)
            if not dead and ended:
                os.waitpid(ended.si_pid, 0)  # in a container we may be given processes that others left

    def stop(self) -> None:
        """End every service, the last started first; a second interrupt ends them all at once."""
        try:
            while self._services:
                self._say(f"停止 stopping {self._services[-1].child.recipe.name}")
                self._services[-1].stop()
                self._services.pop()
        except KeyboardInterrupt:
            for service in reversed(self._services):
                service.kill()

    def _revive(self, service: Service) -> None:
        child = service.child
        name = child.recipe.name
        if child.lasted_seconds > QUICK_DEATH_SECONDS:
            del self._quick_deaths[name]
        while True:
            self._quick_deaths[name] += 1
            if self._quick_deaths[name] >= GIVE_UP_AFTER:
                raise KeepsDying(name, child.recipe.log, service.child.last_lines())
            pause = FIRST_PAUSE_SECONDS * 2 ** self._quick_deaths[name]
            self._say(f"{name} 意外结束,{pause:.0f} 秒后重启 ended ({_why(service)}), restarting in {pause:.0f} s")
            sleep(pause)
            if self._restarts(service):
                return

    def _restarts(self, service: Service) -> bool:
        try:
            service.restart()
        except ServerDidNotStart:
            return False
        self._changed(self._services)
        self._say(f"{service.child.recipe.name} 已重启 is running again (process {service.child.pid})")
        return True


def interrupt_on_termination() -> None:
    """Treat a request to end, or a closed terminal, like Ctrl-C, also where a shell had Ctrl-C switched off."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _why(service: Service) -> str:
    status = service.child.exit_status or 0
    return signal.Signals(-status).name if status < 0 else f"exit {status}"
