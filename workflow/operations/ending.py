"""The end of a project by the authority's word."""

from datetime import datetime

from workflow.domain import ending
from workflow.domain.aggregate import Project
from workflow.domain.ids import ProjectId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb
from workflow.operations.cases import project_for
from workflow.store.unit_of_work import UnitOfWork


def terminate(work: UnitOfWork, id: ProjectId, *, reason: str, basis: str, actor: Actor, now: datetime) -> Project:
    """Terminate a project before its completion; cases that are not decided are voided with it."""
    project = project_for(work, id, Verb.TERMINATE, actor)
    ending.end(project, "terminate", reason=reason, basis=basis, by=actor, at=now)
    return project
