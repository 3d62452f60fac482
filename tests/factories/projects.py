"""Projects for tests: sensible defaults, a test states only what matters to it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from catalogs.schema import (
    EditionId,
    ItemKey,
    ItemRole,
    JoinPolicy,
    Kind,
    LegRole,
    LimitUnit,
    MaterialKey,
    OfficeId,
    Procedure,
    RegionCode,
    StageCode,
    StageOpening,
    ThemeKey,
)
from workflow.domain import registering
from workflow.domain.aggregate import Project, Stage
from workflow.domain.ids import ProjectId, stage_id, sub_approval_id
from workflow.domain.people import Actor, Role
from workflow.domain.sub_approval import Leg, SubApproval

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # a Monday, noon in Zhaotong
PROJECT = ProjectId(UUID("00000000-0000-4000-8000-000000000001"))
CITY = OfficeId("530600.natural_resources")
COUNTY = OfficeId("530602.natural_resources")
CREDIT_CODE = "91350100M000100Y43"
APPLICANT = Actor(role=Role.APPLICANT, id="applicant", name="李工", organisation=CREDIT_CODE)


def officer(office: OfficeId = CITY) -> Actor:
    return Actor(role=Role.OFFICER, id=f"officer-{office}", name="王科", office=office)


def minutes(count: int) -> datetime:
    """An instant that many minutes after the story begins."""
    return NOON + timedelta(minutes=count)


def case(
    item: str,
    *,
    stage: str = "1",
    project: ProjectId = PROJECT,
    role: ItemRole = ItemRole.MANDATORY,
    procedure: Procedure = Procedure.PERMIT,
    files_itself: bool | None = None,
    waits_for: Sequence[str] = (),
    needs: Sequence[str] = (),
    offices: Sequence[OfficeId] = (CITY,),
    milestone: bool = False,
    of_lead_office: bool = False,
    limit_days: int | None = 20,
    limit_unit: LimitUnit = LimitUnit.WORKING_DAY,
) -> SubApproval:
    """A planned sub-approval; several offices are legs one after the other, the last decides."""
    last = len(offices) - 1
    return SubApproval(
        id=sub_approval_id(project, ItemKey(item), 1),
        stage=StageCode(stage),
        item=ItemKey(item),
        role=role,
        procedure=procedure,
        files_itself=procedure is Procedure.FILING if files_itself is None else files_itself,
        milestone=milestone,
        of_lead_office=of_lead_office,
        limit_days=limit_days,
        limit_unit=limit_unit,
        promised_days=None,
        waits_for=[ItemKey(key) for key in waits_for],
        needs=[MaterialKey(key) for key in needs],
        legs=[
            Leg(
                position=position,
                office=office,
                role=LegRole.DECISION if position == last else LegRole.PRELIMINARY_EXAMINATION,
            )
            for position, office in enumerate(offices)
        ],
    )


def project_of(
    cases: Sequence[SubApproval],
    *,
    id: ProjectId = PROJECT,
    joins: Mapping[str, JoinPolicy] | None = None,
    opens: Mapping[str, StageOpening] | None = None,
    start_requires: Sequence[str] = (),
    code: str = "2603-530602-04-01-100001",
) -> Project:
    """A draft project with these cases; its stages follow from them, each after the one before."""
    codes = sorted({sub.stage for sub in cases})
    return Project(
        id=id,
        name="大山包风电场",
        kind=Kind.VERIFICATION,
        edition=EditionId("zhaotong-2026"),
        theme=ThemeKey("energy"),
        region=RegionCode("530602"),
        applicant_code=CREDIT_CODE,
        applicant_name="昭通风能有限公司",
        code=code,
        start_requires=[ItemKey(key) for key in start_requires],
        sub_approvals=list(cases),
        stages=[
            Stage(
                id=stage_id(id, code),
                stage=code,
                order=order,
                lead_office=CITY,
                join=(joins or {}).get(code, JoinPolicy.ALL),
                opens=(opens or {}).get(code, StageOpening.CODED if order == 0 else StageOpening.PREVIOUS_CLOSED),
            )
            for order, code in enumerate(codes)
        ],
    )


def coded(project: Project) -> Project:
    """The project registered and its code confirmed."""
    registering.register(project, by=APPLICANT, at=NOON)
    registering.confirm_code(project, project.code, at=NOON)
    return project
