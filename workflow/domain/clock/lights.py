"""Lights (红黄绿灯): how near the due date is."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.domain.clock.reckoning import Position


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The light turns when no more than so many days of the limit's unit are left."""

    yellow: int
    red: int


def light(position: Position, thresholds: Thresholds) -> Light:
    """The light of that day. What is overdue is red, however the thresholds lie."""
    if position.is_overdue or position.days_left <= thresholds.red:
        return Light.RED
    return Light.YELLOW if position.days_left <= thresholds.yellow else Light.GREEN
