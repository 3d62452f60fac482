"""A project as the counter shows it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from api.labels import Label, names_of
from catalogs.schema import Kind
from workflow.domain.aggregate import Project
from workflow.domain.statuses import CodeStatus, ProjectStatus, StageStatus
from workflow.views.projects import ProjectLine


class ApplicantOut(BaseModel):
    code: str = Field(examples=["91530602MA6WND016R"])
    name: str


class StageSummary(BaseModel):
    stage: Label
    order: int
    status: StageStatus
    is_blocked: bool


class ProjectOut(BaseModel):
    """A project (项目)."""

    id: UUID
    code: str = Field(examples=["2603-530602-04-01-123450"])
    code_status: CodeStatus = Field(description="临时或已确认 · provisional until the province confirms it")
    name: str
    kind: Kind
    edition: str
    theme: Label
    region: Label
    applicant: ApplicantOut
    status: ProjectStatus
    withdrawal_reason: str
    start_requires: list[Label] = Field(description="开工前须通过的事项 · what must have passed before construction")
    missing_for_start: list[Label]
    registered_at: datetime | None
    stages: list[StageSummary]


class ProjectLineOut(BaseModel):
    id: UUID
    code: str
    code_status: CodeStatus
    name: str
    kind: Kind
    theme: Label
    region: Label
    applicant_name: str
    status: ProjectStatus
    registered_at: datetime
    cases: int
    cases_ended: int


def project_out(project: Project) -> ProjectOut:
    names = names_of(project.edition)
    return ProjectOut(
        id=project.id,
        code=project.code,
        code_status=project.code_status,
        name=project.name,
        kind=project.kind,
        edition=project.edition,
        theme=names.theme(project.theme),
        region=names.region(project.region),
        applicant=ApplicantOut(code=project.applicant_code, name=project.applicant_name),
        status=project.status,
        withdrawal_reason=project.withdrawal_reason,
        start_requires=[names.item(item) for item in project.start_requires],
        missing_for_start=[names.item(item) for item in project.start_requires if not project.has_passed(item)],
        registered_at=project.registered_at,
        stages=[
            StageSummary(
                stage=names.stage(project.theme, stage.stage),
                order=stage.order,
                status=stage.status,
                is_blocked=stage.is_blocked,
            )
            for stage in sorted(project.stages, key=lambda stage: stage.order)
        ],
    )


def project_line_out(line: ProjectLine) -> ProjectLineOut:
    names = names_of(line.edition)
    plain = {name: getattr(line, name) for name in ProjectLineOut.model_fields if name not in ("theme", "region")}
    return ProjectLineOut(**plain, theme=names.theme(line.theme), region=names.region(line.region))
