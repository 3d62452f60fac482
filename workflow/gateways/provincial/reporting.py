"""Carrying out the exchange's messages: asking for a code, reporting an edition's flows, reporting a project's events.

Each call to the platform stands between two transactions. The first leaves on record what is to be sent, the second
what became of it; whatever dies in between is sent again, and the platform knows a repetition by its key.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Engine

from catalogs.edition import Edition
from catalogs.loader import load
from catalogs.schema import EditionId
from workflow.domain.ids import ProjectId
from workflow.domain.messages import Topic
from workflow.errors import Conflict
from workflow.gateways.provincial.checking import checked
from workflow.gateways.provincial.definitions import definitions, shard_of
from workflow.gateways.provincial.platform import (
    LARGEST_BATCH,
    CodeApplication,
    ConfirmedCode,
    ExchangeRow,
    PlatformRefused,
    ProvincialPlatform,
)
from workflow.gateways.provincial.platform import RowReceipt as Receipt
from workflow.gateways.provincial.records import records
from workflow.operations.registering import confirm_code, refuse_code
from workflow.store import faults
from workflow.store.exchange import RecordStatus, Waiting
from workflow.store.outbox import Taken
from workflow.store.turns import turn
from workflow.store.unit_of_work import UnitOfWork

A_MOMENT = timedelta(seconds=1)  # until we look again whether another has finished with what we need too


class Result(StrEnum):
    """What came of a message."""

    DONE = "done"
    NOTHING_TO_DO = "nothing-to-do"  # delivered before, or parked
    ANOTHER_IS_AT_IT = "another-is-at-it"  # another process reports the same project, or the flows it needs


class DefinitionsNotAccepted(Conflict):
    """The province has not accepted the flows of the project's edition, so nothing of the project can be sent."""

    slug = "definitions-not-accepted"


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Reports to one platform. `clock` gives the instant at which something is noted."""

    engine: Engine
    platform: ProvincialPlatform
    clock: Callable[[], datetime]

    def deliver(self, message: int) -> Result:
        """Carry out a message of the outbox. Raises what the platform or the rules refuse; nothing is lost then."""
        with self._work() as work:
            taken = work.outbox.take(message)
        if taken is None:
            return Result.NOTHING_TO_DO
        with self._turn_of(taken.shard) as is_ours:
            return HANDLERS[taken.topic](self, taken) if is_ours else Result.ANOTHER_IS_AT_IT

    def request_code(self, taken: Taken) -> Result:
        """Ask for the project's code; the project's id makes a repeated asking the same one."""
        project = ProjectId(UUID(taken.shard))
        with self._work() as work:
            application = _application(work, project)
            if application is None:
                work.outbox.mark_delivered(taken.id, now=self.clock())
                return Result.DONE
        issued = self._issued(project, application)
        faults.reach("exchange:sent-before-mark")
        with self._work() as work:
            if work.outbox.take(taken.id):
                confirm_code(work, project, code=issued.code, now=self.clock())
                work.outbox.mark_delivered(taken.id, now=self.clock())
        return Result.DONE

    def report_project(self, taken: Taken) -> Result:
        """Turn the project's new events into records and send what waits, parents first."""
        with self._work() as work:
            # In this order: a message seen here has its events in what is read next.
            served = (taken.id, *work.outbox.like(taken))
            edition = self._gather(work, ProjectId(UUID(taken.shard)))
        if not self._definitions_are_sent(edition):
            self._look_again(taken)
            return Result.ANOTHER_IS_AT_IT
        self._send(taken.shard, served)
        return Result.DONE

    def report_edition(self, taken: Taken) -> Result:
        """Send the flows of an edition."""
        edition = load(taken.shard.removeprefix(shard_of(EditionId(""))))
        self._define(edition)
        self._send(taken.shard, (taken.id,))
        return Result.DONE

    def _issued(self, project: ProjectId, application: CodeApplication) -> ConfirmedCode:
        try:
            return self.platform.issue_code(application)
        except PlatformRefused as refusal:
            with self._work() as work:
                refuse_code(work, project, reason=str(refusal.facts["reason"]), now=self.clock())
            raise

    def _gather(self, work: UnitOfWork, id: ProjectId) -> Edition:
        events = work.exchange.events(id)
        project = work.projects.load(id)
        edition = load(project.edition)
        cursor = work.exchange.cursor(id)
        if len(events) > cursor:
            new = records(edition, project, work.records.facts(id), events, after=cursor)
            work.exchange.put(str(id), map(checked, new), now=self.clock())
            work.exchange.move_cursor(id, len(events))
        return edition

    def _definitions_are_sent(self, edition: Edition) -> bool:
        """False: another sends them just now. Waiting for it could outlast every patience, with a task standing by."""
        shard = shard_of(edition.id)
        if self._is_accepted(shard):
            return True
        with self._turn_of(shard) as is_ours:
            if not is_ours:
                return False
            self._define(edition)
            self._send(shard, ())
        if not self._is_accepted(shard):
            raise _not_accepted(shard)
        return True

    def _look_again(self, taken: Taken) -> None:
        with self._work() as work:
            work.outbox.put_back([taken.id], due_at=self.clock() + A_MOMENT)

    def _define(self, edition: Edition) -> None:
        with self._work() as work:
            work.exchange.put(shard_of(edition.id), map(checked, definitions(edition)), now=self.clock())

    def _is_accepted(self, shard: str) -> bool:
        with self._work() as work:
            return work.exchange.counts(shard).keys() == {RecordStatus.ACCEPTED}

    def _send(self, shard: str, served: Sequence[int]) -> None:
        """Send all that may go; the messages served are marked with the last receipts."""
        with self._work() as work:
            batch = self._next(work, shard, served)
        while batch:
            receipts = self.platform.send([ExchangeRow(table=one.table, row=one.row) for one in batch])
            faults.reach("exchange:sent-before-mark")
            with self._work() as work:
                work.exchange.answer(_answers(batch, receipts), now=self.clock())
                batch = self._next(work, shard, served)

    def _next(self, work: UnitOfWork, shard: str, served: Sequence[int]) -> Sequence[Waiting]:
        batch = work.exchange.waiting(shard, limit=LARGEST_BATCH)
        if not batch:
            work.outbox.mark_delivered(*served, now=self.clock())
        return batch

    def _work(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def _turn_of(self, shard: str) -> AbstractContextManager[bool]:
        # One sender at a time for a project: its rows depend on each other's order, and a lease may run out on the way.
        return turn(self.engine, f"exchange:{shard}")


HANDLERS: Mapping[Topic, Callable[[Reporter, Taken], Result]] = {
    Topic.REQUEST_CODE: Reporter.request_code,
    Topic.REPORT: Reporter.report_project,
    Topic.REPORT_EDITION: Reporter.report_edition,
}


def _application(work: UnitOfWork, id: ProjectId) -> CodeApplication | None:
    """None for a project that was withdrawn before it had a code."""
    project, facts = work.projects.load(id), work.records.facts(id)
    if not project.is_open:
        return None
    return CodeApplication(
        project_id=str(id),
        provisional_code=project.code,
        name=project.name,
        region=project.region,
        kind=str(project.kind),
        industry=str(facts["industry"]),
        applicant_code=project.applicant_code,
        applicant_name=project.applicant_name,
    )


def _answers(batch: Sequence[Waiting], receipts: Sequence[Receipt]) -> Iterator[dict[str, object]]:
    """What to note of each record sent. What is rejected behind the first rejected one was only sent too early."""
    first_rejected = next((number for number, receipt in enumerate(receipts) if not receipt.accepted), len(batch))
    for number, (sent, receipt) in enumerate(zip(batch, receipts, strict=True)):
        if receipt.accepted:
            yield _noted(sent, receipt, RecordStatus.ACCEPTED)
        elif number == first_rejected:
            yield _noted(sent, receipt, RecordStatus.REJECTED)
        else:
            yield _noted(sent, receipt, RecordStatus.WAITING)


def _noted(sent: Waiting, receipt: Receipt, status: RecordStatus) -> dict[str, object]:
    reason = receipt.reason if status is RecordStatus.REJECTED else ""
    return {"id": sent.id, "row": dict(sent.row), "status": int(status), "reason": reason, "receipt": receipt.receipt}


def _not_accepted(shard: str) -> DefinitionsNotAccepted:
    return DefinitionsNotAccepted(
        f"省平台没有接受目录版本的审批流程（{shard}）。",
        f"The province has not accepted the flows of the edition ({shard}).",
        mend_zh="用 binglian exchange status 查看原因，改正后 binglian exchange resend --edition。",
        mend_en="See 'binglian exchange status', mend, then 'binglian exchange resend --edition'.",
        shard=shard,
    )
