"""A project comes into being: registered here, or declared at the province, and given its code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from catalogs.codes import compose, read_credit_code, read_project_code
from catalogs.edition import Edition
from catalogs.facts import as_json, require_what_is_always_asked, typed
from catalogs.plan import Facts, Plan
from catalogs.planning import plan
from catalogs.schema import RegionCode
from workflow.domain import registering
from workflow.domain.aggregate import Project
from workflow.domain.clock import local_date
from workflow.domain.events import EventType
from workflow.domain.ids import ProjectId
from workflow.domain.people import PROVINCE, Actor
from workflow.domain.permissions import Verb, check
from workflow.errors import Conflict, WrongInput
from workflow.operations.tellable import require_tellable
from workflow.store.unit_of_work import UnitOfWork

# Segments three and four of a provisional code: the investment departments' line (04 国家发展改革委), 01 基本建设.
# The platform confirms the code or puts its own in its place, so nothing is read out of them here.
PROVISIONAL_DEPARTMENT = "04"
PROVISIONAL_TYPE = "01"
TRIES = 20  # draws of a serial before giving up


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """The organisation a project belongs to."""

    code: str  # unified social credit code
    name: str


def register(
    work: UnitOfWork,
    edition: Edition,
    *,
    name: str,
    applicant: Applicant,
    stated: Mapping[str, object],
    registrant: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
    new_serial: Callable[[], int],
) -> Project:
    """Register a project with the facts it states. A prohibited or secret project is refused before anything is kept.

    Raises the catalogue's `WrongFacts`, `UndeterminedFacts` and `ProjectRefused`, `WrongCode` for a wrong credit code.
    """
    project, facts = _draft(
        edition,
        ProjectId(new_id()),
        name=name,
        applicant=applicant,
        stated=stated,
        on=local_date(now),
        serial=new_serial(),
    )
    check(registrant, Verb.REGISTER, project)
    _take_free_code(work, project, on=local_date(now), new_serial=new_serial)
    registering.register(project, by=registrant, at=now)
    _keep(work, project, facts)
    return project


def arrive_from_province(
    work: UnitOfWork,
    edition: Edition,
    *,
    code: str,
    name: str,
    applicant: Applicant,
    stated: Mapping[str, object],
    now: datetime,
    new_id: Callable[[], UUID],
) -> Project | None:
    """A project declared at the provincial portal arrives with its code; None when it had arrived before."""
    if work.projects.knows_code(code):
        return None
    project, facts = _draft(
        edition, ProjectId(new_id()), name=name, applicant=applicant, stated=stated, on=local_date(now), serial=0
    )
    read_project_code(code)
    project.code = code
    registering.declare_at_province(project, code=code, at=now)
    _keep(work, project, facts)
    return project


def confirm_code(work: UnitOfWork, id: ProjectId, *, code: str, now: datetime) -> None:
    """The platform's answer to our request for a code."""
    project = work.projects.lock(id)
    if work.projects.knows_code(code) and project.code != code:
        raise Conflict(
            f"项目代码 {code} 已属于另一个项目。",
            f"The project code {code} belongs to another project.",
            mend_zh="请与省级平台核对该代码属于哪个项目。",
            mend_en="Settle with the provincial platform whose code it is.",
            code=code,
        )
    registering.confirm_code(project, code, at=now)


def refuse_code(work: UnitOfWork, id: ProjectId, *, reason: str, now: datetime) -> None:
    """The platform's refusal of our request for a code, for the applicant to read."""
    registering.refuse_code(work.projects.lock(id), reason=reason, at=now)


def receive_supervision_order(
    work: UnitOfWork,
    *,
    id: str,
    project_code: str,
    item: str | None,
    matter: str,
    due_on: date,
    issued_by: str,
    issued_at: datetime,
    now: datetime,
) -> bool:
    """A supervision order (督办) of the province; False when it had arrived before."""
    project = work.projects.lock_by_code(project_code)
    is_new = work.records.add_supervision_order(
        id=id,
        project=project.id,
        item=item,
        matter=matter,
        due_on=due_on,
        issued_by=issued_by,
        issued_at=issued_at,
        at=now,
    )
    if is_new:
        project.record(
            EventType.SUPERVISION_ORDER_RECEIVED,
            by=PROVINCE,
            at=now,
            reason=matter,
            order=id,
            item=item,
            due_on=due_on.isoformat(),
            issued_by=issued_by,
        )
    return is_new


def plan_of(work: UnitOfWork, project: Project, edition: Edition) -> Plan:
    """The plan of a registered project, by its own edition and the facts it stated."""
    return plan(edition, typed(edition, work.records.facts(project.id)))


def _draft(
    edition: Edition,
    id: ProjectId,
    *,
    name: str,
    applicant: Applicant,
    stated: Mapping[str, object],
    on: date,
    serial: int,
) -> tuple[Project, dict[str, object]]:
    read_credit_code(applicant.code)
    facts = typed(edition, stated)
    planned = plan(edition, facts)
    require_what_is_always_asked(edition, facts)
    _refuse_an_end_before_the_start(facts)
    require_tellable({"name": name, "applicant.name": applicant.name, **facts})
    main_county = cast("tuple[RegionCode, ...]", facts["regions"])
    project = registering.from_plan(
        planned,
        id=id,
        name=name,
        region=main_county[0],
        applicant_code=applicant.code,
        applicant_name=applicant.name,
        provisional_code=_provisional_code(on, main_county[0], serial),
    )
    return project, as_json(facts)


def _refuse_an_end_before_the_start(facts: Facts) -> None:
    start, end = str(facts["planned_start"]), str(facts["planned_end"])  # ISO dates, which compare as text
    if end < start:
        raise WrongInput(
            f"计划建成日期 {end} 早于计划开工日期 {start}。",
            f"The planned end, {end}, lies before the planned start, {start}.",
            mend_zh="请改正 planned_start 或 planned_end。",
            mend_en="Mend planned_start or planned_end.",
            fact="planned_end",
        )


def _take_free_code(work: UnitOfWork, project: Project, *, on: date, new_serial: Callable[[], int]) -> None:
    """Another serial while the one drawn is taken: a county's month has only a hundred thousand."""
    for _ in range(TRIES):
        if not work.projects.code_is_in_use(project.code):
            return
        project.code = _provisional_code(on, project.region, new_serial())
    raise Conflict(
        f"没有抽到可用的临时项目代码（{project.code} 等已被占用）。",
        f"No free provisional code was drawn ({project.code} and others are taken).",
        mend_zh="请重新提交。",
        mend_en="Submit it again.",
        code=project.code,
    )


def _provisional_code(on: date, region: RegionCode, serial: int) -> str:
    return compose(on, region=region, department=PROVISIONAL_DEPARTMENT, project_type=PROVISIONAL_TYPE, serial=serial)


def _keep(work: UnitOfWork, project: Project, facts: dict[str, object]) -> None:
    work.projects.add(project)
    work.projects.flush()
    work.records.state_facts(project.id, facts)
