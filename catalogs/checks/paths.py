"""Paths of the prerequisite graph that some project meets as a whole."""

from collections.abc import Iterator, Mapping, Sequence

from catalogs.checks.search import possible
from catalogs.checks.soundness import is_sound
from catalogs.edition import Edition, grouped
from catalogs.schema import CONSTRUCTION_START, Dependency, ItemKey

Path = tuple[Dependency, ...]


def sound_edges(edition: Edition) -> tuple[Dependency, ...]:
    """The edges between known items whose conditions can be reasoned about."""
    known = {key for key, item in edition.item_by_key.items() if is_sound(edition, item.when)} | {CONSTRUCTION_START}
    return tuple(
        edge
        for edge in edition.dependencies
        if edge.before in known and edge.after in known and is_sound(edition, edge.when)
    )


def leading_to(edges: Sequence[Dependency]) -> Mapping[ItemKey, tuple[Dependency, ...]]:
    """The edges by the item they lead to."""
    return grouped(edges, lambda edge: edge.after)


def after(edges: Sequence[Dependency]) -> Mapping[ItemKey, frozenset[ItemKey]]:
    """For each item those that come after it on any edges, whatever their conditions.

    Cheap, and it leaves few edges for the search through conditions.
    """
    reached = {edge.before: frozenset({edge.after}) for edge in edges}
    for edge in edges:
        reached[edge.before] |= {edge.after}
    while True:
        further = {key: some.union(*(reached.get(one, frozenset()) for one in some)) for key, some in reached.items()}
        if further == reached:
            return reached
        reached = further


def backwards(edition: Edition, edges: Mapping[ItemKey, tuple[Dependency, ...]], path: Path) -> Iterator[Path]:
    """The path, and every longer one that starts with an edge before it, which some project meets as a whole.

    An edge that closes a circle ends its path.
    """
    if not meets(edition, path):
        return
    yield path
    passed = {edge.after for edge in path}
    if path[0].before not in passed:
        for edge in edges.get(path[0].before, ()):
            yield from backwards(edition, edges, (edge, *path))


def meets(edition: Edition, path: Path, more: Sequence[str] = (), *, added: ItemKey | None = None) -> bool:
    """Whether a project of some kind has all items of the path and all its edges at once.

    An item `added` late is there whether or not its condition holds.
    """
    keys = dict.fromkeys(key for edge in path for key in (edge.before, edge.after) if key != CONSTRUCTION_START)
    items = [edition.item_by_key[key] for key in keys]
    kinds = set.intersection(*(set(item.applies_to.split()) for item in items))
    whens = [*(edge.when for edge in path), *(item.when for item in items if item.key != added), *more]
    return any(possible(edition, whens, given={"kind": kind}) for kind in sorted(kinds))
