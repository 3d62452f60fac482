"""The whole plan of a project."""

from collections.abc import Mapping

from catalogs.classifying import classification, settled
from catalogs.edition import Edition, grouped
from catalogs.errors import UndeterminedFacts
from catalogs.facts import missing
from catalogs.given import Given
from catalogs.plan import Facts, Plan, PlannedItem
from catalogs.planning.candidates import Candidates, candidates
from catalogs.planning.documents import documents
from catalogs.planning.durations import durations
from catalogs.planning.gates import drafts, openers, pairs, start_requires
from catalogs.planning.items import planned_item
from catalogs.planning.ordering import all_before, in_order
from catalogs.planning.stages import planned_stage
from catalogs.relevance import facts_needed
from catalogs.schema import ItemKey, Kind, ThemeKey


def plan(edition: Edition, facts: Facts) -> Plan:
    """All that a project with these typed facts must pass.

    Raises what `classify` raises; UndeterminedFacts for any fact an item, a material or a prerequisite turns on;
    CatalogFaults when its prerequisites form a cycle.
    """
    standing = settled(edition, facts)
    decided = classification(edition, standing)
    given = standing.given
    chosen = chosen_for(edition, given, decided.theme, decided.kind)
    stages = drafts(edition.stages_by_theme.get(decided.theme, ()), chosen.listed)
    required = start_requires(chosen.dependencies)
    opened = openers(stages, required)
    before = pairs(chosen.dependencies, opened)
    order = in_order([key for draft in stages for key in draft.keys], before)
    items = _items(edition, given, chosen)
    spans = durations(items, order, stages, opened, required)
    return Plan(
        classification=decided,
        stages=tuple(planned_stage(edition, given, draft, items, order) for draft in stages),
        documents=documents(edition, chosen.materials, order, all_before(order, before)),
        start_requires=required,
        critical_path=spans.critical_path,
        days_in_parallel=spans.in_parallel,
        days_one_after_another=spans.one_after_another,
    )


def chosen_for(edition: Edition, given: Given, theme: ThemeKey, kind: Kind) -> Candidates:
    """The items, prerequisites and materials of the plan. UndeterminedFacts when any of them is still open."""
    chosen = candidates(edition, given, [theme], frozenset([kind]))
    if chosen.open_conditions:
        raise UndeterminedFacts(missing(edition, facts_needed(edition, given, chosen.open_conditions)))
    return chosen


def _items(edition: Edition, given: Given, chosen: Candidates) -> Mapping[ItemKey, PlannedItem]:
    leading = grouped(chosen.dependencies, lambda edge: edge.after)
    return {one.item.key: planned_item(edition, given, one, leading.get(one.item.key, ())) for one in chosen.listed}
