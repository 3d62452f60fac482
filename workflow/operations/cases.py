"""The opening move of every use case: lock, find, and ask whether the actor may."""

from functools import cache

from catalogs.calendar import Calendar
from catalogs.loader import load
from catalogs.schema import EditionId
from workflow.domain.aggregate import Project, SubApproval
from workflow.domain.ids import ProjectId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb, check
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


@cache
def calendar_of(edition: EditionId) -> Calendar:
    """The working-day calendar of a project's edition."""
    return Calendar(load(edition).workcalendar)
