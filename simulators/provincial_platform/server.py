"""The platform as a server process: its socket, its signals, and connections it can cut."""

import asyncio
import signal
import socket
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulators.provincial_platform.controls import Controls


class CuttableProtocol(H11Protocol):
    """Hands each request its connection, so that an answer can be lost the way a network loses it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}


class Server(uvicorn.Server):
    """Ends requests that are being delayed as soon as a signal arrives."""

    def __init__(self, config: uvicorn.Config, controls: Controls) -> None:
        super().__init__(config)
        self._controls = controls

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._controls.stop_delays()
        super().handle_exit(sig, frame)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that callers can already connect to; port 0 for any free one. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def serve(app: FastAPI, listener: socket.socket, controls: Controls) -> None:
    """Serve until SIGTERM or SIGINT. Raises SystemExit(0) then, after everything has been closed."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        # uvicorn raises the signal once more after a clean stop; by default that would end the process as killed.
        signal.signal(stop, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        app, http=CuttableProtocol, log_level="warning", access_log=False, ws="none", timeout_graceful_shutdown=2
    )
    Server(config, controls).run(sockets=[listener])
