"""Legs (接力段): a case passes from county to city and on, with clock, documents and opinions."""

from datetime import datetime

from catalogs.schema import LegRole, OfficeId, RegionCode
from workflow.domain.aggregate import Leg, Project, SubApproval
from workflow.domain.events import EventType
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.statuses import LegStatus, Status
from workflow.errors import TransitionRefused


def centre_of(office: OfficeId) -> RegionCode:
    """The centre (by region code) whose queue serves the office."""
    return RegionCode(office.partition(".")[0])


def activate_first(sub: SubApproval, at: datetime) -> None:
    """The case lies before the first office, and before those that examine beside it."""
    for leg in _at(sub, 0):
        leg.status, leg.offered_at, leg.arrived_at, leg.acknowledged_at = LegStatus.ACTIVE, at, at, at


def hand_over(project: Project, sub: SubApproval, opinion: str, *, by: Actor, at: datetime) -> None:
    """Give the preliminary opinion and pass the case on, once every office of this position has given its own.

    行政许可法 Art.43: the higher organ may not ask for the material again, so nothing is re-collected.
    """
    leg = _held_by(sub, by.office, LegStatus.ACTIVE, LegRole.PRELIMINARY_EXAMINATION)
    if sub.status is not Status.IN_REVIEW or not sub.is_not_held:
        raise _refused(sub, "hand_over", "须在审查中且未停钟", "it must be in review and not on hold")
    leg.status, leg.handed_over_at, leg.opinion = LegStatus.HANDED_OVER, at, opinion
    following = [] if _still_active(sub, leg.position) else _at(sub, leg.position + 1)
    for successor in following:
        successor.status, successor.offered_at = LegStatus.OFFERED, at
    project.record(
        EventType.HANDED_OVER,
        by=by,
        at=at,
        sub=sub,
        reason=opinion,
        basis="行政许可法 Art.43",
        office=leg.office,
        to=[successor.office for successor in following],
    )


def take_over(project: Project, sub: SubApproval, centre: RegionCode, *, at: datetime) -> bool:
    """The case handed over has reached the receiver's centre; False when it had before."""
    arrived = [leg for leg in sub.legs if leg.offered_at and not leg.arrived_at and centre_of(leg.office) == centre]
    for leg in arrived:
        leg.arrived_at = at
        project.record(EventType.HAND_OVER_ARRIVED, by=SYSTEM, at=at, sub=sub, office=leg.office, centre=centre)
    return bool(arrived)


def acknowledge(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """The receiver's hand-over receipt; from now on the case is his."""
    leg = _held_by(sub, by.office, LegStatus.OFFERED, None)
    leg.status, leg.acknowledged_at = LegStatus.ACTIVE, at
    project.record(EventType.HAND_OVER_ACKNOWLEDGED, by=by, at=at, sub=sub, office=leg.office)


def finish(sub: SubApproval) -> None:
    """The case has ended: no leg waits any longer."""
    for leg in sub.legs:
        if leg.status in (LegStatus.ACTIVE, LegStatus.OFFERED):
            leg.status = LegStatus.FINISHED
        elif leg.status is LegStatus.WAITING:
            leg.status = LegStatus.SKIPPED


def _at(sub: SubApproval, position: int) -> list[Leg]:
    return [leg for leg in sub.legs if leg.position == position]


def _still_active(sub: SubApproval, position: int) -> bool:
    return any(leg.status is LegStatus.ACTIVE for leg in _at(sub, position))


def _held_by(sub: SubApproval, office: OfficeId | None, status: LegStatus, role: LegRole | None) -> Leg:
    for leg in sub.legs:
        if leg.office == office and leg.status is status and role in (None, leg.role):
            return leg
    verb = "acknowledge" if status is LegStatus.OFFERED else "hand_over"
    raise _refused(sub, verb, f"部门 {office} 没有待{verb}的接力段", f"office {office} holds no leg to {verb}")


def _refused(sub: SubApproval, verb: str, why_zh: str, why_en: str) -> TransitionRefused:
    offices = ", ".join(sub.acting_offices) or "-"
    return TransitionRefused(
        f"办件状态为“{sub.status}”，不能执行“{verb}”：{why_zh}。",
        f"The case is {sub.status}; '{verb}' is not possible: {why_en}.",
        mend_zh=f"现在可以办理的部门：{offices}。",
        mend_en=f"Offices that can act now: {offices}.",
        trigger=verb,
        status=str(sub.status),
    )
