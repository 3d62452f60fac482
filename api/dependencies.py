"""What a route asks for: the unit of work, who is asking, the time, and what the process works with."""

from asyncio import Semaphore
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request

from api.languages import Language, preferred
from catalogs.edition import Edition
from workflow.gateways.files import FileStore
from workflow.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Counter:
    """What the counter works with, as plain values out of the process's wiring."""

    new_work: Callable[[], UnitOfWork]
    edition: Edition  # the one new projects get
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]
    new_serial: Callable[[], int]
    new_token: Callable[[], str]
    files: FileStore
    callback_secret: str
    callback_max_age: timedelta
    token_lifetime: timedelta
    largest_document: int  # bytes
    connections: int  # requests that may hold a database connection at once


async def counter(request: Request) -> Counter:
    found: Counter = request.app.state.counter
    return found


async def admitted(request: Request) -> AsyncIterator[None]:
    """Wait until a database connection is free.

    Without this, threads that wait for a connection could be all the threads there are, while the requests that hold
    the connections wait for a thread to finish on.
    """
    door: Semaphore = request.app.state.door
    async with door:
        yield


TheCounter = Annotated[Counter, Depends(counter)]


def work(counter: TheCounter, _admitted: Annotated[None, Depends(admitted, scope="function")]) -> Iterator[UnitOfWork]:
    """One request, one transaction. It ends before the answer begins: no failed commit is answered with success."""
    with counter.new_work() as work:
        yield work


Work = Annotated[UnitOfWork, Depends(work, scope="function")]


async def now(counter: TheCounter) -> datetime:
    return counter.clock()


Now = Annotated[datetime, Depends(now)]


async def language(accept_language: Annotated[str | None, Header(examples=["zh-CN", "en"])] = None) -> Language:
    return preferred(accept_language)


TheLanguage = Annotated[Language, Depends(language)]
