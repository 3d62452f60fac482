"""Cycles of the prerequisite graph. The edges are conditional: only one that some project meets as a whole counts.

Granted and allocated land turn the edge between land approval and planning permit around; that is no cycle.
"""

from collections.abc import Iterator

from catalogs.checks.paths import Path, after, backwards, leading_to, sound_edges
from catalogs.edition import Edition
from catalogs.faults import Fault
from catalogs.planning.ordering import cycle_fault
from catalogs.schema import Dependency


def cycle_faults(edition: Edition) -> Iterator[Fault]:
    edges = _on_circles(sound_edges(edition))
    leading = leading_to(edges)
    seen: set[frozenset[Path]] = set()
    for edge in edges:
        for path in backwards(edition, leading, (edge,)):
            circle = frozenset((one,) for one in path)
            if path[0].before == path[-1].after and circle not in seen:
                seen.add(circle)
                yield cycle_fault([*(one.before for one in path), path[-1].after])


def _on_circles(edges: tuple[Dependency, ...]) -> tuple[Dependency, ...]:
    reached = after(edges)
    return tuple(edge for edge in edges if edge.before in reached.get(edge.after, frozenset()))
