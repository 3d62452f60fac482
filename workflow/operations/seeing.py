"""Looking at a project or a case: loaded without a lock, for those who may see it."""

from collections.abc import Mapping

from catalogs.schema import OfficeId
from workflow.domain.aggregate import Document, Project, SubApproval
from workflow.domain.ids import DocumentId, ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Scope, Verb, check, scopes
from workflow.errors import NotPermitted
from workflow.store.unit_of_work import UnitOfWork


def see_project(work: UnitOfWork, id: ProjectId, *, viewer: Actor) -> Project:
    """The project as it stands."""
    project = work.projects.load(id)
    check(viewer, Verb.SEE_PROJECT, project)
    return project


def see_facts(work: UnitOfWork, id: ProjectId, *, viewer: Actor) -> Mapping[str, object]:
    """What the project stated about itself."""
    see_project(work, id, viewer=viewer)
    return work.records.facts(id)


def see_case(work: UnitOfWork, id: SubApprovalId, *, viewer: Actor) -> tuple[Project, SubApproval]:
    """The sub-approval with its project."""
    project = work.projects.load_by_sub_approval(id)
    check(viewer, Verb.SEE_PROJECT, project)
    return project, project.sub_approval(id)


def see_document(work: UnitOfWork, id: DocumentId, *, viewer: Actor) -> Document:
    """A document, also one that a newer version has replaced."""
    project, document = work.records.document(id)
    check(viewer, Verb.SEE_PROJECT, work.projects.load(project))
    return document


def require(viewer: Actor, verb: Verb) -> None:
    """Let on only those whose role has the verb at all: for what belongs to no project."""
    check(viewer, verb)


def reach_of(viewer: Actor, verb: Verb) -> frozenset[Scope]:
    """What a list must be narrowed to for this viewer."""
    return scopes(viewer, verb)


def inbox_office(viewer: Actor) -> OfficeId:
    """The office whose inbox the viewer sees."""
    scopes(viewer, Verb.SEE_INBOX)
    if viewer.office is None:
        raise NotPermitted(
            f"“{viewer.name}”不属于任何部门，没有收件箱。",
            f"{viewer.name} belongs to no office and has no inbox.",
            mend_zh="请管理员为该账户指定部门。",
            mend_en="Ask the administrator to give the account its office.",
        )
    return viewer.office
