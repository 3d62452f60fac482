"""Commands from outside act once. A repeated `Idempotency-Key` is answered as the first time, with the first status.

A refused command leaves no trace, its key neither: sent again, it is tried again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from api.dependencies import Now, Work
from api.security import Viewer
from workflow.domain.people import Actor

M = TypeVar("M", bound=BaseModel)
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="建议每条命令都带：一个新的 UUID；没有收到应答时用同一个键重发，只生效一次 · "
        "recommended for every command: a new UUID; repeat it under the same key when no answer came, and it acts once",
        examples=["8b1f3c1e-6a1c-4f43-9f1e-0c6d1a3b5f77"],
    ),
]


class Repeated(Exception):
    """The command was carried out before; `first` is the answer it was given."""

    def __init__(self, first: Mapping[str, object]) -> None:
        self.first = first
        super().__init__("the command was carried out before")


async def fingerprint(request: Request) -> str:
    """What tells one command from another: method, address and content."""
    digest = sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if request.headers.get("content-type", "").startswith("multipart/"):
        for name, value in sorted((await request.form()).multi_items(), key=lambda field: field[0]):
            digest.update(f"{name}={await _content(value)}\n".encode())
    else:
        digest.update(await request.body())
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command under way: in which transaction, by whom, when, and how to answer it."""

    work: Work
    actor: Actor
    now: datetime
    key: str | None
    status: int

    def answer(self, body: M) -> M:
        """Answer with this, now and whenever the command is repeated."""
        if self.key is not None:
            # As text: a repetition is answered byte for byte, and a JSON column would reorder the keys.
            first = {"status": self.status, "body": body.model_dump_json()}
            self.work.commands.finish(self.key, principal=self.actor.id, answer=first)
        return body


def begun(
    request: Request,
    work: Work,
    actor: Viewer,
    now: Now,
    fingerprint: Annotated[str, Depends(fingerprint)],
    key: Key = None,
) -> Command:
    """Begin a command. Raises `Repeated` for one carried out before, `KeyReused` for another under the same key."""
    if key is not None:
        first = work.commands.begin(key, principal=actor.id, fingerprint=fingerprint, now=now)
        if first is not None:
            raise Repeated(first)
    status = request.scope["route"].status_code or 200
    return Command(work=work, actor=actor, now=now, key=key, status=status)


TheCommand = Annotated[Command, Depends(begun)]


def first_answer(repeated: Repeated) -> Response:
    """The answer of the first time; a header says that nothing was done now."""
    status, body = int(str(repeated.first["status"])), str(repeated.first["body"])
    return Response(body, status, media_type="application/json", headers={"Idempotency-Replayed": "true"})


async def _content(value: UploadFile | str) -> str:
    if isinstance(value, str):
        return value
    digest = await run_in_threadpool(file_digest, value.file, "sha256")  # type: ignore[arg-type]
    await value.seek(0)
    return f"{value.filename}:{digest.hexdigest()}"
