"""Review and decision: consultation, the decision itself, delivery, and results that were given elsewhere."""

from collections.abc import Sequence
from datetime import date, datetime

from catalogs.schema import ItemKey, MaterialKey, OfficeId
from workflow.domain import relaying
from workflow.domain.aggregate import Document, Project, SideProcedure, SubApproval
from workflow.domain.clock import local_date
from workflow.domain.events import EventType
from workflow.domain.holding import close, open_side_procedure
from workflow.domain.lifecycles import SUB_APPROVAL
from workflow.domain.people import Actor
from workflow.domain.settling import settle
from workflow.domain.statuses import Outcome, SideProcedureKind, SideProcedureStatus, Status
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
            f"办件状态为“{sub.status}”，不能征求意见。",
            f"The case is {sub.status}; no opinion can be asked for.",
            mend_zh="请先开始审查。",
            mend_en="Begin the review first.",
            trigger="request_opinion",
            status=str(sub.status),
        )
    consultation = open_side_procedure(
        sub, SideProcedureKind.CONSULTATION, at=at, reason=question, due_on=due_on, office=office
    )
    project.record(
        EventType.OPINION_REQUESTED,
        by=by,
        at=at,
        sub=sub,
        reason=question,
        basis="条例673 Art.9",
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
    SUB_APPROVAL.fire(sub, "decide")
    sub.outcome, sub.decided_at = outcome, at
    sub.result_number, sub.result_on = number, local_date(at)
    sub.result_document = document.id if document else None
    relaying.finish(sub)
    project.record(
        EventType.DECIDED,
        by=by,
        at=at,
        sub=sub,
        reason=reason,
        basis="行政许可法 Art.38",
        outcome=str(outcome),
        number=number,
        promised=list(promised),
        blocks=sorted(project.dependants(sub.item)) if outcome is Outcome.REFUSED else [],
    )
    settle(project, at)


def deliver(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """送达 (行政许可法 Art.44)."""
    SUB_APPROVAL.fire(sub, "deliver")
    project.record(EventType.DELIVERED, by=by, at=at, sub=sub, basis="行政许可法 Art.44")


def record_elsewhere(
    project: Project, item: ItemKey, *, number: str, on: date, evidence: Document, by: Actor, at: datetime
) -> SubApproval:
    """An item finished outside, before: its result document stands for it and nothing is handled again."""
    sub = project.latest(item)
    if sub is None or not project.code_is_confirmed:
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
    SUB_APPROVAL.fire(sub, "record_elsewhere")
    sub.outcome, sub.decided_at = Outcome.APPROVED, at
    sub.result_number, sub.result_on, sub.result_document = number, on, evidence.id
    relaying.finish(sub)
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


def _refuse_second_decision(sub: SubApproval) -> None:
    if sub.outcome is Outcome.NONE:
        return
    raise AlreadyDecided(
        f"办件已于 {sub.decided_at:%Y-%m-%d %H:%M} 办结（{sub.outcome}，文号 {sub.result_number}）。",
        f"The case was decided at {sub.decided_at:%Y-%m-%d %H:%M} UTC ({sub.outcome}, {sub.result_number}).",
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
