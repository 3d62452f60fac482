"""What stays between the offices: the applicant is shown neither orders of the province nor opinions in the making."""

from workflow.domain.events import EventType
from workflow.domain.people import Actor, Role
from workflow.domain.statuses import SideProcedureKind
from workflow.domain.sub_approval import Leg, SideProcedure, SubApproval

BETWEEN_AUTHORITIES = frozenset({EventType.SUPERVISION_ORDER_RECEIVED})


def is_outsider(reader: Actor) -> bool:
    return reader.role is Role.APPLICANT


def hidden_from(reader: Actor) -> frozenset[EventType]:
    """The kinds of event the reader is not told of at all."""
    return BETWEEN_AUTHORITIES if is_outsider(reader) else frozenset()


def withholds_opinion(type: EventType, *, is_decided: bool, reader: Actor) -> bool:
    """Is the reader told of such an event without what was said in it?"""
    is_internal = type is EventType.OPINION_GIVEN or (type is EventType.HANDED_OVER and not is_decided)
    return is_internal and is_outsider(reader)


def opinion_of(leg: Leg, sub: SubApproval, *, reader: Actor) -> str:
    """The preliminary opinion; the applicant reads it once the case is decided."""
    return "" if is_outsider(reader) and sub.decided_at is None else leg.opinion


def answer_of(procedure: SideProcedure, *, reader: Actor) -> str:
    """What was answered; what one office tells another when consulted is for offices."""
    is_internal = procedure.kind is SideProcedureKind.CONSULTATION
    return "" if is_internal and is_outsider(reader) else procedure.answer
