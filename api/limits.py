"""How large a request may be: known before it is read, and counted while it is.

The framework has such a limit, but answers in plain text and outside of everything that could tell a problem.
"""

import re
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 1 << 20  # bytes of a request that carries no document
MULTIPART_OVERHEAD = 1 << 16
_CARRIES_A_DOCUMENT = re.compile(r"/api/v1/projects/[^/]+/(documents|results)")
Refuse = Callable[[Request, HTTPException], Response]


class Limiting:
    """Refuses a request that says it is too large, and stops reading one that turns out to be."""

    def __init__(self, app: ASGIApp, *, largest_document: int, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse
        self._largest_with_document = largest_document + MULTIPART_OVERHEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._largest(scope)
        if _stated(scope) > largest:
            await self._refuse(Request(scope), too_large())(scope, receive, send)
            return
        await self._app(scope, _counted(receive, largest), send)

    def _largest(self, scope: Scope) -> int:
        # The body is read before anybody is asked who he is: without a token it may not fill the disk.
        carries = _CARRIES_A_DOCUMENT.fullmatch(scope["path"]) and "authorization" in Headers(scope=scope)
        return self._largest_with_document if carries else LARGEST_REQUEST


def too_large() -> HTTPException:
    """An HTTP error rather than a refusal of ours: only these pass through the framework's reading of the body."""
    return HTTPException(status_code=413)


def _stated(scope: Scope) -> int:
    stated = Headers(scope=scope).get("content-length", "")
    return int(stated) if stated.isdecimal() else 0


def _counted(receive: Receive, largest: int) -> Receive:
    read = 0

    async def counting() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise too_large()
        return message

    return counting
