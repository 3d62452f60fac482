"""Items nobody ever meets, and listings that can never take effect."""

from collections.abc import Iterator

from catalogs.checks.row_keys import name_of
from catalogs.checks.soundness import is_sound
from catalogs.checks.worlds import World, both, theme_worlds
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import StageItem, Theme


def reach_faults(edition: Edition) -> Iterator[Fault]:
    listed = {row.item for row in edition.stage_items}
    for item in edition.items:
        if item.key not in listed:
            yield fault(FaultKind.ITEM_WITHOUT_THEME, "items", item.key)
    for theme in edition.themes:
        if is_sound(edition, theme.when):
            yield from _in_theme(edition, theme)


def _in_theme(edition: Edition, theme: Theme) -> Iterator[Fault]:
    found = tuple(theme_worlds(edition, theme))
    rows = [row for row in edition.stage_items if row.theme == theme.key and row.item in edition.item_by_key]
    for row in rows:
        if _is_sound(edition, row) and found and not any(_meets(world, row) for world in found):
            when = both(edition.item_by_key[row.item].when, row.when) or edition.item_by_key[row.item].applies_to
            yield fault(FaultKind.CONDITION_NEVER_HOLDS, "stage_items", name_of("stage_items", row), "when", value=when)
    keys = {row.item for row in rows}
    for kind, root in dict.fromkeys((world.kind, world.rule.root_item) for world in found):
        if root not in keys:
            yield fault(FaultKind.ROOT_NOT_LISTED, "themes", theme.key, value=root, sort=kind)
    yield from _listed_twice(rows, found)


def _is_sound(edition: Edition, row: StageItem) -> bool:
    return is_sound(edition, row.when) and is_sound(edition, edition.item_by_key[row.item].when)


def _meets(world: World, *rows: StageItem) -> bool:
    items = [world.edition.item_by_key[row.item] for row in rows]
    if not all(world.kind in item.applies_to.split() for item in items):
        return False
    return world.allows([*(item.when for item in items), *(row.when for row in rows)])


def _listed_twice(rows: list[StageItem], found: tuple[World, ...]) -> Iterator[Fault]:
    """An item may stand in two stages of a theme only under conditions that exclude each other."""
    seen: dict[str, StageItem] = {}
    for row in rows:
        other = seen.setdefault(row.item, row)
        sound = all(_is_sound(world.edition, one) for world in found for one in (other, row))
        if other is not row and other.stage != row.stage and sound and any(_meets(one, other, row) for one in found):
            value = f"{other.stage} + {row.stage}: {row.item}"
            yield fault(
                FaultKind.DUPLICATE_KEY, "stage_items", name_of("stage_items", row), "item", value=value, count=2
            )
