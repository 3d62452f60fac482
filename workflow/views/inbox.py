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
    supervision_orders: int  # of the province, on the item or the project

    @property
    def place(self) -> "Place":
        return Place(
            due_on=self.due_on or self.promised_on,
            sub_approval=self.sub_approval,
            is_consulted=self.task is Task.GIVE_OPINION,
        )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page of the inbox ended. The promised date counts where the law sets none; with neither, last.

    An office asked about a case it has in hand itself has two lines of it.
    """

    due_on: date | None
    sub_approval: UUID
    is_consulted: bool


# The first branch reads the partial index of what lies before an office: a case is there once it, or what was handed
# over, has reached the centre; one on its way only when it is to be let go. The second finds the opinions asked for.
_MINE = """
    SELECT s.*, leg.status AS leg_status, false AS is_consulted
    FROM sub_approvals s
    LEFT JOIN LATERAL (
      SELECT l->>'status' AS status, l->>'arrived_at' AS arrived_at FROM jsonb_array_elements(s.legs) l
      WHERE l->>'office' = :office AND l->>'status' IN ('waiting', 'offered', 'active')
      ORDER BY CAST(l->>'position' AS int) LIMIT 1) leg ON true
    WHERE s.acting_offices <> '{}' AND s.acting_offices @> ARRAY[CAST(:office AS text)]
      AND CASE s.status WHEN 'dispatched' THEN s.hold = 'withdrawal_pending'
          ELSE leg.status IS NULL OR leg.arrived_at IS NOT NULL END
    UNION ALL
    SELECT s.*, NULL, true FROM sub_approvals s
    WHERE s.consulted_offices <> '{}' AND s.consulted_offices @> ARRAY[CAST(:office AS text)]
    """
_INBOX = text(
    f"""
    WITH mine AS ({_MINE})
    SELECT m.id AS sub_approval, p.id AS project, p.code AS project_code, p.name AS project_name, p.edition, m.stage,
      m.item, m.attempt, m.status, m.hold, m.outcome, m.received_at, m.due_on, m.due_is_provisional, m.promised_on,
      m.leg_status, m.is_consulted,
      (SELECT count(*) FROM supervision_orders o
       WHERE o.project_id = p.id AND (o.item IS NULL OR o.item = m.item)) AS supervision_orders
    FROM mine m JOIN projects p ON p.id = m.project_id
    WHERE (CAST(:status AS text) IS NULL OR m.status = :status)
      AND (CAST(:after_id AS uuid) IS NULL
           OR (coalesce(m.due_on, m.promised_on, 'infinity'), m.id, m.is_consulted)
              > (coalesce(CAST(:after_due AS date), 'infinity'), CAST(:after_id AS uuid), :after_consulted))
    ORDER BY coalesce(m.due_on, m.promised_on, 'infinity'), m.id, m.is_consulted
    LIMIT :limit
    """  # noqa: S608 -- both parts are ours
)
_COUNTS = text(f"SELECT m.status, count(*) AS cases FROM ({_MINE}) m GROUP BY m.status")  # noqa: S608 -- ours
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
            "after_consulted": after is not None and after.is_consulted,
            "limit": limit,
        },
    )
    return [_line(row) for row in rows.mappings()]


def counts(connection: Connection, office: OfficeId) -> Mapping[Status, int]:
    """How many lines the inbox has, by status."""
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
