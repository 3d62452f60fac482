"""Legs (接力段): a case passes from county to city and on, with clock, documents and opinions."""

from datetime import datetime

from catalogs.schema import LegRole, OfficeId, RegionCode
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.people import SYSTEM, Actor
from workflow.domain.statuses import IN_HAND, LegStatus, Status
from workflow.domain.sub_approval import Leg, SubApproval
from workflow.domain.words import act, called
from workflow.errors import TransitionRefused


def centre_of(office: OfficeId) -> RegionCode:
    """The centre (by region code) whose queue serves the office."""
    return RegionCode(office.partition(".")[0])


def arrive_first(sub: SubApproval, centre: RegionCode | None, at: datetime) -> list[Leg]:
    """The dispatched case reaches a centre (None: all of them): its legs of the first position begin there."""
    begun = [
        leg
        for leg in _at(sub, 0)
        if sub.status in IN_HAND and leg.status is LegStatus.WAITING and centre in (None, centre_of(leg.office))
    ]
    for leg in begun:
        leg.status, leg.offered_at, leg.arrived_at, leg.acknowledged_at = LegStatus.ACTIVE, at, at, at
    return begun


def hand_over(project: Project, sub: SubApproval, opinion: str, *, by: Actor, at: datetime) -> None:
    """Give the preliminary opinion and pass the case on, once every office of this position has given its own.

    行政许可法 Art.43: the higher organ may not ask for the material again, so nothing is re-collected.
    """
    leg = _held_by(sub, by.office, LegStatus.ACTIVE, LegRole.PRELIMINARY_EXAMINATION)
    if sub.status is not Status.IN_REVIEW or not sub.is_not_held:
        raise _refused(sub, "hand_over", "须在审查中且未停钟", "it must be in review and not on hold")
    leg.status, leg.handed_over_at, leg.opinion = LegStatus.HANDED_OVER, at, opinion
    following = [] if _is_unfinished(sub, leg.position) else _at(sub, leg.position + 1)
    for successor in following:
        successor.status, successor.offered_at = LegStatus.OFFERED, at
    project.record(
        EventType.HANDED_OVER,
        by=by,
        at=at,
        sub=sub,
        reason=opinion,
        office=leg.office,
        to=[successor.office for successor in following],
    )


def take_over(project: Project, sub: SubApproval, centre: RegionCode, *, at: datetime) -> bool:
    """The case handed over has reached the receiver's centre; False when it had before."""
    offered = [leg for leg in sub.legs if leg.status is LegStatus.OFFERED and not leg.arrived_at]
    arrived = [leg for leg in offered if centre_of(leg.office) == centre]
    for leg in arrived:
        leg.arrived_at = at
        project.record(EventType.HAND_OVER_ARRIVED, by=SYSTEM, at=at, sub=sub, office=leg.office, centre=centre)
    return bool(arrived)


def acknowledge(project: Project, sub: SubApproval, *, by: Actor, at: datetime) -> None:
    """The receiver's hand-over receipt; from now on the case is his."""
    leg = _held_by(sub, by.office, LegStatus.OFFERED, None)
    # An officer may be quicker than the queue: the case has arrived when he has it.
    leg.status, leg.arrived_at, leg.acknowledged_at = LegStatus.ACTIVE, leg.arrived_at or at, at
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


def _is_unfinished(sub: SubApproval, position: int) -> bool:
    return any(leg.status is not LegStatus.HANDED_OVER for leg in _at(sub, position))


def _held_by(sub: SubApproval, office: OfficeId | None, status: LegStatus, role: LegRole | None) -> Leg:
    for leg in sub.legs:
        if leg.office == office and leg.status is status and role in (None, leg.role):
            return leg
    verb = "acknowledge" if status is LegStatus.OFFERED else "hand_over"
    known = act(verb)
    raise _refused(sub, verb, f"部门 {office} 没有可“{known.zh}”的接力段", f"office {office} has no leg to {known.en}")


def _refused(sub: SubApproval, verb: str, why_zh: str, why_en: str) -> TransitionRefused:
    offices = ", ".join(sub.acting_offices) or "-"
    return TransitionRefused(
        f"办件状态为“{called(sub.status).zh}”，不能“{act(verb).zh}”：{why_zh}。",
        f"The case is {called(sub.status).en}; '{act(verb).en}' is not possible: {why_en}.",
        mend_zh=f"现在可以办理的部门：{offices}。",
        mend_en=f"Offices that can act now: {offices}.",
        trigger=verb,
        status=str(sub.status),
    )
