"""Projects of the real edition as the province would be told of them."""

from collections.abc import Mapping, Sequence

from catalogs.loader import load
from catalogs.schema import StageCode
from tests.factories.projects import APPLICANT, NOON, coded, minutes, officer, project_of
from workflow.domain import applying, receiving, reviewing
from workflow.domain.aggregate import Project
from workflow.domain.people import Actor
from workflow.domain.statuses import Outcome
from workflow.domain.sub_approval import SubApproval
from workflow.gateways.provincial.records import records
from workflow.gateways.provincial.tables import Table
from workflow.operations.cases import calendar_of
from workflow.store.exchange import Record

STAGE = StageCode("initiation")
EDITION = load("zhaotong-2026")
FACTS: Mapping[str, object] = {
    "regions": ["530602", "530621"],
    "industry": "44",
    "construction_place": "昭阳区大山包镇",
    "construction_scale": "装机容量200兆瓦",
    "planned_start": "2027-03-01",
    "planned_end": "2028-12-31",
    "investment": "1286000000",
    "funding": "enterprise",
    "land_supply": "allocated",
    "capacity_mw": "200",
}


def applied(*cases: SubApproval) -> Project:
    """A coded project whose stage with these cases has been applied for."""
    project = coded(project_of(cases))
    applying.apply_for_stage(project, STAGE, None, by=APPLICANT, at=NOON)
    return project


def accepted(project: Project, sub: SubApproval) -> Actor:
    """Receive and accept a case; returns its first officer."""
    by = officer(sub.accepting_office)
    receiving.receive(project, sub, at=minutes(1))
    receiving.accept(project, sub, by=by, at=minutes(2), calendar=calendar_of(project.edition))
    return by


def in_review(project: Project, sub: SubApproval) -> Actor:
    by = accepted(project, sub)
    reviewing.begin_review(project, sub, by=by, at=minutes(3))
    return by


def decided(project: Project, sub: SubApproval, outcome: Outcome = Outcome.APPROVED) -> None:
    by = in_review(project, sub)
    reviewing.decide(project, sub, outcome=outcome, number="昭审〔2026〕1号", reason="理由", by=by, at=minutes(4))


def told(project: Project, *, after: int = 0) -> list[Record]:
    return records(EDITION, project, FACTS, project.events, after=after)


def rows(project: Project, table: Table) -> list[Mapping[str, object]]:
    return [record.row for record in told(project) if record.table == table]


def states(project: Project) -> Sequence[object]:
    """The handling states told, of a project with one case."""
    return [row["BLZT"] for row in rows(project, Table.HANDLING)]
