"""A case's events as the legal sequence of 办理状态 (BLZT) the receiver insists on.

Decisions of this mapping: a case is known to the province from its receipt, so one withdrawn or voided on its way is
never reported. Consultations, delivery and checks after a filing have no state and stay here. A hand-over shows as 8
again: once with the preliminary opinion, once when the next office takes the case up. A pause (6-7, 9-10) that an end
overtakes is closed just before it, and nothing but its end is told while it lasts. 撤件待确认 (16) is never sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.domain.events import Event, EventType
from workflow.domain.statuses import Outcome
from workflow.gateways.provincial.codes import OUTCOME, Handling

FINISHED = (Handling.ACCEPTED, Handling.AT_DEPARTMENT, Handling.APPROVED)  # a quick case is told in full
STATES: Mapping[EventType, tuple[Handling, ...]] = {
    EventType.RECEIVED: (Handling.RECEIVED,),
    EventType.RECORDED_ELSEWHERE: (Handling.RECEIVED, *FINISHED),
    EventType.FILED: FINISHED,
    EventType.CORRECTION_REQUESTED: (Handling.CORRECTION_BEGUN,),
    EventType.CORRECTION_SUBMITTED: (Handling.CORRECTION_ENDED,),
    EventType.CORRECTION_LAPSED: (Handling.NOT_ACCEPTED,),
    EventType.ACCEPTED: (Handling.ACCEPTED,),
    EventType.REVIEW_BEGUN: (Handling.AT_DEPARTMENT,),
    EventType.HANDED_OVER: (Handling.AT_DEPARTMENT,),
    EventType.HAND_OVER_ACKNOWLEDGED: (Handling.AT_DEPARTMENT,),
    EventType.SPECIAL_PROCEDURE_STARTED: (Handling.SPECIAL_PROCEDURE_BEGUN,),
    EventType.SPECIAL_PROCEDURE_ENDED: (Handling.SPECIAL_PROCEDURE_ENDED,),
    EventType.WITHDRAWAL_CONFIRMED: (Handling.WITHDRAWN,),
    EventType.VOIDED: (Handling.RECALLED,),
    EventType.FILING_CANCELLED: (Handling.REVOKED,),
}
BEGINS = frozenset({EventType.RECEIVED, EventType.RECORDED_ELSEWHERE})
CLOSES: Mapping[Handling, Handling] = {
    Handling.CORRECTION_BEGUN: Handling.CORRECTION_ENDED,
    Handling.SPECIAL_PROCEDURE_BEGUN: Handling.SPECIAL_PROCEDURE_ENDED,
}
ENDS = frozenset(
    {
        Handling.WITHDRAWN,
        Handling.NO_PERMIT_NEEDED,
        Handling.NOT_ACCEPTED,
        Handling.APPROVED,
        Handling.APPROVED_WITH_PROMISE,
        Handling.REFUSED,
        Handling.RECALLED,
        Handling.REVOKED,
    }
)


@dataclass
class Story:
    """Where a case stands for the province after some of its events."""

    has_begun: bool = False
    awaits: Handling | None = None  # the state that closes the open pause
    told_until: str = ""  # the time of the last state; clocks of two machines may run against the order of events

    def tell(self, event: Event) -> list[Handling]:
        """The states this event adds; none for what the province does not follow."""
        self.has_begun = self.has_begun or event.type in BEGINS
        return list(self._legal(event)) if self.has_begun else []

    def not_before(self, moment: str) -> str:
        """The time to write for a state: never before the one told last."""
        self.told_until = max(self.told_until, moment)
        return self.told_until

    def _legal(self, event: Event) -> Iterator[Handling]:
        for state in _states(event):
            if self.awaits and state in ENDS:
                yield self.awaits
            elif state in CLOSES.values() and state is not self.awaits:
                continue  # its pause was closed by an end, or never begun
            elif self.awaits and state is not self.awaits:
                continue
            self.awaits = CLOSES.get(state)
            yield state


def _states(event: Event) -> tuple[Handling, ...]:
    if event.type is EventType.DECIDED:
        return (OUTCOME[Outcome(str(event.data["outcome"]))],)
    if event.type is EventType.NOT_ACCEPTED:
        # 不予受理 names the office that is competent; 不受理 says that no permit is needed (行政许可法 Art.32).
        return (Handling.NOT_ACCEPTED if event.data.get("right_office") else Handling.NO_PERMIT_NEEDED,)
    return STATES.get(event.type, ())
