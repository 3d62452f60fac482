"""Every item a theme lists can be added late to any project of the theme: an officer may find that it is needed.

An added item is there whether or not its own condition holds, so prerequisites that only its condition keeps apart from
the order of the stages, or from each other, would leave it without a place.
"""

from collections.abc import Iterator, Mapping, Sequence

from catalogs.checks.paths import Path, after, leading_to, meets, sound_edges
from catalogs.checks.row_keys import name_of
from catalogs.checks.soundness import is_sound
from catalogs.checks.stage_order import coming_after, gates, sound, within
from catalogs.edition import Edition, grouped
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Dependency, ItemKey, StageItem, Theme

Listings = Mapping[ItemKey, tuple[StageItem, ...]]


def addition_faults(edition: Edition) -> Iterator[Fault]:
    edges = sound_edges(edition)
    for theme in edition.themes:
        if is_sound(edition, theme.when):
            found = dict(_in_theme(edition, theme, within(edition, theme, edges)))
            yield from found.values()


def _in_theme(edition: Edition, theme: Theme, edges: Sequence[Dependency]) -> Iterator[tuple[str, Fault]]:
    rows = [row for row in edition.stage_items if row.theme == theme.key and row.item in edition.item_by_key]
    listings = grouped(rows, lambda row: row.item)
    for path, ends in (*_circles(edges), *_against_the_stages(edition, theme, listings, edges)):
        if meets(edition, path, [when for row in ends for when in sound(edition, row.when)]):
            continue  # a fault of the plan itself, which `cycles` and `stage_order` name
        for key in dict.fromkeys(key for edge in path for key in (edge.before, edge.after)):
            if key in listings and _meets(edition, theme, path, ends, listings[key]):
                name = name_of("stage_items", listings[key][0])
                value = " → ".join([*(edge.before for edge in path), path[-1].after])
                yield name, fault(FaultKind.UNPLACEABLE_ADDITION, "stage_items", name, "item", value=value)


def _circles(edges: Sequence[Dependency]) -> Iterator[tuple[Path, tuple[StageItem, ...]]]:
    reached = after(edges)
    round_about = [edge for edge in edges if edge.before in reached.get(edge.after, frozenset())]
    leading = leading_to(round_about)
    for edge in round_about:
        yield from ((path, ()) for path in _paths(leading, (edge,)) if path[0].before == edge.after)


def _against_the_stages(
    edition: Edition, theme: Theme, listings: Listings, edges: Sequence[Dependency]
) -> Iterator[tuple[Path, tuple[StageItem, ...]]]:
    """The paths from an item of a stage to one that must pass before the stage opens, with the listings of both."""
    for stage, item, later in gates(edition, theme):
        gated = {key: row for key, some in listings.items() for row in some if row.stage in later}
        here = tuple(row for row in listings.get(item, ()) if row.stage == stage)
        leading = leading_to(coming_after(gated, edges))
        for edge in leading.get(item, ()):
            for path in _paths(leading, (edge,)):
                if path[0].before in gated:
                    yield path, (*here, gated[path[0].before])


def _paths(leading: Mapping[ItemKey, tuple[Dependency, ...]], path: Path) -> Iterator[Path]:
    """The path, and every longer one that starts before it, whatever the conditions; a circle ends its path."""
    yield path
    passed = {edge.after for edge in path}
    if path[0].before not in passed:
        for edge in leading.get(path[0].before, ()):
            yield from _paths(leading, (edge, *path))


def _meets(edition: Edition, theme: Theme, path: Path, ends: Sequence[StageItem], listed: Sequence[StageItem]) -> bool:
    """Whether a project that gets the item late meets the path. Of several listings its condition picks the one."""
    added = listed[0].item
    needed = [row for row in ends if row.item != added or len(listed) > 1]
    whens = [when for row in needed for when in sound(edition, row.when)]
    return meets(edition, path, [*sound(edition, theme.when), *whens], added=added)
