"""The statuses of everything that has a life, and the groups rules speak of."""

from enum import StrEnum


class ProjectStatus(StrEnum):
    DRAFT = "draft"  # 草稿
    REGISTERED = "registered"  # 已登记, its code still provisional
    CODED = "coded"  # 已赋码
    PERMITTING = "permitting"  # 审批中
    READY_TO_START = "ready_to_start"  # 具备开工条件
    CONSTRUCTING = "constructing"  # 在建
    COMPLETED = "completed"  # 竣工
    WITHDRAWN = "withdrawn"  # 撤件
    LAPSED = "lapsed"  # 失效
    TERMINATED = "terminated"  # 终止


class CodeStatus(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


class StageStatus(StrEnum):
    LOCKED = "locked"
    OPEN = "open"
    CLOSED = "closed"


class Status(StrEnum):
    """Where a sub-approval stands. Its hold and its outcome are axes of their own."""

    PLANNED = "planned"  # 待派发
    DISPATCHED = "dispatched"  # 已派发, on its way to the centre
    RECEIVED = "received"  # 已收件
    ACCEPTED = "accepted"  # 已受理
    IN_REVIEW = "in_review"  # 审查中
    DECIDED = "decided"  # 已办结
    DELIVERED = "delivered"  # 已送达
    NOT_ACCEPTED = "not_accepted"  # 不受理、不予受理
    RETURNED = "returned"  # 退件: a correction was not met
    WITHDRAWN = "withdrawn"  # 撤件
    VOIDED = "voided"  # 作废: ended with its project


class Hold(StrEnum):
    """Why the clock stands."""

    NONE = "none"
    CORRECTION = "correction"  # 补正
    SPECIAL_PROCEDURE = "special_procedure"  # 特别程序
    WITHDRAWAL_PENDING = "withdrawal_pending"  # 撤件待确认


class Outcome(StrEnum):
    NONE = "none"
    APPROVED = "approved"
    APPROVED_WITH_PROMISE = "approved_with_promise"  # 容缺通过
    REFUSED = "refused"


class FilingStatus(StrEnum):
    """A filing's own life (条例673 Art.13-15), beside the sub-approval that carries it."""

    NONE = "none"
    FILED = "filed"
    VERIFIED = "verified"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


class LegStatus(StrEnum):
    WAITING = "waiting"  # its turn has not come
    OFFERED = "offered"  # handed over, not yet acknowledged
    ACTIVE = "active"
    HANDED_OVER = "handed_over"  # opinion given, passed on
    FINISHED = "finished"  # the case ended in this leg
    SKIPPED = "skipped"  # the case ended before its turn


class SideProcedureKind(StrEnum):
    CORRECTION = "correction"
    SPECIAL_PROCEDURE = "special_procedure"
    WITHDRAWAL = "withdrawal"
    CONSULTATION = "consultation"


class SideProcedureStatus(StrEnum):
    OPEN = "open"
    DONE = "done"  # corrected, ended, confirmed, answered
    FAILED = "failed"  # lapsed, refused, cancelled


FINAL_PROJECT = frozenset(
    {ProjectStatus.COMPLETED, ProjectStatus.WITHDRAWN, ProjectStatus.LAPSED, ProjectStatus.TERMINATED}
)
FINAL = frozenset({Status.DELIVERED, Status.NOT_ACCEPTED, Status.RETURNED, Status.WITHDRAWN, Status.VOIDED})
IN_HAND = frozenset({Status.DISPATCHED, Status.RECEIVED, Status.ACCEPTED, Status.IN_REVIEW})
UNDECIDED = IN_HAND | {Status.PLANNED}
CLOCK_RUNS = frozenset({Status.ACCEPTED, Status.IN_REVIEW})
PASSING = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_PROMISE})
