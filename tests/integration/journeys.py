"""Projects of the real edition on their way through a stage, and what must hold of them whatever happened."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from uuid import uuid4

from sqlalchemy import text

from catalogs.schema import Procedure, StageCode
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, officer, project_of
from tests.integration.city import City, eventually, now
from workflow.domain import registering
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.ids import ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.statuses import LegStatus, Outcome, ProjectStatus, StageStatus, Status
from workflow.domain.sub_approval import SubApproval
from workflow.gateways.provincial.reconciling import compare
from workflow.operations import applying, receiving, reviewing
from workflow.operations.sweeping import sweep
from workflow.store.unit_of_work import UnitOfWork

STAGE = StageCode("initiation")
FACTS = {
    "secret": False,
    "regions": ["530602"],
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


def small_cases(id: ProjectId) -> list[SubApproval]:
    """A permit in the city, one that waits for it, one relayed from the county, and a filing."""
    return [
        case("land_pre_examination", stage=STAGE, project=id),
        case("land_use_planning_permit", stage=STAGE, project=id, waits_for=["land_pre_examination"]),
        case("forest_land_use", stage=STAGE, project=id, offices=[COUNTY, CITY]),
        case("geohazard_assessment", stage=STAGE, project=id, offices=[COUNTY], procedure=Procedure.FILING),
    ]


def register(city: City) -> ProjectId:
    """A registered project; everything after that is asked of the machinery."""
    id = ProjectId(uuid4())
    project = project_of(small_cases(id), id=id, code=f"provisional-{id}")
    registering.register(project, by=APPLICANT, at=now())
    with UnitOfWork(city.engine) as work:
        work.projects.add(project)
        work.projects.flush()
        work.records.state_facts(id, FACTS)
    return id


def register_with(city: City, item: str = "land_pre_examination", **changes: object) -> ProjectId:
    """A registered project of one case, with other values."""
    id = ProjectId(uuid4())
    project = project_of([case(item, stage=STAGE, project=id)], id=id, code=f"provisional-{id}")
    for name, value in changes.items():
        setattr(project, name, value)
    registering.register(project, by=APPLICANT, at=now())
    with UnitOfWork(city.engine) as work:
        work.projects.add(project)
        work.projects.flush()
        work.records.state_facts(id, FACTS)
    return id


def sweep_now(city: City) -> Mapping[str, int]:
    with UnitOfWork(city.engine) as work:
        return sweep(work, now=now())


def load(city: City, id: ProjectId) -> Project:
    with UnitOfWork(city.engine) as work:
        return work.projects.load(id)


def is_coded(city: City, id: ProjectId) -> bool:
    return load(city, id).status is not ProjectStatus.REGISTERED


def apply(city: City, id: ProjectId) -> None:
    with UnitOfWork(city.engine) as work:
        applying.apply_for_stage(work, id, STAGE, applicant=APPLICANT, now=now())


def every_dispatched_case_has_arrived(city: City, id: ProjectId) -> bool:
    return all(sub.status is not Status.DISPATCHED for sub in load(city, id).sub_approvals)


def closes(city: City, id: ProjectId) -> Callable[[], bool]:
    """A condition: the stage is closed. Looking at it lets every officer do what lies before him."""

    def look() -> bool:
        project = load(city, id)
        for sub in project.sub_approvals:
            _next_step(city, sub)
        return project.stage(STAGE).status is StageStatus.CLOSED

    return look


def _next_step(city: City, sub: SubApproval) -> None:
    by, at = officer(_at_work(sub)), now()
    with UnitOfWork(city.engine) as work:
        if _is_offered(sub):
            if any(leg.arrived_at for leg in sub.legs if leg.status is LegStatus.OFFERED):
                reviewing.acknowledge(work, sub.id, officer=by, now=at)
        elif sub.status is Status.RECEIVED:
            receiving.accept(work, sub.id, officer=by, now=at)
        elif sub.status is Status.ACCEPTED:
            reviewing.begin_review(work, sub.id, officer=by, now=at)
        elif sub.status is Status.IN_REVIEW:
            _conclude(work, sub, by)


def _conclude(work: UnitOfWork, sub: SubApproval, by: Actor) -> None:
    if sub.decision_leg_is_active:
        reviewing.decide(work, sub.id, outcome=Outcome.APPROVED, number=f"昭{sub.item}", officer=by, now=now())
    else:
        reviewing.hand_over(work, sub.id, opinion="同意转报", officer=by, now=now())


def _at_work(sub: SubApproval) -> object:
    return next(iter(sub.acting_offices), sub.accepting_office)


def _is_offered(sub: SubApproval) -> bool:
    return any(leg.status is LegStatus.OFFERED for leg in sub.legs)


def finished(city: City) -> ProjectId:
    """A project whose first stage is closed, reported in full."""
    project = register(city)
    eventually(lambda: is_coded(city, project))
    apply(city, project)
    eventually(closes(city, project))
    eventually(city.is_quiet)
    return project


def forget_at_the_province(city: City, id: ProjectId) -> None:
    """The province loses every record of a project."""
    with sqlite3.connect(city.directory / "province.sqlite3") as database:
        for table in ("held", "uploads"):
            database.execute(f"DELETE FROM {table} WHERE content LIKE ?", [f"%{load(city, id).code}%"])
    database.close()


def times(city: City, id: ProjectId, type: EventType, sub: SubApprovalId | None = None) -> int:
    """How often the log holds an event."""
    query = "SELECT count(*) FROM events WHERE project_id = :id AND type = :type"
    narrowed = f"{query} AND sub_approval = :sub" if sub else query
    return city.scalar(narrowed, id=id, type=str(type), **({"sub": sub} if sub else {}))


def told(city: City, id: ProjectId) -> list[tuple[str, str]]:
    """Table and key of each record of the project, in the order in which it was to be sent."""
    query = text("SELECT table_name, local_key FROM exchange_records WHERE shard = :id ORDER BY id")
    with city.engine.connect() as connection:
        return [(row.table_name, row.local_key) for row in connection.execute(query, {"id": str(id)})]


def held(city: City, id: ProjectId) -> list[tuple[str, str]]:
    """Table and key of each record the province holds, in the order in which it first accepted them."""
    return [(row.table, row.local_key) for row in city.platform.holdings(project=load(city, id).code)]


def require_everything_once(city: City, projects: Sequence[ProjectId]) -> None:
    """Each case exists and was received once, each join fired once, the province has each record once and in order."""
    for id in projects:
        project = load(city, id)
        assert len(project.sub_approvals) == len({sub.item for sub in project.sub_approvals}) == 4
        assert [times(city, id, EventType.RECEIVED, sub.id) for sub in project.sub_approvals] == [1, 1, 1, 1]
        assert [times(city, id, EventType.DISPATCHED, sub.id) for sub in project.sub_approvals] == [1, 1, 1, 1]
        assert times(city, id, EventType.STAGE_CLOSED) == 1
        assert times(city, id, EventType.CODE_CONFIRMED) == 1
        assert times(city, id, EventType.HAND_OVER_ARRIVED) == 1
        assert held(city, id) == told(city, id)
        assert compare(city.engine, city.platform, id) == []
    assert city.scalar("SELECT count(*) FROM exchange_records WHERE status <> 3") == 0
    assert len(city.province.get("/codes", params={"limit": 1000}).json()["codes"]) == city.scalar(
        "SELECT count(*) FROM projects"
    )
