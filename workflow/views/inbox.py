"""What lies before an office now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from catalogs.schema import OfficeId
from workflow.domain.statuses import Hold, Outcome, Status


class Task(StrEnum):
    """What a case wants of the office."""

    ACCEPT = "accept"  # 待受理
    BEGIN_REVIEW = "begin_review"  # 待审查
    EXAMINE = "examine"  # 审查中: decide, or give the preliminary opinion and hand over
    ACKNOWLEDGE = "acknowledge"  # 待签收: handed over by the office before
    GIVE_OPINION = "give_opinion"  # 待答复意见
    ANSWER_WITHDRAWAL = "answer_withdrawal"  # 撤件待确认
    DELIVER = "deliver"  # 待送达
    WAIT = "wait"  # the clock stands: correction or special procedure


@dataclass(frozen=True, kw_only=True)
class InboxLine:
    """A case before the office."""

    sub_approval: UUID
    project: UUID
    project_code: str
    project_name: str
    edition: str
    stage: str
    item: str
    attempt: int
    task: Task
    status: Status
    hold: Hold
    outcome: Outcome
    received_at: datetime | None
    due_on: date | None
    due_is_provisional: bool
    promised_on: date | None

    @property
    def place(self) -> "Place":
        return Place(due_on=self.due_on or self.promised_on, sub_approval=self.sub_approval)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page of the inbox ended. The promised date counts where the law sets none; with neither, last."""

    due_on: date | None
    sub_approval: UUID


# The first branch reads the partial index of what lies before an office; a case handed over is there once it has
# reached the centre. The second finds the opinions asked of the office, among the cases whose clock runs.
_INBOX = text(
    """
    WITH mine AS (
      SELECT s.*, leg.status AS leg_status, false AS is_consulted
      FROM sub_approvals s
      LEFT JOIN LATERAL (
        SELECT l->>'status' AS status, l->>'arrived_at' AS arrived_at FROM jsonb_array_elements(s.legs) l
        WHERE l->>'office' = :office AND l->>'status' IN ('active', 'offered') LIMIT 1) leg ON true
      WHERE s.acting_offices <> '{}' AND s.acting_offices @> ARRAY[CAST(:office AS text)]
        AND (s.status <> 'dispatched' OR s.hold = 'withdrawal_pending')
        AND (leg.status IS DISTINCT FROM 'offered' OR leg.arrived_at IS NOT NULL)
      UNION ALL
      SELECT s.*, NULL, true FROM sub_approvals s
      WHERE s.status IN ('accepted', 'in_review')
        AND s.side_procedures @> jsonb_build_array(
          jsonb_build_object('kind', 'consultation', 'status', 'open', 'office', CAST(:office AS text)))
    )
    SELECT m.id AS sub_approval, p.id AS project, p.code AS project_code, p.name AS project_name, p.edition, m.stage,
      m.item, m.attempt, m.status, m.hold, m.outcome, m.received_at, m.due_on, m.due_is_provisional, m.promised_on,
      m.leg_status, m.is_consulted
    FROM mine m JOIN projects p ON p.id = m.project_id
    WHERE (CAST(:status AS text) IS NULL OR m.status = :status)
      AND (CAST(:after_id AS uuid) IS NULL
           OR (coalesce(m.due_on, m.promised_on, 'infinity'), m.id)
              > (coalesce(CAST(:after_due AS date), 'infinity'), CAST(:after_id AS uuid)))
    ORDER BY coalesce(m.due_on, m.promised_on, 'infinity'), m.id
    LIMIT :limit
    """
)
_COUNTS = text(
    """
    SELECT s.status, count(*) AS cases FROM sub_approvals s
    WHERE s.acting_offices <> '{}' AND s.acting_offices @> ARRAY[CAST(:office AS text)] GROUP BY s.status
    """
)
_TASKS: Mapping[Status, Task] = {
    Status.DISPATCHED: Task.ACCEPT,
    Status.RECEIVED: Task.ACCEPT,
    Status.ACCEPTED: Task.BEGIN_REVIEW,
    Status.IN_REVIEW: Task.EXAMINE,
    Status.DECIDED: Task.DELIVER,
}
_WHILE_HELD: Mapping[Hold, Task] = {
    Hold.WITHDRAWAL_PENDING: Task.ANSWER_WITHDRAWAL,
    Hold.SPECIAL_PROCEDURE: Task.WAIT,
    Hold.CORRECTION: Task.WAIT,
}


def inbox(
    connection: Connection, office: OfficeId, *, status: Status | None = None, after: Place | None = None, limit: int
) -> Sequence[InboxLine]:
    """The office's cases, the earliest due date first."""
    rows = connection.execute(
        _INBOX,
        {
            "office": office,
            "status": status and str(status),
            "after_due": after and after.due_on,
            "after_id": after and after.sub_approval,
            "limit": limit,
        },
    )
    return [_line(row) for row in rows.mappings()]


def counts(connection: Connection, office: OfficeId) -> Mapping[Status, int]:
    """How many cases lie before the office, by status."""
    return {Status(row.status): row.cases for row in connection.execute(_COUNTS, {"office": office})}


def _line(row: RowMapping) -> InboxLine:
    known = {key: row[key] for key in row if key not in ("leg_status", "is_consulted")}
    words = {"status": Status(row["status"]), "hold": Hold(row["hold"]), "outcome": Outcome(row["outcome"])}
    return InboxLine(**{**known, **words, "task": _task(row, words["status"], words["hold"])})


def _task(row: RowMapping, status: object, hold: object) -> Task:
    if row["is_consulted"]:
        return Task.GIVE_OPINION
    if hold is not Hold.NONE:
        return _WHILE_HELD[Hold(str(hold))]
    return Task.ACKNOWLEDGE if row["leg_status"] == "offered" else _TASKS[Status(str(status))]
