"""Ports of this machine: whether one is free, and who holds it."""

import socket

import psutil

from workflow.running.errors import PortTaken

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on now. For tests: another process may take it before it is used."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int, *, what: str, setting: str, host: str = LOOPBACK) -> None:
    """Raise `PortTaken` when `what` could not listen on the port; `setting` is the variable that moves it."""
    with socket.socket() as probe:
        # As servers do: a port that only waits for late packets of a closed connection counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(port, what, setting, holder=holder_of(port)) from None


def answers(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether something accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def holder_of(port: int) -> str | None:
    """`name (process 123)` of the listener, or None when this user may not know."""
    try:
        connections = psutil.net_connections("tcp")
        pid = next(c.pid for c in connections if c.status == psutil.CONN_LISTEN and c.laddr and c.laddr.port == port)
        return f"{psutil.Process(pid).name()} (process {pid})" if pid else None
    except (StopIteration, psutil.Error):
        return None
