"""Ends of a project other than completion and withdrawal: it lapses with its permits, or is terminated."""

from datetime import datetime

from workflow.domain import relaying
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.holding import close_all
from workflow.domain.lifecycles import PROJECT, SUB_APPROVAL
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.statuses import UNDECIDED

_EVENTS = {"lapse": EventType.PROJECT_LAPSED, "terminate": EventType.PROJECT_TERMINATED}


def end(project: Project, trigger: str, *, reason: str, basis: str, by: Actor, at: datetime) -> None:
    """End the project; cases that are not decided are voided with it."""
    PROJECT.fire(project, trigger)
    for sub in project.sub_approvals:
        if sub.status in UNDECIDED:
            SUB_APPROVAL.fire(sub, "void")
            relaying.finish(sub)
            close_all(sub, at=at)
            project.record(EventType.VOIDED, by=SYSTEM, at=at, sub=sub, reason=reason)
    project.record(_EVENTS[trigger], by=by, at=at, reason=reason, basis=basis)
