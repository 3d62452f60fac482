"""What happened: append-only facts, typed subject:part:action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from catalogs.schema import StageCode
from workflow.domain.ids import SubApprovalId
from workflow.domain.people import Actor


class EventType(StrEnum):
    """Every kind of fact the log can hold."""

    PROJECT_REGISTERED = "project:standing:registered"
    PROJECT_DECLARED_AT_PROVINCE = "project:standing:declared-at-province"
    CODE_CONFIRMED = "project:code:confirmed"
    CODE_REFUSED = "project:code:refused"
    PERMITTING_BEGUN = "project:standing:permitting"
    READINESS_LOST = "project:standing:not-ready-any-more"
    READY_TO_START = "project:standing:ready-to-start"
    CONSTRUCTION_STARTED = "project:construction:started"
    CONSTRUCTION_COMPLETED = "project:construction:completed"
    PROJECT_WITHDRAWAL_REQUESTED = "project:withdrawal:requested"
    PROJECT_WITHDRAWN = "project:withdrawal:confirmed"
    PROJECT_WITHDRAWAL_REFUSED = "project:withdrawal:refused"
    PROJECT_TERMINATED = "project:standing:terminated"
    PROJECT_LAPSED = "project:standing:lapsed"
    STAGE_OPENED = "stage:door:opened"
    STAGE_APPLIED = "stage:application:submitted"
    STAGE_BLOCKED = "stage:join:blocked"
    STAGE_CLOSED = "stage:join:fired"
    DOCUMENT_SUBMITTED = "document:version:submitted"
    ITEM_ADDED = "sub-approval:plan:added"
    ITEM_REAPPLIED = "sub-approval:plan:reapplied"
    DISPATCHED = "sub-approval:dispatch:sent"
    RECEIVED = "sub-approval:receipt:given"
    EXAMINATION_ARRIVED = "sub-approval:receipt:examination-arrived"
    ACCEPTED = "sub-approval:acceptance:accepted"
    NOT_ACCEPTED = "sub-approval:acceptance:refused"
    CORRECTION_REQUESTED = "sub-approval:correction:requested"
    CORRECTION_SUBMITTED = "sub-approval:correction:submitted"
    CORRECTION_LAPSED = "sub-approval:correction:lapsed"
    REVIEW_BEGUN = "sub-approval:review:begun"
    SPECIAL_PROCEDURE_STARTED = "sub-approval:special-procedure:started"
    SPECIAL_PROCEDURE_ENDED = "sub-approval:special-procedure:ended"
    OPINION_REQUESTED = "sub-approval:consultation:requested"
    OPINION_GIVEN = "sub-approval:consultation:answered"
    OPINION_LAPSED = "sub-approval:consultation:lapsed"
    HANDED_OVER = "sub-approval:leg:handed-over"
    HAND_OVER_ARRIVED = "sub-approval:leg:arrived"
    HAND_OVER_ACKNOWLEDGED = "sub-approval:leg:acknowledged"
    DECIDED = "sub-approval:decision:made"
    FILED = "sub-approval:filing:filed"
    FILING_VERIFIED = "sub-approval:filing:verified"
    FILING_CORRECTED = "sub-approval:filing:corrected"
    FILING_CANCELLED = "sub-approval:filing:cancelled"
    RECORDED_ELSEWHERE = "sub-approval:decision:recorded-from-elsewhere"
    DELIVERED = "sub-approval:delivery:delivered"
    WITHDRAWAL_REQUESTED = "sub-approval:withdrawal:requested"
    WITHDRAWAL_CONFIRMED = "sub-approval:withdrawal:confirmed"
    WITHDRAWAL_REFUSED = "sub-approval:withdrawal:refused"
    VOIDED = "sub-approval:standing:voided"
    SUPERVISION_ORDER_RECEIVED = "supervision-order:arrival:received"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact, with who, when, why and on what basis. `data` holds JSON values only."""

    type: EventType
    at: datetime
    actor: Actor
    stage: StageCode | None = None
    sub_approval: SubApprovalId | None = None
    reason: str = ""
    basis: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
