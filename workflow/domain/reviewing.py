"""Review and decision: consultation, the decision itself, delivery, and results that were given elsewhere."""

from collections.abc import Sequence
from datetime import date, datetime

from catalogs.schema import ItemKey, MaterialKey, OfficeId
from workflow.domain.aggregate import Document, Project
from workflow.domain.clock import local_date, local_time
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.holding import close, open_side_procedure
from workflow.domain.lifecycles import FILING, SUB_APPROVAL
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import PASSING, Outcome, SideProcedureKind, SideProcedureStatus, Status
from workflow.domain.sub_approval import SideProcedure, SubApproval
from workflow.domain.words import called
from workflow.errors import AlreadyDecided, NotFound, TransitionRefused, WrongInput


def begin_review(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    SUB_APPROVAL.fire(sub, "begin_review")
    project.record(EventType.REVIEW_BEGUN, by=by, at=at, sub=sub)


def request_opinion(
    project: Project, sub: SubApproval, *, office: OfficeId, question: str, due_on: date, by: Actor, at: datetime
) -> SideProcedure:
    """征求意见: another office is asked in writing (条例673 Art.9); the clock runs on."""
    if sub.status is not Status.IN_REVIEW:
        raise TransitionRefused(
            f"办件状态为“{called(sub.status).zh}”，不能征求意见。",
            f"The case is {called(sub.status).en}; no opinion can be asked for.",
            mend_zh="请先开始审查。",
            mend_en="Begin the review first.",
            trigger="request_opinion",
            status=str(sub.status),
        )
    _refuse_own_office(sub, office)
    consultation = open_side_procedure(
        sub, SideProcedureKind.CONSULTATION, at=at, reason=question, due_on=due_on, office=office
    )
    project.record(
        EventType.OPINION_REQUESTED,
        by=by,
        at=at,
        sub=sub,
        reason=question,
        office=office,
        due_on=due_on.isoformat(),
    )
    return consultation


def give_opinion(project: Project, sub: SubApproval, *, opinion: str, by: Actor, at: datetime) -> None:
    """The consulted office answers."""
    asked = [p for p in sub.open_side_procedures(SideProcedureKind.CONSULTATION) if p.office == by.office]
    if not asked:
        raise NotFound(
            f"没有向 {by.office} 征求意见。",
            f"No opinion is asked of {by.office}.",
            mend_zh="请刷新收件箱。",
            mend_en="Reload your inbox.",
        )
    asked[0].answer = opinion
    close(sub, asked[0], SideProcedureStatus.DONE, at=at)
    project.record(EventType.OPINION_GIVEN, by=by, at=at, sub=sub, reason=opinion, office=by.office)


def decide(
    project: Project,
    sub: SubApproval,
    *,
    outcome: Outcome,
    number: str,
    reason: str,
    promised: Sequence[MaterialKey] = (),
    document: Document | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """办结: approve, approve with named materials to follow (容缺), or refuse with reasons (行政许可法 Art.38)."""
    _refuse_second_decision(sub)
    _refuse_incomplete_decision(outcome, number=number, reason=reason, promised=promised)
    _refuse_promise_of_foreign_materials(sub, promised)
    _lapse_overdue_opinions(project, sub, at)
    end_case(sub, "decide", at=at)
    if sub.is_a_filing and outcome in PASSING:
        FILING.fire(sub, "file")
    sub.outcome, sub.decided_at = outcome, at
    sub.result_number, sub.result_on = number, local_date(at)
    sub.result_document = document.id if document else None
    project.record(
        EventType.DECIDED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        outcome=str(outcome),
        number=number,
        promised=list(promised),
        documents=project.digests(sub),
        blocks=sorted(project.dependants(sub.item)) if outcome is Outcome.REFUSED else [],
    )
    settle(project, at)


def deliver(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """送达 (行政许可法 Art.44)."""
    SUB_APPROVAL.fire(sub, "deliver")
    project.record(EventType.DELIVERED, by=by, at=at, sub=sub)


def record_elsewhere(
    project: Project, item: ItemKey, *, number: str, on: date, evidence: Document, by: Actor, at: datetime
) -> SubApproval:
    """An item finished outside, before: its result document stands for it and nothing is handled again."""
    sub = project.latest(item)
    if sub is None or not project.code_is_confirmed or not project.is_open:
        raise NotFound(
            f"项目没有可登记结果的事项“{item}”。",
            f"The project has no item '{item}' whose result could be recorded.",
            mend_zh="请核对事项，并等待项目赋码。",
            mend_en="Check the item, and wait for the project's code.",
            item=item,
        )
    if on > local_date(at):
        raise WrongInput(
            f"结果日期 {on} 在将来。",
            f"The date of the result, {on}, lies in the future.",
            mend_zh="请按批复文件上的日期填写。",
            mend_en="Give the date on the result document.",
            on=on.isoformat(),
        )
    end_case(sub, "record_elsewhere", at=at)
    sub.outcome, sub.decided_at = Outcome.APPROVED, at
    sub.result_number, sub.result_on, sub.result_document = number, on, evidence.id
    project.record(
        EventType.RECORDED_ELSEWHERE,
        by=by,
        at=at,
        sub=sub,
        number=number,
        on=on.isoformat(),
        evidence=str(evidence.id),
        sha256=evidence.sha256,
    )
    settle(project, at)
    return sub


def _refuse_promise_of_foreign_materials(sub: SubApproval, promised: Sequence[MaterialKey]) -> None:
    if foreign := sorted(set(promised) - set(sub.needs)):
        raise WrongInput(
            f"容缺后补的材料不属于本事项：{'、'.join(foreign)}。",
            f"Promised materials that are not of this item: {', '.join(foreign)}.",
            mend_zh=f"本事项的材料：{'、'.join(sub.needs)}。",
            mend_en=f"Materials of this item: {', '.join(sub.needs)}.",
            unknown=foreign,
        )


def _lapse_overdue_opinions(project: Project, sub: SubApproval, at: datetime) -> None:
    """An office that has not answered in time has no opinion; a decision does not wait for it for ever.

    Only when nothing else stands in the way of the decision: a refused one leaves no trace.
    """
    if not sub.is_before_its_decision or sub.waits_for_opinion(local_date(at)):
        return
    for each in sub.open_side_procedures(SideProcedureKind.CONSULTATION):
        close(sub, each, SideProcedureStatus.FAILED, at=at)
        project.record(EventType.OPINION_LAPSED, by=SYSTEM, at=at, sub=sub, office=each.office)


def _refuse_own_office(sub: SubApproval, office: OfficeId) -> None:
    if office in sub.acting_offices:
        raise WrongInput(
            f"{office} 正在办理本办件，不能向自己征求意见。",
            f"{office} has the case in hand and cannot be consulted on it.",
            mend_zh="请选择其他部门。",
            mend_en="Choose another office.",
            office=office,
        )


def _refuse_second_decision(sub: SubApproval) -> None:
    if sub.outcome is Outcome.NONE or sub.decided_at is None:
        return
    raise AlreadyDecided(
        f"办件已于 {local_time(sub.decided_at)} 办结（{called(sub.outcome).zh}，文号 {sub.result_number}）。",
        f"The case was decided at {local_time(sub.decided_at)} ({called(sub.outcome).en}, {sub.result_number}).",
        mend_zh="决定只作一次；请刷新后查看结果。",
        mend_en="A decision is made once; reload to see it.",
        outcome=str(sub.outcome),
        number=sub.result_number,
        trigger="decide",
        status=str(sub.status),
    )


def _refuse_incomplete_decision(outcome: Outcome, *, number: str, reason: str, promised: Sequence[MaterialKey]) -> None:
    lacks = {
        "outcome": outcome is Outcome.NONE,
        "number": not number.strip(),
        "reason": outcome is Outcome.REFUSED and not reason.strip(),
        "promised": (outcome is Outcome.APPROVED_WITH_PROMISE) != bool(promised),
    }
    if missing := [name for name, is_lacking in lacks.items() if is_lacking]:
        raise WrongInput(
            f"决定缺少或不符：{'、'.join(missing)}。",
            f"The decision lacks or contradicts: {', '.join(missing)}.",
            mend_zh="须写明结果和文号；不予许可须说明理由；只有容缺通过才列明后补材料。",
            mend_en="Give outcome and number; a refusal states reasons; only an approval with promise lists materials.",
            missing=missing,
        )
