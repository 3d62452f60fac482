"""Projects as a list, and one project as a board of its stages and cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from workflow.domain.people import Actor
from workflow.domain.permissions import Scope
from workflow.domain.statuses import CodeStatus, FilingStatus, Hold, Outcome, ProjectStatus, StageStatus, Status
from workflow.views.reach import of_viewer, within


@dataclass(frozen=True, kw_only=True)
class ProjectLine:
    """A project in a list, the newest first."""

    id: UUID
    code: str
    code_status: CodeStatus
    name: str
    kind: str
    edition: str
    theme: str
    region: str
    applicant_name: str
    status: ProjectStatus
    registered_at: datetime
    cases: int
    cases_ended: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page of the list ended."""

    registered_at: datetime
    id: UUID


@dataclass(frozen=True, kw_only=True)
class BoardCase:
    """An attempt at an item, with the office that has it and when it is due."""

    id: UUID
    stage: str
    item: str
    attempt: int
    role: str
    offices: Sequence[str]  # every leg's, in order
    acting_offices: Sequence[str]
    status: Status
    hold: Hold
    outcome: Outcome
    filing: FilingStatus
    applied_at: datetime | None
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    due_on: date | None
    due_is_provisional: bool
    promised_on: date | None
    result_number: str


@dataclass(frozen=True, kw_only=True)
class BoardStage:
    """A stage with its cases."""

    stage: str
    order: int
    lead_office: str
    join: str
    opens: str
    status: StageStatus
    is_blocked: bool
    opened_at: datetime | None
    applied_at: datetime | None
    closed_at: datetime | None
    cases: tuple[BoardCase, ...]


# The page is found first, then its cases are counted: never those of all projects.
_LIST = """
    WITH page AS (
      SELECT p.* FROM projects p
      WHERE (CAST(:status AS text) IS NULL OR p.status = :status)
        AND (CAST(:after_id AS uuid) IS NULL
             OR (p.registered_at, p.id) < (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))
        AND {reach}
      ORDER BY p.registered_at DESC, p.id DESC LIMIT :limit)
    SELECT page.id, page.code, page.code_status, page.name, page.kind, page.edition, page.theme, page.region,
      page.applicant_name, page.status, page.registered_at, counted.cases, counted.cases_ended
    FROM page CROSS JOIN LATERAL (
      SELECT count(*) AS cases,
        count(*) FILTER (WHERE s.status NOT IN ('planned', 'dispatched', 'received', 'accepted', 'in_review'))
          AS cases_ended
      FROM sub_approvals s WHERE s.project_id = page.id) counted
    ORDER BY page.registered_at DESC, page.id DESC
    """
_STAGES = text(
    """
    SELECT stage, "order", lead_office, "join", opens, status, is_blocked, opened_at, applied_at, closed_at
    FROM stages WHERE project_id = :project ORDER BY "order"
    """
)
_CASES = text(
    """
    SELECT s.id, s.stage, s.item, s.attempt, s.role, s.acting_offices, s.status, s.hold, s.outcome, s.filing,
      s.applied_at, s.received_at, s.accepted_at, s.decided_at, s.due_on, s.due_is_provisional, s.promised_on,
      s.result_number, ARRAY(SELECT l->>'office' FROM jsonb_array_elements(s.legs) l) AS offices
    FROM sub_approvals s WHERE s.project_id = :project ORDER BY s.stage, s.item, s.attempt
    """
)
_WORDS = {"status": Status, "hold": Hold, "outcome": Outcome, "filing": FilingStatus}


def projects(
    connection: Connection,
    viewer: Actor,
    reach: Iterable[Scope],
    *,
    status: ProjectStatus | None = None,
    after: Place | None = None,
    limit: int,
) -> Sequence[ProjectLine]:
    """The projects within the viewer's reach."""
    rows = connection.execute(
        text(_LIST.format(reach=within(reach))),
        {
            **of_viewer(viewer),
            "status": status and str(status),
            "after_at": after and after.registered_at,
            "after_id": after and after.id,
            "limit": limit,
        },
    )
    return [
        ProjectLine(**{**row, "status": ProjectStatus(row["status"]), "code_status": CodeStatus(row["code_status"])})
        for row in rows.mappings()
    ]


def board(connection: Connection, project: UUID) -> Sequence[BoardStage]:
    """The project's stages in order, each with every attempt at its items."""
    cases = [
        BoardCase(**{**row, **{name: word(row[name]) for name, word in _WORDS.items()}})
        for row in connection.execute(_CASES, {"project": project}).mappings()
    ]
    return [
        BoardStage(
            **{**row, "status": StageStatus(row["status"])},
            cases=tuple(case for case in cases if case.stage == row["stage"]),
        )
        for row in connection.execute(_STAGES, {"project": project}).mappings()
    ]
