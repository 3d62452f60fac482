"""The officer's inbox: what lies before the office now."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.dependencies import Work
from api.labels import Label, names_of
from api.paging import Cursor, Limit, cursor_of, place_of
from api.problems import declared
from api.security import Viewer
from workflow.domain.statuses import Hold, Outcome, Status
from workflow.operations import seeing
from workflow.views import inbox as view

router = APIRouter(prefix="/inbox", tags=["inbox"], responses=declared(401, 403, 422))


class InboxLineOut(BaseModel):
    sub_approval: UUID
    project: UUID
    project_code: str
    project_name: str
    item: Label
    attempt: int
    task: view.Task
    status: Status
    hold: Hold
    outcome: Outcome
    received_at: datetime | None
    due_on: date | None
    due_is_provisional: bool
    promised_on: date | None
    supervision_orders: int = Field(description="省级督办件数 · orders of the province on it or its project")


class InboxOut(BaseModel):
    """A page of the inbox, the earliest due date first, and how many cases lie there by status."""

    items: list[InboxLineOut]
    next: str | None
    counts: dict[Status, int]


@router.get("", summary="收件箱 · what lies before my office")
def inbox(
    work: Work,
    viewer: Viewer,
    status: Annotated[Status | None, Query()] = None,
    after: Cursor = None,
    limit: Limit = 50,
) -> InboxOut:
    """Cases to accept, review, decide and deliver; hand-overs to acknowledge, withdrawals and opinions to answer."""
    office = seeing.inbox_office(viewer)
    place = place_of(after, view.Place)
    lines = view.inbox(work.connection, office, status=status, after=place, limit=limit + 1)
    last = lines[limit - 1] if lines[limit:] else None
    return InboxOut(
        items=[_line(line) for line in lines[:limit]],
        next=last and cursor_of(last.place),
        counts=dict(view.counts(work.connection, office)),
    )


def _line(line: view.InboxLine) -> InboxLineOut:
    plain = {name: getattr(line, name) for name in InboxLineOut.model_fields if name != "item"}
    return InboxLineOut(**plain, item=names_of(line.edition).item(line.item))
