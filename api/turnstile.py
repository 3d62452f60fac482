"""How many may do something costly at once: a few do, some wait, and everybody else is told to come back."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request

from workflow.errors import Refused

# Comparing a password takes 64 MiB and a tenth of a second of a processor: these many at once, and the last of those
# who wait is through in about two seconds.
SIGN_INS_AT_ONCE = 2
SIGN_INS_WAITING = 40


class TooMany(Refused):
    """More ask for it than can be served in a tolerable time; whoever repeats it later will be."""

    slug = "too-many-requests"


class Turnstile:
    """Lets some through at once, lets some wait, and refuses the rest at once."""

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._places = Semaphore(at_once)
        self._left = at_once + waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a place and hold it until the block ends. Raises `TooMany` when too many wait already."""
        if self._left == 0:
            raise _too_many()
        self._left -= 1
        try:
            async with self._places:
                yield
        finally:
            self._left += 1


async def turn_to_sign_in(request: Request) -> AsyncIterator[None]:
    turnstile: Turnstile = request.app.state.sign_ins
    async with turnstile.turn():
        yield


TurnToSignIn = Annotated[None, Depends(turn_to_sign_in, scope="function")]


def _too_many() -> TooMany:
    return TooMany(
        "正在登录的人太多。",
        "Too many people are signing in at this moment.",
        mend_zh="请几秒钟后重试。",
        mend_en="Try again in a few seconds.",
    )
