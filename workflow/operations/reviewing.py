"""From acceptance to delivery: review, holds, opinions, hand-over, decision, filings afterwards, withdrawals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from catalogs.loader import load
from catalogs.schema import ItemKey, MaterialKey, OfficeId
from workflow.domain import filing_checks, holding, relaying, reviewing, withdrawing
from workflow.domain.clock import allowed_holds
from workflow.domain.ids import ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb
from workflow.domain.statuses import Outcome
from workflow.domain.sub_approval import SubApproval
from workflow.operations.applying import StoredFile, document_for
from workflow.operations.cases import calendar_of, case_for, item_for
from workflow.operations.requiring import require_hold, require_not_past, require_office
from workflow.operations.tellable import require_tellable
from workflow.store.unit_of_work import UnitOfWork


def begin_review(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.BEGIN_REVIEW, officer)
    reviewing.begin_review(project, sub, by=officer, at=now)


def start_special_procedure(
    work: UnitOfWork,
    id: SubApprovalId,
    *,
    type: str,
    reason: str,
    expected_until: date,
    officer: Actor,
    now: datetime,
) -> None:
    project, sub = case_for(work, id, Verb.HOLD, officer)
    require_not_past(expected_until, now=now)
    basis = require_hold(project.edition, type, sub.procedure).basis
    holding.start_special_procedure(
        project, sub, type=type, reason=reason, basis=basis, expected_until=expected_until, by=officer, at=now
    )


def end_special_procedure(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.HOLD, officer)
    allowed = allowed_holds(load(project.edition), sub.procedure)
    holding.end_special_procedure(
        project, sub, by=officer, at=now, calendar=calendar_of(project.edition), allowed=allowed
    )


def request_opinion(
    work: UnitOfWork,
    id: SubApprovalId,
    *,
    office: OfficeId,
    question: str,
    due_on: date,
    officer: Actor,
    now: datetime,
) -> None:
    project, sub = case_for(work, id, Verb.REQUEST_OPINION, officer)
    require_office(project.edition, office)
    require_not_past(due_on, now=now)
    reviewing.request_opinion(project, sub, office=office, question=question, due_on=due_on, by=officer, at=now)


def give_opinion(work: UnitOfWork, id: SubApprovalId, *, opinion: str, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.GIVE_OPINION, officer)
    reviewing.give_opinion(project, sub, opinion=opinion, by=officer, at=now)


def hand_over(work: UnitOfWork, id: SubApprovalId, *, opinion: str, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.HAND_OVER, officer)
    relaying.hand_over(project, sub, opinion, by=officer, at=now)


def acknowledge(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.ACKNOWLEDGE, officer)
    relaying.acknowledge(project, sub, by=officer, at=now)


def decide(
    work: UnitOfWork,
    id: SubApprovalId,
    *,
    outcome: Outcome,
    number: str,
    reason: str = "",
    promised: Sequence[MaterialKey] = (),
    officer: Actor,
    now: datetime,
) -> None:
    """Record an officer's decision and send out whatever it unblocks."""
    project, sub = case_for(work, id, Verb.DECIDE, officer)
    require_tellable({"number": number})
    reviewing.decide(project, sub, outcome=outcome, number=number, reason=reason, promised=promised, by=officer, at=now)


def deliver(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.DELIVER, officer)
    reviewing.deliver(project, sub, by=officer, at=now)


def check_filing(
    work: UnitOfWork, id: SubApprovalId, *, trigger: str, reason: str, officer: Actor, now: datetime
) -> None:
    """Verify, correct or cancel a filing afterwards."""
    project, sub = case_for(work, id, Verb.CHECK_FILING, officer)
    filing_checks.check_filing(project, sub, trigger, reason=reason, by=officer, at=now)


def confirm_withdrawal(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.ANSWER_WITHDRAWAL, officer)
    withdrawing.confirm_withdrawal(project, sub, by=officer, at=now)


def refuse_withdrawal(work: UnitOfWork, id: SubApprovalId, *, reason: str, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.ANSWER_WITHDRAWAL, officer)
    withdrawing.refuse_withdrawal(project, sub, reason=reason, by=officer, at=now)


def record_elsewhere(
    work: UnitOfWork,
    id: ProjectId,
    item: ItemKey,
    *,
    number: str,
    on: date,
    evidence: StoredFile,
    officer: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
) -> SubApproval:
    """Record an item finished outside before, with its result document as evidence."""
    project = work.projects.lock(id)
    item_for(project, item, Verb.RECORD_ELSEWHERE, officer)
    require_tellable({"number": number})
    document = document_for(work, project, MaterialKey(f"result:{item}"), evidence, by=officer, now=now, new_id=new_id)
    project.documents.append(document)
    return reviewing.record_elsewhere(project, item, number=number, on=on, evidence=document, by=officer, at=now)
