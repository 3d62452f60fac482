"""A filing is complete when its information is complete: receipt of all of it is the filing (条例673 Art.13)."""

from datetime import datetime

from workflow.domain.aggregate import Project
from workflow.domain.clock import local_date
from workflow.domain.closing import end_case
from workflow.domain.events import EventType
from workflow.domain.lifecycles import FILING
from workflow.domain.people import SYSTEM
from workflow.domain.statuses import Outcome, Status
from workflow.domain.sub_approval import SubApproval


def is_complete(sub: SubApproval) -> bool:
    """Received with its documents, which dispatch has checked, and not being withdrawn."""
    return sub.files_itself and sub.status is Status.RECEIVED and sub.is_not_held


def file(project: Project, sub: SubApproval, *, at: datetime) -> None:
    """No office approves it; the system records that it is filed."""
    end_case(sub, "file", at=at)
    FILING.fire(sub, "file")
    sub.outcome, sub.decided_at, sub.result_on = Outcome.APPROVED, at, local_date(at)
    sub.result_number = f"{project.code}-{sub.item}-{sub.attempt}"
    project.record(EventType.FILED, by=SYSTEM, at=at, sub=sub, number=sub.result_number)
