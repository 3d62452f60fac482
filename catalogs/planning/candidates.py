"""The items a project's themes list for it, the rows that hang on them, and the conditions still open among these.

Serves the plan, for which nothing may be open, and the guided questions, which ask for what is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogs.edition import Edition
from catalogs.given import Given, conditions_of
from catalogs.schema import (
    CONSTRUCTION_START,
    Dependency,
    Item,
    ItemKey,
    Kind,
    Material,
    StageItem,
    ThemeKey,
)


@dataclass(frozen=True)
class Candidate:
    """An item a theme's stage lists, whose conditions hold or may still turn out to hold."""

    listing: StageItem
    item: Item


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """All that can be part of the plan; with `open_conditions` empty, all that is."""

    listed: tuple[Candidate, ...]
    dependencies: tuple[Dependency, ...]
    materials: tuple[Material, ...]
    open_conditions: frozenset[str]


def candidates(edition: Edition, given: Given, themes: Iterable[ThemeKey], kinds: frozenset[Kind]) -> Candidates:
    """What the plan of a project with one of these themes and kinds can hold."""
    listed = tuple(one for theme in themes for one in _listed(edition, given, theme, kinds))
    keys = {one.item.key for one in listed}
    dependencies = tuple(_possible(given, (edge for edge in edition.dependencies if _within(edge, keys))))
    materials = tuple(_possible(given, (row for row in edition.materials if row.item in keys)))
    return Candidates(
        listed=listed,
        dependencies=dependencies,
        materials=materials,
        open_conditions=_open(edition, given, listed, dependencies, materials),
    )


def _listed(edition: Edition, given: Given, theme: ThemeKey, kinds: frozenset[Kind]) -> Iterator[Candidate]:
    for stage in edition.stages_by_theme.get(theme, ()):
        for listing in edition.items_by_stage.get((theme, stage.stage), ()):
            item = edition.item_by_key[listing.item]
            if kinds & set(item.applies_to.split()) and given.together(item.when, listing.when) is not False:
                yield Candidate(listing, item)


def _within(edge: Dependency, keys: set[ItemKey]) -> bool:
    return edge.before in keys and (edge.after in keys or edge.after == CONSTRUCTION_START)


def _possible(given: Given, rows: Iterable) -> Iterator:  # type: ignore[type-arg]
    return (row for row in rows if given.answer(row.when) is not False)


def _open(
    edition: Edition,
    given: Given,
    listed: tuple[Candidate, ...],
    dependencies: tuple[Dependency, ...],
    materials: tuple[Material, ...],
) -> frozenset[str]:
    whens = conditions_of([one.item for one in listed]) | conditions_of([one.listing for one in listed])
    whens |= conditions_of(dependencies) | conditions_of(materials)
    for one in listed:
        whens |= conditions_of(given.first(edition.handling_by_item[one.item.key]).open_rows)
    return frozenset(when for when in whens if given.answer(when) is None)
