"""Programs of ours as services: started, ready, stopped, started again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workflow.running.children import Child, Recipe
from workflow.running.ports import require_free

READY_SECONDS = 90


class Service(Protocol):
    """What the supervisor watches over: an embedded server or a program of ours."""

    @property
    def child(self) -> Child:
        """The process of the last start."""
        ...

    def stop(self) -> None:
        """End it, with time to finish."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...

    def restart(self) -> None:
        """Start it again and wait until it is ready. Raises `ServerDidNotStart`."""
        ...


@dataclass(frozen=True, kw_only=True)
class Listening:
    """A port a program must find free, and the variable that moves it."""

    host: str
    port: int
    setting: str


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program of ours: how to start it and how to see that it is ready."""

    name: str
    title: str
    command: tuple[str, ...]
    ready: Callable[[Child], bool]
    listening: Listening | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


class RunningProgram:
    """A started program."""

    def __init__(self, program: Program, *, environment: Mapping[str, str], logs: Path) -> None:
        self._program = program
        self._recipe = Recipe(
            name=program.name,
            command=program.command,
            log=logs / f"{program.name}.log",
            environment={**environment, **program.environment},
        )
        self._child = self._start()

    @property
    def child(self) -> Child:
        """The process of the last start."""
        return self._child

    def stop(self) -> None:
        """Let it finish what it is doing, then end it."""
        self._child.stop()

    def kill(self) -> None:
        """Kill -9 of the process and everything it started."""
        self._child.kill()

    def restart(self) -> None:
        """Start again; whatever the last start left of its process group is ended first."""
        self._child.stop()
        self._child = self._start()

    def _start(self) -> Child:
        listening = self._program.listening
        if listening:
            require_free(listening.port, what=self._program.title, setting=listening.setting, host=listening.host)
        child = Child(self._recipe)
        child.wait_until(lambda: self._program.ready(child), seconds=READY_SECONDS)
        return child
