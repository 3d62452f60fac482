"""The exchange with the provincial platform, for those who watch it and those who mend it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import Work
from api.fields import Body, Line
from api.idempotency import TheCommand
from api.paging import Limit
from api.problems import declared
from api.security import Viewer
from workflow.domain.permissions import Verb
from workflow.operations import exchanging, seeing
from workflow.views import exchange, outbox
from workflow.views.records import RecordLine, Told, records

router = APIRouter(prefix="/exchange", tags=["exchange"], responses=declared(401, 403, 422))


class RecordOut(BaseModel):
    id: int
    project: UUID | None
    table: str = Field(examples=["SPGL_XMJBXXB"])
    local_key: str
    row: dict[str, object]
    status: Told
    reason: str
    receipt: str
    sends: int
    created_at: datetime
    answered_at: datetime | None


class RecordsOut(BaseModel):
    items: list[RecordOut]
    next: int | None = Field(description="下一页的 after · the next page's `after`")


class StateOut(BaseModel):
    """The exchange at a glance."""

    tables: list[exchange.ToldOfTable]
    stuck: list[exchange.StuckRecord] = Field(description="未被接受，其后的记录等待 · not accepted; others wait behind")
    unreported: list[exchange.UnreportedProject]
    queues: list[outbox.Depth]
    failing: list[outbox.FailingMessage] = Field(description="出错后等待重试 · tried again by themselves")
    parked: list[outbox.ParkedMessage]


class Resend(Body):
    """What is to be sent again; something must be named."""

    model_config = ConfigDict(json_schema_extra={"example": {"table": "SPGL_XMSPSXBLXXB"}})

    project: UUID | None = None
    table: Line | None = None
    local_key: Line | None = None


class Release(Body):
    message: int | None = Field(default=None, ge=1, description="缺省为全部搁置的消息 · all parked ones by default")


class Done(BaseModel):
    count: int


@router.get("", summary="交换概况 · at a glance")
def state(work: Work, viewer: Viewer, project: Annotated[UUID | None, Query()] = None) -> StateOut:
    seeing.require(viewer, Verb.SEE_EXCHANGE)
    shard = None if project is None else str(project)
    return StateOut(
        tables=list(exchange.told_by_table(work.connection, shard=shard)),
        stuck=list(exchange.stuck_records(work.connection, shard=shard)),
        unreported=list(exchange.unreported_projects(work.connection)),
        queues=list(outbox.depths(work.connection)),
        failing=list(outbox.failing_messages(work.connection)),
        parked=list(outbox.parked_messages(work.connection)),
    )


@router.get("/records", summary="上报记录 · records told")
def told(
    work: Work,
    viewer: Viewer,
    project: Annotated[UUID | None, Query()] = None,
    table: Annotated[str | None, Query(max_length=60)] = None,
    status: Annotated[Told | None, Query()] = None,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 50,
) -> RecordsOut:
    """In sending order."""
    seeing.require(viewer, Verb.SEE_EXCHANGE)
    lines = records(work.connection, project=project, table=table, status=status, after=after, limit=limit + 1)
    return RecordsOut(items=[_out(line) for line in lines[:limit]], next=lines[limit - 1].id if lines[limit:] else None)


@router.post("/resends", summary="重新上报 · send again", responses=declared(409))
def resend(body: Resend, command: TheCommand) -> Done:
    """Records of a row, a table or a project, written anew; unchanged ones get the receipt they had."""
    seeing.require(command.actor, Verb.RESEND)
    shard = None if body.project is None else str(body.project)
    count = exchanging.resend(command.work, shard=shard, table=body.table, key=body.local_key, now=command.now)
    return command.answer(Done(count=count))


@router.post("/releases", summary="放行搁置的消息 · release parked messages", responses=declared(409))
def release(body: Release, command: TheCommand) -> Done:
    seeing.require(command.actor, Verb.RESEND)
    return command.answer(Done(count=exchanging.release(command.work, body.message, now=command.now)))


def _out(line: RecordLine) -> RecordOut:
    return RecordOut(**{name: getattr(line, name) for name in RecordOut.model_fields})
