"""The applicant's verbs on a registered project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalogs.edition import Edition
from catalogs.facts import typed
from catalogs.planning import plan_item
from catalogs.schema import ItemKey, MaterialKey, StageCode
from workflow.domain import applying, registering, withdrawing
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId, ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb, check
from workflow.domain.sub_approval import SubApproval
from workflow.errors import WrongInput
from workflow.operations.cases import case_for, project_for
from workflow.operations.requiring import require_material
from workflow.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A content the file store holds."""

    sha256: str
    size: int  # bytes
    filename: str
    media_type: str


def submit_document(
    work: UnitOfWork,
    id: ProjectId,
    *,
    material: MaterialKey,
    file: StoredFile,
    applicant: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
) -> Document:
    """Hand in a version of a material, once for every item that asks for it."""
    _refuse_empty(file)
    project = project_for(work, id, Verb.SUBMIT_DOCUMENT, applicant)
    require_material(project.edition, material)
    document = document_for(work, project, material, file, by=applicant, now=now, new_id=new_id)
    applying.submit_document(project, document, by=applicant, at=now)
    return document


def _refuse_empty(file: StoredFile) -> None:
    if file.size == 0:
        raise WrongInput(
            f"文件“{file.filename}”是空的。",
            f"The file '{file.filename}' is empty.",
            mend_zh="请检查后上传有内容的文件。",
            mend_en="Check it and hand in a file with content.",
            filename=file.filename,
        )


def document_for(
    work: UnitOfWork,
    project: Project,
    material: MaterialKey,
    file: StoredFile,
    *,
    by: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
) -> Document:
    """The next version of a material, its content known to the store."""
    work.records.add_file(sha256=file.sha256, size=file.size, media_type=file.media_type, at=now)
    return Document(
        id=DocumentId(new_id()),
        material=material,
        version=work.records.next_version(project.id, material),
        sha256=file.sha256,
        size=file.size,
        filename=file.filename,
        media_type=file.media_type,
        submitted_at=now,
        submitted_by=by.id,
    )


def apply_for_stage(
    work: UnitOfWork,
    id: ProjectId,
    stage: StageCode,
    *,
    items: Sequence[ItemKey] | None = None,
    applicant: Actor,
    now: datetime,
) -> Project:
    """One application for a stage; see the domain for what goes out at once and what follows by itself."""
    project = project_for(work, id, Verb.APPLY, applicant)
    applying.apply_for_stage(project, stage, items, by=applicant, at=now)
    return project


def apply_again(work: UnitOfWork, id: ProjectId, item: ItemKey, *, applicant: Actor, now: datetime) -> SubApproval:
    """A new attempt at an item that ended without passing."""
    project = project_for(work, id, Verb.APPLY_AGAIN, applicant)
    return applying.apply_again(project, item, by=applicant, at=now)


def add_item(
    work: UnitOfWork, edition: Edition, id: ProjectId, item: ItemKey, *, reason: str, actor: Actor, now: datetime
) -> SubApproval:
    """An item of the project's theme that turned out to be necessary; its stage says which office may add it."""
    project = project_for(work, id, Verb.SEE_PROJECT, actor)
    addition = plan_item(
        edition,
        typed(edition, work.records.facts(id)),
        item,
        present={sub.item for sub in project.sub_approvals},
        stages={stage.stage for stage in project.stages},
    )
    if addition.new_stage:
        project.stages.append(registering.stage_from(id, addition.new_stage))
    stage = project.stage(addition.stage)
    needs = [d.material for d in addition.documents if d.form == "file" and not d.comes_from and item in d.serves]
    sub = registering.sub_approval_from(id, stage.stage, addition.item, stage.lead_office, needs)
    check(actor, Verb.ADD_ITEM, project, sub)
    applying.add_item(
        project,
        sub,
        unlocks=addition.unlocks,
        start_requires=addition.start_requires,
        by=actor,
        at=now,
        reason=reason,
    )
    return sub


def request_withdrawal(work: UnitOfWork, id: SubApprovalId, *, reason: str, applicant: Actor, now: datetime) -> None:
    project, sub = case_for(work, id, Verb.REQUEST_WITHDRAWAL, applicant)
    withdrawing.request_withdrawal(project, sub, reason=reason, by=applicant, at=now)


def request_withdrawal_of_project(
    work: UnitOfWork, id: ProjectId, *, reason: str, applicant: Actor, now: datetime
) -> Project:
    project = project_for(work, id, Verb.REQUEST_WITHDRAWAL, applicant)
    withdrawing.request_withdrawal_of_project(project, reason=reason, by=applicant, at=now)
    return project


def report_start(work: UnitOfWork, id: ProjectId, *, applicant: Actor, now: datetime) -> Project:
    project = project_for(work, id, Verb.REPORT_CONSTRUCTION, applicant)
    applying.report_start(project, by=applicant, at=now)
    return project


def report_completion(work: UnitOfWork, id: ProjectId, *, applicant: Actor, now: datetime) -> Project:
    project = project_for(work, id, Verb.REPORT_CONSTRUCTION, applicant)
    applying.report_completion(project, by=applicant, at=now)
    return project
