"""A system of the real servers and three programs that only say that they are up, run as a process of its own.

`python small_system.py [clock | door | dies]…`: the programs to run beside the servers.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from workflow.errors import Refused
from workflow.running.children import Child
from workflow.running.ports import LOOPBACK, answers
from workflow.running.progress import Progress
from workflow.running.services import Listening, Program
from workflow.running.supervisor import interrupt_on_termination
from workflow.running.system import started
from workflow.settings import Settings, read_settings

CLOCK = "import threading; print('up', flush=True); threading.Event().wait()"
DIES = "import sys; sys.exit('the reason in its log')"
DOOR = f"""
import socket, sys, threading
door = socket.create_server(({LOOPBACK!r}, int(sys.argv[1])))
threading.Event().wait()
"""


def is_up(child: Child) -> bool:
    return "up" in child.last_lines()


def programs(settings: Settings) -> Sequence[Program]:
    port = settings.api_port
    listening = Listening(host=LOOPBACK, port=port, setting="BINGLIAN_API_PORT")
    python = (sys.executable, "-c")
    known = {
        "clock": Program(name="clock", title="clock", command=(*python, CLOCK), ready=is_up),
        "dies": Program(name="dies", title="dies", command=(*python, DIES), ready=is_up),
        "door": Program(
            name="door",
            title="door",
            command=(*python, DOOR, str(port)),
            ready=lambda _child: answers(port),
            listening=listening,
        ),
    }
    return [known[name] for name in sys.argv[1:]]


def main() -> None:
    interrupt_on_termination()
    progress = Progress()
    try:
        with started(read_settings(), progress=progress, programs=programs) as supervisor:
            progress.say("RUNNING")
            supervisor.watch()
    except KeyboardInterrupt:
        progress.say("STOPPED")
    except Refused as refusal:
        sys.exit(f"{refusal.slug}: {refusal}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
