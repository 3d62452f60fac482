"""Which sequences of 办理状态 (BLZT) one case may have: a fold over its events, driven by a table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from simulators.provincial_platform.codetables import HANDLING_STATES


class Progress(IntEnum):
    NOTHING = 0
    RECEIVED = 1
    ACCEPTED = 2
    WITH_DEPARTMENT = 3


PROGRESS_NAMES = {
    Progress.NOTHING: "（尚未接件）",
    Progress.RECEIVED: "1 已接件",
    Progress.ACCEPTED: "3 窗口受理",
    Progress.WITH_DEPARTMENT: "8 部门受理",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What a state presupposes and brings about. `opens` is the state that must close the pause it begins."""

    needs: Progress
    reaches: Progress = Progress.NOTHING
    opens: int = 0
    ends: bool = False


# A quick case is still received, accepted, handed to its department and finished, in this order.
STEPS: dict[int, Step] = {
    1: Step(Progress.NOTHING, reaches=Progress.RECEIVED),
    2: Step(Progress.RECEIVED, ends=True),
    3: Step(Progress.RECEIVED, reaches=Progress.ACCEPTED),
    4: Step(Progress.RECEIVED, ends=True),
    5: Step(Progress.RECEIVED, ends=True),
    6: Step(Progress.RECEIVED, opens=7),
    7: Step(Progress.RECEIVED),
    8: Step(Progress.ACCEPTED, reaches=Progress.WITH_DEPARTMENT),
    9: Step(Progress.ACCEPTED, opens=10),
    10: Step(Progress.ACCEPTED),
    11: Step(Progress.WITH_DEPARTMENT, ends=True),
    12: Step(Progress.WITH_DEPARTMENT, ends=True),
    13: Step(Progress.WITH_DEPARTMENT, ends=True),
    14: Step(Progress.RECEIVED, ends=True),
    15: Step(Progress.RECEIVED, ends=True),
}
CLOSERS = frozenset(step.opens for step in STEPS.values() if step.opens)
PASSED = frozenset({11, 12})
UNDOING = frozenset({14, 15})  # a permit that was given may still be withdrawn or revoked


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands after some of its events."""

    progress: Progress = Progress.NOTHING
    awaits: int = 0  # the state that closes the open pause
    ended_by: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    zh: str
    en: str


def sequence_refusal(states: Iterable[int]) -> Refusal | None:
    """Why the sequence is illegal, at its first illegal state; None when it is legal as far as it goes."""
    standing = Standing()
    for state in states:
        refusal = _refusal(standing, state)
        if refusal is not None:
            return refusal
        standing = _after(standing, state)
    return None


def _refusal(standing: Standing, state: int) -> Refusal | None:
    name = f"{state} {HANDLING_STATES[str(state)]}"
    step = STEPS[state]
    if standing.ended_by and not (standing.ended_by in PASSED and state in UNDOING):
        return Refusal(
            f"{name} 在终结状态 {standing.ended_by} 之后", f"{state} after the end state {standing.ended_by}"
        )
    if standing.awaits and state != standing.awaits:
        return Refusal(
            f"{name} 之前应先有 {standing.awaits}", f"{state} before {standing.awaits} closes the open pause"
        )
    if state in CLOSERS and not standing.awaits:
        return Refusal(f"{name} 没有对应的开始状态", f"{state} closes a pause that was not opened")
    if state == 1 and standing.progress:
        return Refusal(f"{name} 只能是第一个状态", "1 may only come first")
    if standing.progress < step.needs:
        return Refusal(
            f"{name} 之前应先有 {PROGRESS_NAMES[step.needs]}", f"{state} before the case is {step.needs.name}"
        )
    return None


def _after(standing: Standing, state: int) -> Standing:
    step = STEPS[state]
    return replace(
        standing,
        progress=max(standing.progress, step.reaches),
        awaits=step.opens,
        ended_by=state if step.ends else standing.ended_by,
    )
