"""A case at the counter: what officers and applicants do about it. Each act answers with the case as it then stands."""

from fastapi import APIRouter

from api.dependencies import Now, Work
from api.idempotency import TheCommand
from api.problems import declared
from api.rest.v1 import acts
from api.rest.v1.case_out import CaseOut, case_after, case_out
from api.security import Viewer
from workflow.domain.ids import SubApprovalId
from workflow.operations import applying, receiving, reviewing, seeing

router = APIRouter(prefix="/sub-approvals/{id}", tags=["sub-approvals"], responses=declared(401, 403, 404, 422))
REFUSABLE = declared(409)


@router.get("", summary="办件 · a case")
def sub_approval(id: SubApprovalId, work: Work, viewer: Viewer, now: Now) -> CaseOut:
    return case_out(*seeing.see_case(work, id, viewer=viewer), viewer, now=now)


@router.post("/acceptance", summary="受理 · accept", responses=REFUSABLE)
def accept(id: SubApprovalId, command: TheCommand) -> CaseOut:
    receiving.accept(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/acceptance-refusal", summary="不予受理 · refuse to accept", responses=REFUSABLE)
def refuse_acceptance(id: SubApprovalId, body: acts.AcceptanceRefusal, command: TheCommand) -> CaseOut:
    receiving.refuse_acceptance(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/correction-requests", summary="一次性告知补正 · ask for a correction", responses=REFUSABLE)
def request_correction(id: SubApprovalId, body: acts.CorrectionRequest, command: TheCommand) -> CaseOut:
    receiving.request_correction(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/correction", summary="提交补正 · hand in the correction", responses=REFUSABLE)
def submit_correction(id: SubApprovalId, command: TheCommand) -> CaseOut:
    """After a new version of each material named has been handed in."""
    receiving.submit_correction(command.work, id, applicant=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/return", summary="退件 · return uncorrected", responses=REFUSABLE)
def return_uncorrected(id: SubApprovalId, body: acts.Reasoned, command: TheCommand) -> CaseOut:
    receiving.return_uncorrected(command.work, id, reason=body.reason, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/review", summary="开始审查 · begin the review", responses=REFUSABLE)
def begin_review(id: SubApprovalId, command: TheCommand) -> CaseOut:
    reviewing.begin_review(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/special-procedure", summary="启动特别程序 · start a special procedure", responses=REFUSABLE)
def start_special_procedure(id: SubApprovalId, body: acts.SpecialProcedure, command: TheCommand) -> CaseOut:
    reviewing.start_special_procedure(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/special-procedure/end", summary="结束特别程序 · end the special procedure", responses=REFUSABLE)
def end_special_procedure(id: SubApprovalId, command: TheCommand) -> CaseOut:
    reviewing.end_special_procedure(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/opinion-requests", summary="征求意见 · ask another office", responses=REFUSABLE)
def request_opinion(id: SubApprovalId, body: acts.OpinionRequest, command: TheCommand) -> CaseOut:
    reviewing.request_opinion(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/opinions", summary="答复意见 · give the opinion asked for", responses=REFUSABLE)
def give_opinion(id: SubApprovalId, body: acts.Opinion, command: TheCommand) -> CaseOut:
    reviewing.give_opinion(command.work, id, opinion=body.opinion, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/hand-over", summary="初审移交 · hand over with the preliminary opinion", responses=REFUSABLE)
def hand_over(id: SubApprovalId, body: acts.Opinion, command: TheCommand) -> CaseOut:
    reviewing.hand_over(command.work, id, opinion=body.opinion, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/acknowledgement", summary="签收移交 · acknowledge a hand-over", responses=REFUSABLE)
def acknowledge(id: SubApprovalId, command: TheCommand) -> CaseOut:
    reviewing.acknowledge(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/decision", summary="办结 · decide", responses=REFUSABLE)
def decide(id: SubApprovalId, body: acts.Decision, command: TheCommand) -> CaseOut:
    """Whatever the decision makes possible goes out with it."""
    reviewing.decide(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/delivery", summary="送达 · deliver", responses=REFUSABLE)
def deliver(id: SubApprovalId, command: TheCommand) -> CaseOut:
    reviewing.deliver(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/withdrawal", summary="申请撤件 · ask to withdraw", responses=REFUSABLE)
def request_withdrawal(id: SubApprovalId, body: acts.Reasoned, command: TheCommand) -> CaseOut:
    applying.request_withdrawal(command.work, id, reason=body.reason, applicant=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/withdrawal/confirmation", summary="同意撤件 · confirm the withdrawal", responses=REFUSABLE)
def confirm_withdrawal(id: SubApprovalId, command: TheCommand) -> CaseOut:
    reviewing.confirm_withdrawal(command.work, id, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/withdrawal/refusal", summary="不同意撤件 · refuse the withdrawal", responses=REFUSABLE)
def refuse_withdrawal(id: SubApprovalId, body: acts.Reasoned, command: TheCommand) -> CaseOut:
    reviewing.refuse_withdrawal(command.work, id, reason=body.reason, officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/filing-checks", summary="备案核查 · verify, correct or cancel a filing", responses=REFUSABLE)
def check_filing(id: SubApprovalId, body: acts.FilingCheck, command: TheCommand) -> CaseOut:
    reviewing.check_filing(command.work, id, **dict(body), officer=command.actor, now=command.now)
    return command.answer(case_after(command, id))


@router.post("/applications", status_code=201, summary="再次申请 · apply again", responses=REFUSABLE)
def apply_again(id: SubApprovalId, command: TheCommand) -> CaseOut:
    """A new attempt at the item; answers with the new case."""
    project, sub = seeing.see_case(command.work, id, viewer=command.actor)
    again = applying.apply_again(command.work, project.id, sub.item, applicant=command.actor, now=command.now)
    return command.answer(case_after(command, again.id))
