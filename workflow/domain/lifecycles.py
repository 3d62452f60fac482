"""The lifecycles, one transition a line. Codes of the provincial platform are an outward mapping and not seen here."""

from catalogs.wording import Wording
from workflow.domain.lifecycle import GuardText, Lifecycle, Transition
from workflow.domain.statuses import (
    FINAL,
    FINAL_PROJECT,
    IN_HAND,
    UNDECIDED,
    FilingStatus,
    ProjectStatus,
    StageStatus,
    Status,
)

GUARDS = {
    "is_not_held": GuardText(
        "办件的时钟已停止（补正、特别程序或撤件待确认）。",
        "The case is on hold (correction, special procedure or withdrawal pending).",
        "请先结束该程序，再办理。",
        "End that procedure first.",
    ),
    "has_been_asked_to_correct": GuardText(
        "还没有要求申请人补正。",
        "The applicant has not been asked to correct anything.",
        "请先一次性告知须补正的内容。",
        "Give one complete notice of what to correct first.",
    ),
    "is_not_being_withdrawn": GuardText(
        "申请人已申请撤件。",
        "The applicant has asked to withdraw the case.",
        "请先答复撤件申请。",
        "Answer the request for withdrawal first.",
    ),
    "withdrawal_is_pending": GuardText(
        "申请人没有申请撤件。",
        "The applicant has not asked to withdraw it.",
        "须由申请人先提出撤件。",
        "The applicant asks first.",
    ),
    "decision_leg_is_active": GuardText(
        "办件还在初审环节，或移交尚未签收。",
        "The case is still in its preliminary examination, or its hand-over is not acknowledged.",
        "请先完成初审移交并签收。",
        "Hand it over and acknowledge the hand-over first.",
    ),
    "every_opinion_is_in": GuardText(
        "征求的意见还没有收齐。",
        "An opinion asked of another office is still outstanding.",
        "请等被征求部门答复后再作决定。",
        "Decide when the consulted offices have answered.",
    ),
    "files_itself": GuardText(
        "该事项须由部门办理，收件不等于备案。",
        "An office must handle the item; its receipt is not the filing.",
        "请按程序受理、审查、办结。",
        "Accept, review and decide it.",
    ),
    "code_is_confirmed": GuardText(
        "项目代码还未经省级平台确认。",
        "The provincial platform has not confirmed the project code.",
        "请等待赋码；可在项目页查看进度。",
        "Wait for the code; the project page shows where it stands.",
    ),
    "everything_required_has_passed": GuardText(
        "开工前必须完成的事项还没有全部通过。",
        "Not everything required before construction has passed.",
        "项目页列出尚缺的事项。",
        "The project page lists what is missing.",
    ),
    "something_required_is_missing": GuardText(
        "开工前必须完成的事项都已通过。",
        "Everything required before construction has passed.",
        "可以开工。",
        "Construction may start.",
    ),
    "every_stage_is_closed": GuardText(
        "还有阶段没有办结。",
        "A stage is not closed.",
        "请先办结各阶段。",
        "Close every stage first.",
    ),
    "nothing_is_in_hand": GuardText(
        "还有办件在部门手中。",
        "Offices still have cases in hand.",
        "请等各部门确认撤件。",
        "Wait until each office has confirmed the withdrawal.",
    ),
}

