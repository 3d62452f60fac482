"""The provincial platform calls us: each call signed, used once, and safe to repeat."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, Field

from api.dependencies import Now, TheCounter, Work
from api.fields import Facts, Line, Paragraph
from api.problems import declared
from catalogs.schema import Kind
from workflow.errors import Conflict
from workflow.gateways.provincial.signing import verify
from workflow.operations import registering
from workflow.operations.receipts import Receipt, compare_receipts

router = APIRouter(prefix="/callbacks/provincial", tags=["callbacks"], responses=declared(401, 404, 409, 422))


class Replayed(Conflict):
    """A callback came a second time with the same nonce: somebody repeats what he overheard."""

    slug = "replayed"


async def body_of(request: Request) -> bytes:
    return await request.body()


def proven(
    request: Request, body: Annotated[bytes, Depends(body_of)], counter: TheCounter, work: Work, now: Now
) -> None:
    """Let the call in: signed by the province, just now, for the first time."""
    nonce = verify(counter.callback_secret, request.headers, body, now=now, max_age=counter.callback_max_age)
    if not work.records.note_callback(nonce, at=now):
        raise Replayed(
            "该回调已经处理过（随机数重复）。",
            "This callback has been seen before (its nonce is used).",
            mend_zh="重发时请重新签名，使用新的随机数。",
            mend_en="Sign each try anew, with a new nonce.",
            nonce=nonce,
        )


Proven = [Depends(proven)]


class Applicant(BaseModel):
    code: Line
    name: Line


class DeclaredProject(BaseModel):
    code: Line = Field(examples=["2603-530602-04-01-654321"])
    name: Line
    kind: Kind
    region: Line
    facts: Facts
    applicant: Applicant
    declared_at: AwareDatetime


class SupervisionOrder(BaseModel):
    order_id: Line = Field(examples=["DB-2026-0001"])
    project_code: Line
    item: Line | None = None
    matter: Paragraph
    due_on: date
    issued_by: Line
    issued_at: AwareDatetime


class UploadReceipt(BaseModel):
    table: str
    DFSJZJ: str
    SJSCZT: int
    SBYY: str = ""
    receipt: str = ""


class UploadReceipts(BaseModel):
    receipts: list[UploadReceipt] = Field(max_length=500)


class Arrival(BaseModel):
    is_new: bool = Field(description="首次到达 · false when it had arrived before")
    arrived_at: datetime


class Comparison(BaseModel):
    receipts: int
    agreeing: int = Field(description="与本市所存一致 · those that say what we hold")


@router.post("/projects", status_code=201, dependencies=Proven, summary="省级申报的项目到达 · a project arrives")
def project(body: DeclaredProject, counter: TheCounter, work: Work, now: Now) -> Arrival:
    """The same code a second time changes nothing. Kind and organ are settled here, from the facts."""
    arrived = registering.arrive_from_province(
        work,
        counter.edition,
        code=body.code,
        name=body.name,
        applicant=registering.Applicant(code=body.applicant.code, name=body.applicant.name),
        stated=body.facts,
        now=now,
        new_id=counter.new_id,
    )
    return Arrival(is_new=arrived is not None, arrived_at=now)


@router.post("/supervision-orders", status_code=201, dependencies=Proven, summary="省级督办到达 · an order arrives")
def supervision_order(body: SupervisionOrder, work: Work, now: Now) -> Arrival:
    given = body.model_dump(exclude={"order_id"})
    is_new = registering.receive_supervision_order(work, id=body.order_id, **given, now=now)
    return Arrival(is_new=is_new, arrived_at=now)


@router.post("/receipts", dependencies=Proven, summary="上传回执 · receipts of uploads")
def receipts(body: UploadReceipts, work: Work) -> Comparison:
    """Compared with what we hold, not applied: the sending itself reads its answer."""
    stated = [
        Receipt(table=one.table, local_key=one.DFSJZJ, accepted=one.SJSCZT == 3, receipt=one.receipt)
        for one in body.receipts
    ]
    return Comparison(receipts=len(stated), agreeing=compare_receipts(work, stated))
