"""How a case ends: once, by its lifecycle, with nothing left open beside it and no leg waiting."""

from datetime import datetime

from workflow.domain import relaying
from workflow.domain.holding import close_all
from workflow.domain.lifecycles import SUB_APPROVAL
from workflow.domain.sub_approval import SubApproval


def end_case(sub: SubApproval, trigger: str, *, at: datetime) -> None:
    """Fire the trigger that ends it; a refusal leaves everything as it was."""
    SUB_APPROVAL.fire(sub, trigger)
    close_all(sub, at=at)
    relaying.finish(sub)
