"""From a centre's queue to acceptance."""

from collections.abc import Sequence
from datetime import date, datetime

from catalogs.schema import MaterialKey, OfficeId, RegionCode
from workflow.domain import receiving, relaying
from workflow.domain.ids import SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb
from workflow.operations.cases import calendar_of, case_for
from workflow.operations.requiring import require_not_past, require_office
from workflow.store.unit_of_work import UnitOfWork


def receive(work: UnitOfWork, ids: Sequence[SubApprovalId], *, centre: RegionCode | None = None, now: datetime) -> int:
    """A centre (None: every one) takes in cases dispatched to it; those it has are left alone. Returns how many."""
    received = 0
    for id in ids:
        project = work.projects.lock_by_sub_approval(id)
        received += receiving.receive(project, project.sub_approval(id), centre=centre, at=now)
    return received


def take_over(work: UnitOfWork, ids: Sequence[SubApprovalId], *, centre: RegionCode, now: datetime) -> int:
    """A centre puts cases handed over into its offices' inboxes. Returns how many were new."""
    taken = 0
    for id in ids:
        project = work.projects.lock_by_sub_approval(id)
        taken += relaying.take_over(project, project.sub_approval(id), centre, at=now)
    return taken


def accept(work: UnitOfWork, id: SubApprovalId, *, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.ACCEPT, officer)
    receiving.accept(project, sub, by=officer, at=now, calendar=calendar_of(project.edition))


def refuse_acceptance(
    work: UnitOfWork, id: SubApprovalId, *, reason: str, right_office: OfficeId | None, officer: Actor, now: datetime
) -> None:
    project, sub = case_for(work, id, Verb.REFUSE_ACCEPTANCE, officer)
    if right_office is not None:
        require_office(project.edition, right_office)
    receiving.refuse_acceptance(project, sub, reason=reason, right_office=right_office, by=officer, at=now)


def request_correction(
    work: UnitOfWork,
    id: SubApprovalId,
    *,
    materials: Sequence[MaterialKey],
    reason: str,
    due_on: date | None,
    officer: Actor,
    now: datetime,
) -> None:
    project, sub = case_for(work, id, Verb.REQUEST_CORRECTION, officer)
    if due_on is not None:
        require_not_past(due_on, now=now)
    receiving.request_correction(project, sub, materials=materials, reason=reason, due_on=due_on, by=officer, at=now)


def submit_correction(work: UnitOfWork, id: SubApprovalId, *, applicant: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.SUBMIT_CORRECTION, applicant)
    receiving.submit_correction(project, sub, by=applicant, at=now)


def return_uncorrected(work: UnitOfWork, id: SubApprovalId, *, reason: str, officer: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.RETURN, officer)
    receiving.return_uncorrected(project, sub, reason=reason, by=officer, at=now)
