"""Ends of a project other than completion and withdrawal: it lapses with its permits, or is terminated."""

from datetime import datetime

from workflow.domain.aggregate import Project
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.lifecycles import PROJECT
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.statuses import UNDECIDED

_EVENTS = {"lapse": EventType.PROJECT_LAPSED, "terminate": EventType.PROJECT_TERMINATED}


def end(project: Project, trigger: str, *, reason: str, basis: str, by: Actor, at: datetime) -> None:
    """End the project; cases that are not decided are voided with it."""
    PROJECT.fire(project, trigger)
    for sub in project.sub_approvals:
        if sub.status in UNDECIDED:
            end_case(sub, "void", at=at)
            project.record(EventType.VOIDED, by=SYSTEM, at=at, sub=sub, reason=reason)
    project.record(_EVENTS[trigger], by=by, at=at, reason=reason, basis=basis)
