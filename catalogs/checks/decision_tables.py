"""The decision tables (kinds, handling, themes): every row can be chosen, and every project finds one."""

from collections.abc import Iterator, Sequence

from catalogs.checks.row_keys import name_of
from catalogs.checks.search import possible
from catalogs.checks.soundness import compiles, is_sound
from catalogs.checks.worlds import with_those_before, worlds
from catalogs.conditions import condition
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.given import Conditional


def decision_table_faults(edition: Edition) -> Iterator[Fault]:
    yield from _never_chosen(edition, "kinds", edition.kinds_in_order)
    yield from _never_chosen(edition, "themes", edition.themes_in_order)
    yield from _kinds_without_catch_all(edition)
    yield from _projects_without_theme(edition)
    yield from _items_without_rule(edition)
    yield from _roots_that_need_their_own_level(edition)


def _never_chosen(edition: Edition, table: str, rows: Sequence[Conditional]) -> Iterator[Fault]:
    for row, before in with_those_before(edition, rows):
        alone = possible(edition, [row.when])
        if alone and not possible(edition, [row.when], before):
            yield fault(FaultKind.ROW_NEVER_CHOSEN, table, name_of(table, row), "when")


def _kinds_without_catch_all(edition: Edition) -> Iterator[Fault]:
    if not edition.kinds or edition.kinds_in_order[-1].when:
        yield fault(FaultKind.NO_CATCH_ALL, "kinds", "-", "when")


def _projects_without_theme(edition: Edition) -> Iterator[Fault]:
    whens = [theme.when or "true" for theme in edition.themes if is_sound(edition, theme.when)]
    left = [world.kind for world in worlds(edition) if world.allows(failing=whens)]
    if left or not edition.themes:
        yield fault(FaultKind.NO_CATCH_ALL, "themes", "-", "when", value=f" ({', '.join(dict.fromkeys(left))})")


def _items_without_rule(edition: Edition) -> Iterator[Fault]:
    for item in edition.items:
        rules = edition.handling_by_item[item.key]
        whens = [rule.when or "true" for rule in rules if is_sound(edition, rule.when)]
        if "true" not in whens and possible(edition, [item.when] if is_sound(edition, item.when) else [], whens):
            yield fault(FaultKind.NO_CATCH_ALL, "handling", item.key, "when", value=f" ({item.key})")


def _roots_that_need_their_own_level(edition: Edition) -> Iterator[Fault]:
    """The level of the root item is what `organ_level` says; its own rule cannot ask for it."""
    for root in dict.fromkeys(rule.root_item for rule in edition.kinds):
        for rule in edition.handling_by_item.get(root, ()):
            if compiles(rule.when) and "organ_level" in condition(rule.when).variables:
                row = name_of("handling", rule)
                yield fault(FaultKind.FACT_NOT_YET_KNOWN, "handling", row, "when", value=f"organ_level ({root})")
            if not rule.when:
                break
