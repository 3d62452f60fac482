"""Looking at a project or a case: loaded without a lock, for those who may see it."""

from collections.abc import Mapping

from catalogs.schema import OfficeId
from workflow.domain.absence import no_document
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId, ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Scope, Verb, check, may, scopes
from workflow.domain.sub_approval import SubApproval
from workflow.errors import NotFound, NotPermitted
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
    sub = project.sub_approval(id)
    check(viewer, Verb.SEE_PROJECT, project, sub)
    return project, sub


def after_act(work: UnitOfWork, id: SubApprovalId) -> tuple[Project, SubApproval]:
    """The case as an act in this transaction has left it.

    Whoever was let act sees what came of it, even when the act was the last he had to do with the project.
    """
    project = work.projects.load_by_sub_approval(id)
    return project, project.sub_approval(id)


def see_document(work: UnitOfWork, id: DocumentId, *, viewer: Actor) -> Document:
    """A document, also one that a newer version has replaced."""
    project, document = work.records.document(id)
    try:
        check(viewer, Verb.SEE_PROJECT, work.projects.load(project))
    except NotFound:
        raise no_document(id) from None
    return document


def see_supervision_orders(work: UnitOfWork, id: ProjectId, *, viewer: Actor) -> frozenset[Scope]:
    """Let on those who may know of a project's orders; how far they may."""
    check(viewer, Verb.SEE_SUPERVISION_ORDERS, work.projects.load(id))
    return scopes(viewer, Verb.SEE_SUPERVISION_ORDERS)


def may_see_supervision_orders(viewer: Actor, project: Project) -> bool:
    return may(viewer, Verb.SEE_SUPERVISION_ORDERS, project)


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
