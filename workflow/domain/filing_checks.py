"""What the filing authority does afterwards: verify, let correct, cancel (条例673 Art.14, 15)."""

from datetime import datetime

from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.lifecycles import FILING
from workflow.domain.people import Actor
from workflow.domain.settling import settle
from workflow.domain.sub_approval import SubApproval

_EVENTS = {
    "verify": EventType.FILING_VERIFIED,
    "correct": EventType.FILING_CORRECTED,
    "cancel": EventType.FILING_CANCELLED,
}


def check_filing(project: Project, sub: SubApproval, trigger: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Verify, correct, or cancel what turns out to be a catalogue or prohibited project.

    Cancelling blocks what still waits for the filing; what has gone out goes on and is named by the event.
    """
    FILING.fire(sub, trigger)
    affected = sorted(project.dependants(sub.item)) if trigger == "cancel" else []
    project.record(_EVENTS[trigger], by=by, at=at, sub=sub, reason=reason, affects=affected)
    settle(project, at)
