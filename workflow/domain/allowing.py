"""What a person can do about a case now: the permission gate and the lifecycles asked before anything is tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogs.schema import LegRole
from workflow.domain.aggregate import Project
from workflow.domain.lifecycles import FILING, SUB_APPROVAL
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb, may
from workflow.domain.statuses import CLOCK_RUNS, UNDECIDED, FilingStatus, Hold, LegStatus, Status
from workflow.domain.sub_approval import SubApproval


class Action(StrEnum):
    """An act on a case; the value is the last part of its address in the API."""

    ACCEPT = "acceptance"
    REFUSE_ACCEPTANCE = "acceptance-refusal"
    REQUEST_CORRECTION = "correction-requests"
    SUBMIT_CORRECTION = "correction"
    RETURN = "return"
    BEGIN_REVIEW = "review"
    START_SPECIAL_PROCEDURE = "special-procedure"
    END_SPECIAL_PROCEDURE = "special-procedure/end"
    REQUEST_OPINION = "opinion-requests"
    GIVE_OPINION = "opinions"
    HAND_OVER = "hand-over"
    ACKNOWLEDGE = "acknowledgement"
    DECIDE = "decision"
    DELIVER = "delivery"
    REQUEST_WITHDRAWAL = "withdrawal"
    CONFIRM_WITHDRAWAL = "withdrawal/confirmation"
    REFUSE_WITHDRAWAL = "withdrawal/refusal"
    CHECK_FILING = "filing-checks"
    APPLY_AGAIN = "applications"


@dataclass(frozen=True)
class _Asked:
    """Who asks about which case."""

    actor: Actor
    project: Project
    sub: SubApproval
    on: date


@dataclass(frozen=True)
class _Way:
    """The verb an action needs, and whether the case stands so that it can be done."""

    verb: Verb
    is_possible: Callable[[_Asked], bool]


def allowed(actor: Actor, project: Project, sub: SubApproval, *, on: date) -> tuple[Action, ...]:
    """The actions open to the actor on a day; one that is missing here would be refused."""
    asked = _Asked(actor, project, sub, on)
    return tuple(
        action for action, way in _WAYS.items() if may(actor, way.verb, project, sub) and way.is_possible(asked)
    )


def _fires(trigger: str) -> Callable[[_Asked], bool]:
    return lambda asked: SUB_APPROVAL.allows(asked.sub, trigger)


def _awaits_acceptance(asked: _Asked) -> bool:
    is_new = asked.sub.status is Status.RECEIVED and asked.sub.is_not_held
    return is_new and bool(asked.sub.needs) and not asked.sub.has_been_asked_to_correct


def _may_be_returned(asked: _Asked) -> bool:
    return SUB_APPROVAL.allows(asked.sub, "return") and not asked.sub.waits_for_correction(asked.on)


def _may_be_decided(asked: _Asked) -> bool:
    return asked.sub.is_before_its_decision and not asked.sub.waits_for_opinion(asked.on)


def _may_stop_the_clock(asked: _Asked) -> bool:
    return asked.sub.status in CLOCK_RUNS and asked.sub.is_not_held


def _examines(asked: _Asked) -> bool:
    in_review = asked.sub.status is Status.IN_REVIEW and asked.sub.is_not_held
    return in_review and any(
        leg.office == asked.actor.office
        and leg.status is LegStatus.ACTIVE
        and leg.role is LegRole.PRELIMINARY_EXAMINATION
        for leg in asked.sub.legs
    )


def _may_withdraw(asked: _Asked) -> bool:
    return asked.sub.status in UNDECIDED and not asked.sub.withdrawal_is_pending


def _is_filed(asked: _Asked) -> bool:
    return asked.sub.filing is not FilingStatus.NONE and bool(FILING.allowed(asked.sub))


def _ended_without_passing(asked: _Asked) -> bool:
    sub, project = asked.sub, asked.project
    has_failed = sub.has_ended and not sub.has_passed and sub.filing is not FilingStatus.CANCELLED
    return project.is_open and project.latest(sub.item) is sub and has_failed


# Whom the gate lets through to these, the case has made so: an open consultation of his office, a leg offered to it.
def _always(_asked: _Asked) -> bool:
    return True


_WAYS: Mapping[Action, _Way] = {
    Action.ACCEPT: _Way(Verb.ACCEPT, _fires("accept")),
    Action.REFUSE_ACCEPTANCE: _Way(Verb.REFUSE_ACCEPTANCE, _fires("refuse_acceptance")),
    Action.REQUEST_CORRECTION: _Way(Verb.REQUEST_CORRECTION, _awaits_acceptance),
    Action.SUBMIT_CORRECTION: _Way(Verb.SUBMIT_CORRECTION, lambda asked: asked.sub.has_open_correction),
    Action.RETURN: _Way(Verb.RETURN, _may_be_returned),
    Action.BEGIN_REVIEW: _Way(Verb.BEGIN_REVIEW, _fires("begin_review")),
    Action.START_SPECIAL_PROCEDURE: _Way(Verb.HOLD, _may_stop_the_clock),
    Action.END_SPECIAL_PROCEDURE: _Way(Verb.HOLD, lambda asked: asked.sub.hold is Hold.SPECIAL_PROCEDURE),
    Action.REQUEST_OPINION: _Way(Verb.REQUEST_OPINION, lambda asked: asked.sub.status is Status.IN_REVIEW),
    Action.GIVE_OPINION: _Way(Verb.GIVE_OPINION, _always),
    Action.HAND_OVER: _Way(Verb.HAND_OVER, _examines),
    Action.ACKNOWLEDGE: _Way(Verb.ACKNOWLEDGE, _always),
    Action.DECIDE: _Way(Verb.DECIDE, _may_be_decided),
    Action.DELIVER: _Way(Verb.DELIVER, _fires("deliver")),
    Action.REQUEST_WITHDRAWAL: _Way(Verb.REQUEST_WITHDRAWAL, _may_withdraw),
    Action.CONFIRM_WITHDRAWAL: _Way(Verb.ANSWER_WITHDRAWAL, _fires("confirm_withdrawal")),
    Action.REFUSE_WITHDRAWAL: _Way(Verb.ANSWER_WITHDRAWAL, lambda asked: asked.sub.withdrawal_is_pending),
    Action.CHECK_FILING: _Way(Verb.CHECK_FILING, _is_filed),
    Action.APPLY_AGAIN: _Way(Verb.APPLY_AGAIN, _ended_without_passing),
}
