"""The opening move of every use case: lock, find, and ask whether the actor may."""

from functools import cache

from catalogs.calendar import Calendar
from catalogs.loader import load
from catalogs.schema import EditionId, ItemKey
from workflow.domain.absence import no_item
from workflow.domain.aggregate import Project
from workflow.domain.ids import ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb, check, may
from workflow.domain.sub_approval import SubApproval
from workflow.store.unit_of_work import UnitOfWork


def project_for(work: UnitOfWork, id: ProjectId, verb: Verb, actor: Actor) -> Project:
    """The project, locked, for an actor who has the verb over it."""
    project = work.projects.lock(id)
    check(actor, verb, project)
    return project


def case_for(work: UnitOfWork, id: SubApprovalId, verb: Verb, actor: Actor) -> tuple[Project, SubApproval]:
    """The sub-approval with its project, locked, for an actor who has the verb over it."""
    project = work.projects.lock_by_sub_approval(id)
    sub = project.sub_approval(id)
    check(actor, verb, project, sub)
    return project, sub


def item_for(project: Project, item: ItemKey, verb: Verb, actor: Actor) -> SubApproval:
    """The attempt that counts at an item of a project, for an actor who has the verb over it.

    An unknown item is told to those who may see the project only.
    """
    sub = project.latest(item)
    if sub is None or not may(actor, verb, project, sub):
        check(actor, Verb.SEE_PROJECT, project)
    if sub is None:
        raise no_item(item, {each.item for each in project.sub_approvals})
    check(actor, verb, project, sub)
    return sub


@cache
def calendar_of(edition: EditionId) -> Calendar:
    """The working-day calendar of a project's edition."""
    return Calendar(load(edition).workcalendar)
