"""Prerequisites against the order of stages: what closes a stage must not wait for what the stage itself opens."""

from collections.abc import Iterable, Iterator, Sequence

from catalogs.checks.paths import after, backwards, leading_to, meets, sound_edges
from catalogs.checks.soundness import is_sound
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import (
    CONSTRUCTION_START,
    Dependency,
    ItemKey,
    ItemRole,
    JoinPolicy,
    StageCode,
    StageItem,
    StageOpening,
    Theme,
    ThemeStage,
)

Gate = tuple[StageCode, ItemKey, frozenset[StageCode]]


def order_faults(edition: Edition) -> Iterator[Fault]:
    edges = sound_edges(edition)
    for theme in edition.themes:
        if is_sound(edition, theme.when):
            yield from _in_theme(edition, theme, within(edition, theme, edges))


def within(edition: Edition, theme: Theme, edges: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """The edges between items the theme lists."""
    listed = {row.item for row in edition.stage_items if row.theme == theme.key} | {CONSTRUCTION_START}
    return tuple(edge for edge in edges if edge.before in listed and edge.after in listed)


def _in_theme(edition: Edition, theme: Theme, edges: Sequence[Dependency]) -> Iterator[Fault]:
    for stage, item, later in gates(edition, theme):
        yield from _waits(edition, theme, stage, item, later, edges)


def gates(edition: Edition, theme: Theme) -> Iterator[Gate]:
    """Each item that must pass before further stages open, with its stage and the further ones."""
    stages = edition.stages_by_theme.get(theme.key, ())
    for place, stage in enumerate(stages):
        later = _gated(stages[place + 1 :])
        for row in _closers(edition, stage):
            yield stage.stage, row.item, later
    yield StageCode("construction"), CONSTRUCTION_START, _gated_by_construction(stages)


def _gated(later: Sequence[ThemeStage]) -> frozenset[StageCode]:
    """The stages that open, one through the other, only after the stage before them has closed."""
    chain: list[StageCode] = []
    for stage in later:
        if stage.opens is not StageOpening.PREVIOUS_CLOSED:
            break
        chain.append(stage.stage)
    return frozenset(chain)


def _gated_by_construction(stages: Sequence[ThemeStage]) -> frozenset[StageCode]:
    places = [place for place, stage in enumerate(stages) if stage.opens is StageOpening.CONSTRUCTING]
    return frozenset(code for place in places for code in {stages[place].stage} | _gated(stages[place + 1 :]))


def _closers(edition: Edition, stage: ThemeStage) -> Iterator[StageItem]:
    if stage.join is JoinPolicy.ANY:
        return
    for row in edition.items_by_stage.get((stage.theme, stage.stage), ()):
        if row.role is not ItemRole.BESIDE and (row.milestone or stage.join is not JoinPolicy.MILESTONE):
            yield row


def _waits(
    edition: Edition,
    theme: Theme,
    stage: StageCode,
    item: ItemKey,
    gated: frozenset[StageCode],
    edges: Sequence[Dependency],
) -> Iterator[Fault]:
    """Faults where the item, which must pass first, waits for an item of a stage that opens only afterwards."""
    later = {row.item: row for row in edition.stage_items if row.theme == theme.key and row.stage in gated}
    early = {row.item for row in edition.stage_items if row.theme == theme.key and row.stage not in gated}
    leading = leading_to(coming_after(later, edges))
    for edge in leading.get(item, ()):
        for path in backwards(edition, leading, (edge,)):
            row = later.get(path[0].before)
            if row and row.item not in early and meets(edition, path, [theme.when, *sound(edition, row.when)]):
                words = {"stage": stage, "later": row.stage, "after": path[0].after, "before": row.item}
                name = f"{path[0].before}/{path[0].after}"
                yield fault(FaultKind.IMPOSSIBLE_ORDER, "dependencies", name, "after", **words)


def coming_after(items: Iterable[ItemKey], edges: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """The edges that lead on from these items, directly or through others."""
    reached = after(edges)
    onward = set(items).union(*(reached.get(item, frozenset()) for item in items))
    return tuple(edge for edge in edges if edge.before in onward)


def sound(edition: Edition, when: str) -> list[str]:
    """The condition where it can be reasoned about."""
    return [when] if is_sound(edition, when) else []
