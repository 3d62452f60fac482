"""How long a plan takes: its items side by side, along the critical path, and one after another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogs.plan import PlannedItem
from catalogs.planning.gates import StageDraft
from catalogs.schema import DependencyKind, ItemKey, JoinPolicy, StageOpening


@dataclass(frozen=True, kw_only=True)
class Durations:
    """Working days to the start of construction, and the chain that makes them so many."""

    critical_path: tuple[ItemKey, ...]
    in_parallel: int
    one_after_another: int


@dataclass(frozen=True)
class _End:
    """When an item can have ended, in working days from the confirmed code, and the item it waited for."""

    days: int
    after: ItemKey | None


def durations(
    items: Mapping[ItemKey, PlannedItem],
    order: Sequence[ItemKey],
    stages: Sequence[StageDraft],
    opened: Mapping[ItemKey, tuple[ItemKey, ...]],
    start_requires: Iterable[ItemKey],
) -> Durations:
    """The durations of a plan whose items are given in an order that respects prerequisites and stages.

    Counted to the start of construction: the items it requires, and the items that close the stages before it. Passing
    on a result document takes no time and makes nobody wait.
    """
    first_opens = _stages_that_open_by_the_first(stages)
    ends: dict[ItemKey, _End] = {}
    for key in order:
        opening = _opening(opened[key], ends, first=key in first_opens)
        waits = [edge.item for edge in items[key].prerequisites if edge.kind is DependencyKind.PRECONDITION]
        last = max([*opening, *waits], key=lambda one: ends[one].days, default=None)
        ends[key] = _End((ends[last].days if last else 0) + items[key].days, last)
    before_start = [draft for draft in stages if draft.opens is not StageOpening.CONSTRUCTING]
    goals = {*start_requires, *(key for draft in before_start for key in draft.closers)} or set(order)
    goal = max((key for key in order if key in goals), key=lambda one: ends[one].days, default=None)
    return Durations(
        critical_path=_path(goal, ends),
        in_parallel=ends[goal].days if goal else 0,
        one_after_another=sum(items[key].days for draft in before_start for key in draft.keys),
    )


def _opening(openers: tuple[ItemKey, ...], ends: Mapping[ItemKey, _End], *, first: bool) -> tuple[ItemKey, ...]:
    """What an item's stage waits for: all openers, or the earliest of them after a stage that any item closes."""
    if not first or not openers:
        return openers
    return (min(openers, key=lambda one: ends[one].days),)


def _stages_that_open_by_the_first(stages: Sequence[StageDraft]) -> frozenset[ItemKey]:
    following = pairwise(stages)
    return frozenset(
        key
        for previous, stage in following
        if previous.stage.join is JoinPolicy.ANY and stage.opens is StageOpening.PREVIOUS_CLOSED
        for key in stage.keys
    )


def _path(goal: ItemKey | None, ends: Mapping[ItemKey, _End]) -> tuple[ItemKey, ...]:
    path: list[ItemKey] = []
    while goal is not None:
        path.append(goal)
        goal = ends[goal].after
    return tuple(reversed(path))