SUB_APPROVAL = Lifecycle(
    Wording("子审批", "sub-approval"),
    attribute="status",
    initial=Status.PLANNED,
    final=FINAL,
    guard_texts=GUARDS,
    table=[
        Transition("dispatch", (Status.PLANNED,), Status.DISPATCHED),
        Transition("receive", (Status.DISPATCHED,), Status.RECEIVED),
        Transition("accept", (Status.RECEIVED,), Status.ACCEPTED, ("is_not_held",)),
        Transition("refuse_acceptance", (Status.RECEIVED,), Status.NOT_ACCEPTED, ("is_not_held",)),
        Transition(
            "return",
            (Status.RECEIVED,),
            Status.RETURNED,
            ("has_been_asked_to_correct", "is_not_being_withdrawn"),
        ),
        Transition("file", (Status.RECEIVED,), Status.DECIDED, ("files_itself", "is_not_held")),
        Transition("begin_review", (Status.ACCEPTED,), Status.IN_REVIEW, ("is_not_held",)),
        Transition(
            "decide",
            (Status.IN_REVIEW,),
            Status.DECIDED,
            ("is_not_held", "decision_leg_is_active", "every_opinion_is_in"),
        ),
        Transition("record_elsewhere", (Status.PLANNED,), Status.DECIDED),
        Transition("deliver", (Status.DECIDED,), Status.DELIVERED),
        Transition("withdraw", (Status.PLANNED,), Status.WITHDRAWN),
        Transition("confirm_withdrawal", tuple(sorted(IN_HAND)), Status.WITHDRAWN, ("withdrawal_is_pending",)),
        Transition("void", tuple(sorted(UNDECIDED)), Status.VOIDED),
    ],
)

FILING = Lifecycle(
    Wording("备案", "filing"),
    attribute="filing",
    initial=FilingStatus.NONE,
    final=(FilingStatus.CANCELLED,),
    table=[
        Transition("file", (FilingStatus.NONE,), FilingStatus.FILED),
        Transition("verify", (FilingStatus.FILED, FilingStatus.CORRECTED), FilingStatus.VERIFIED),
        Transition(
            "correct", (FilingStatus.FILED, FilingStatus.VERIFIED, FilingStatus.CORRECTED), FilingStatus.CORRECTED
        ),
        Transition(
            "cancel", (FilingStatus.FILED, FilingStatus.VERIFIED, FilingStatus.CORRECTED), FilingStatus.CANCELLED
        ),
    ],
)

STAGE = Lifecycle(
    Wording("阶段", "stage"),
    attribute="status",
    initial=StageStatus.LOCKED,
    final=(StageStatus.CLOSED,),
    table=[
        Transition("open", (StageStatus.LOCKED,), StageStatus.OPEN),
        Transition("close", (StageStatus.OPEN,), StageStatus.CLOSED),
    ],
)

_UNDER_WAY = (ProjectStatus.REGISTERED, ProjectStatus.CODED, ProjectStatus.PERMITTING, ProjectStatus.READY_TO_START)

PROJECT = Lifecycle(
    Wording("项目", "project"),
    attribute="status",
    initial=ProjectStatus.DRAFT,
    final=FINAL_PROJECT,
    guard_texts=GUARDS,
    table=[
        Transition("register", (ProjectStatus.DRAFT,), ProjectStatus.REGISTERED),
        Transition("confirm_code", (ProjectStatus.REGISTERED,), ProjectStatus.CODED, ("code_is_confirmed",)),
        Transition("begin_permitting", (ProjectStatus.CODED,), ProjectStatus.PERMITTING),
        Transition(
            "become_ready",
            (ProjectStatus.CODED, ProjectStatus.PERMITTING),
            ProjectStatus.READY_TO_START,
            ("everything_required_has_passed",),
        ),
        Transition(
            "lose_readiness",
            (ProjectStatus.READY_TO_START,),
            ProjectStatus.PERMITTING,
            ("something_required_is_missing",),
        ),
        Transition(
            "start_construction",
            (ProjectStatus.READY_TO_START,),
            ProjectStatus.CONSTRUCTING,
            ("everything_required_has_passed",),
        ),
        Transition("complete", (ProjectStatus.CONSTRUCTING,), ProjectStatus.COMPLETED, ("every_stage_is_closed",)),
        Transition("withdraw", _UNDER_WAY, ProjectStatus.WITHDRAWN, ("nothing_is_in_hand",)),
        Transition("lapse", (*_UNDER_WAY,), ProjectStatus.LAPSED, ("nothing_is_in_hand",)),
        Transition("terminate", (*_UNDER_WAY, ProjectStatus.CONSTRUCTING), ProjectStatus.TERMINATED),
    ],
)

ALL = (PROJECT, STAGE, SUB_APPROVAL, FILING)
