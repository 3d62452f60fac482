"""One log line a request, with an identifier that the answer carries too."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workflow.observability import doing

HEADER = "X-Request-Id"
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
log = structlog.get_logger(__name__)


class Observing:
    """Binds the request's identifier to everything logged inside, and says at the end how it went."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, begun = _identifier(scope), time.perf_counter()
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with doing(request_id=request_id):
            try:
                await self._app(scope, receive, answering)
            except Exception:
                log.exception("request_failed")
                raise
            finally:
                log.info(
                    "request_answered",
                    method=scope["method"],
                    route=getattr(scope.get("route"), "path", None),  # the pattern: a path could hold personal data
                    status=status,
                    milliseconds=round((time.perf_counter() - begun) * 1000, 1),
                )


def _identifier(scope: Scope) -> str:
    """The caller's own, so that a chain of systems can be followed; else a new one."""
    stated = Headers(scope=scope).get(HEADER, "")
    return stated if _WELL_FORMED.fullmatch(stated) else uuid4().hex
