"""The exchange with the cities: codes, records, and what the platform holds."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from simulators.provincial_platform.controls import Mishap
from simulators.provincial_platform.doors import Here, LostAnswer, known_caller, not_failing, open_for_business
from simulators.provincial_platform.ledger import Ledger, Upload
from simulators.provincial_platform.projectcodes import CodeRefused, IssuedCode
from simulators.provincial_platform.pushes import PushKind
from simulators.provincial_platform.receiving import Sent, receive

LARGEST_BATCH = 50
LARGEST_PAGE = 1000

health = APIRouter()
router = APIRouter(dependencies=[Depends(open_for_business), Depends(known_caller)])

After = Annotated[int, Query(ge=0)]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]


class CodeRequest(BaseModel):
    """Fields are judged by the issuer, so that one answer names all that is wrong."""

    provisional_code: str = ""
    name: str = ""
    region: str = ""
    kind: str = ""
    industry: str = ""
    applicant_code: str = ""
    applicant_name: str = ""


class Record(BaseModel):
    table: str
    row: dict[str, Any]


class Batch(BaseModel):
    records: Annotated[list[Record], Field(min_length=1, max_length=LARGEST_BATCH)]


@health.get("/health")
async def health_now(here: Here) -> dict[str, object]:
    return {"status": "down" if here.controls.now.down else "up"}


@router.post("/codes", dependencies=[Depends(not_failing)])
def issue_code(
    request: CodeRequest, here: Here, idempotency_key: Annotated[str, Header(min_length=1, max_length=200)]
) -> Response:
    try:
        issued, is_new = here.issuer.issue(idempotency_key, request.model_dump(), now=here.clock())
    except CodeRefused as refused:
        raise HTTPException(422, str(refused)) from refused
    answer = {"code": issued.code, "confirmed_at": issued.confirmed_at}
    return _unless_lost(here, JSONResponse(answer, 201 if is_new else 200))


@router.get("/codes")
def issued_codes(
    here: Here, code: str | None = None, region: str | None = None, after: After = 0, limit: Limit = 100
) -> dict[str, object]:
    found = here.issuer.issued(code=code, region=region, after=after, limit=limit)
    return {"codes": [_code_as_seen(issued) for issued in found], "next": found[-1].id if len(found) == limit else None}


@router.post("/records", dependencies=[Depends(not_failing)])
def receive_records(batch: Batch, here: Here) -> Response:
    sent = [Sent(record.table, record.row) for record in batch.records]
    answer = {"receipts": [_receipt(upload) for upload in receive(here.store, sent, now=here.clock())]}
    if here.controls.happens(Mishap.ANSWER_TWICE):
        here.pusher.push(PushKind.RECEIPTS, answer)
    return _unless_lost(here, JSONResponse(answer))


@router.get("/records")
def held_records(
    here: Here, table: str | None = None, project: str | None = None, after: After = 0, limit: Limit = 100
) -> dict[str, object]:
    with here.store.transaction() as connection:
        found = Ledger(connection).holdings(table, project, after=after, limit=limit)
    records = [
        {
            "position": holding.position,
            "table": holding.table_name,
            "DFSJZJ": holding.local_key,
            "version": holding.version,
            "row": json.loads(holding.content),
            "received_at": holding.received_at,
        }
        for holding in found
    ]
    return {"records": records, "next": found[-1].position if len(found) == limit else None}


@router.get("/records/counts")
def record_counts(here: Here, project: str | None = None) -> dict[str, int]:
    with here.store.transaction() as connection:
        return Ledger(connection).counts(project)


def _unless_lost(here: Here, answer: Response) -> Response:
    return LostAnswer() if here.controls.happens(Mishap.LOSE_ANSWER) else answer


def _receipt(upload: Upload) -> dict[str, object]:
    return {
        "table": upload.table_name,
        "DFSJZJ": upload.local_key,
        "SJSCZT": upload.state,
        "SBYY": upload.reason,
        "receipt": upload.receipt,
    }


def _code_as_seen(issued: IssuedCode) -> dict[str, object]:
    return {
        **issued.request,
        "position": issued.id,
        "code": issued.code,
        "idempotency_key": issued.idempotency_key,
        "confirmed_at": issued.confirmed_at,
    }
