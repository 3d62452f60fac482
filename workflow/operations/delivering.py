"""Carrying out the messages a centre's queue brings: the effect and its mark in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from catalogs.schema import RegionCode
from workflow.domain.ids import SubApprovalId
from workflow.domain.messages import Topic, queue_of
from workflow.operations import receiving
from workflow.store.outbox import Taken
from workflow.store.unit_of_work import UnitOfWork


def deliver(work: UnitOfWork, message: int, *, now: datetime) -> int | None:
    """Carry a message out and mark it. Returns how many cases it moved; None when it was carried out before."""
    taken = work.outbox.take(message)
    if taken is None:
        return None
    moved = HANDLERS[taken.topic](work, taken, now)
    work.outbox.mark_delivered(taken.id, now=now)
    return moved


def _receive(work: UnitOfWork, taken: Taken, now: datetime) -> int:
    return receiving.receive(work, _cases(taken), centre=_centre(taken), now=now)


def _take_over(work: UnitOfWork, taken: Taken, now: datetime) -> int:
    return receiving.take_over(work, _cases(taken), centre=_centre(taken), now=now)


HANDLERS: Mapping[Topic, Callable[[UnitOfWork, Taken, datetime], int]] = {
    Topic.RECEIVE: _receive,
    Topic.TAKE_OVER: _take_over,
}


def _centre(taken: Taken) -> RegionCode:
    return RegionCode(taken.destination.removeprefix(queue_of(RegionCode(""))))


def _cases(taken: Taken) -> Sequence[SubApprovalId]:
    ids = taken.payload["sub_approvals"]
    return [SubApprovalId(UUID(str(id))) for id in ids] if isinstance(ids, list) else []
