"""What every door asks before it opens: who calls, and whether the platform is to misbehave now."""

import asyncio
import hmac
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulators.provincial_platform.controls import Mishap
from simulators.provincial_platform.platform import Platform


async def platform_of(request: Request) -> Platform:
    platform: Platform = request.app.state.platform
    return platform


Here = Annotated[Platform, Depends(platform_of)]


async def known_caller(here: Here, authorization: Annotated[str, Header()] = "") -> None:
    """Refuse a call without the token."""
    if not hmac.compare_digest(authorization.encode(), f"Bearer {here.token}".encode()):
        raise HTTPException(401, "缺少或错误的访问令牌 (missing or wrong bearer token)", {"WWW-Authenticate": "Bearer"})


def open_for_business(here: Here) -> None:
    """Refuse while the platform is down; else take as long as it was told to."""
    if here.controls.now.down:
        raise HTTPException(503, "平台停机 (the platform is down)")
    here.controls.be_slow()


def not_failing(here: Here) -> None:
    """Fail when told to, before anything is stored."""
    if here.controls.happens(Mishap.FAIL):
        raise HTTPException(500, "平台内部错误 (the platform failed; nothing was stored)")


class LostAnswer(Response):
    """Closes the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 an ASGI door is given all three
        connection: asyncio.Transport = scope["state"]["connection"]
        connection.abort()
        # The server must see the connection gone before this returns, else it would answer 500 by itself.
        while (await receive())["type"] != "http.disconnect":
            pass
