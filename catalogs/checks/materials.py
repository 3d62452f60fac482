"""Materials and results: what is listed is asked for, and what an item supplies comes before what needs it."""

from collections.abc import Iterator, Mapping

from catalogs.checks.row_keys import name_of
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Dependency, ItemKey, Procedure, ResultMaterial


def material_faults(edition: Edition) -> Iterator[Fault]:
    listed = {row.item for row in edition.stage_items}
    for row in edition.materials:
        if not row.required and not row.when:
            yield fault(FaultKind.CONDITION_MISSING, "materials", name_of("materials", row), "when")
        if row.item in edition.item_by_key and row.item not in listed:
            yield fault(FaultKind.UNASKED_MATERIAL, "materials", name_of("materials", row), "item", value=row.item)
    for item in edition.items:
        # An assessment is ordered by the office on documents it already has.
        if item.procedure is not Procedure.ASSESSMENT and item.key not in edition.materials_by_item:
            yield fault(FaultKind.ITEM_WITHOUT_MATERIAL, "items", item.key)
    before = _all_before(edition.dependencies)
    for result in edition.results:
        yield from _result_faults(edition, result, before)


def _result_faults(
    edition: Edition, result: ResultMaterial, before: Mapping[ItemKey, frozenset[ItemKey]]
) -> Iterator[Fault]:
    asking = [row.item for row in edition.materials if row.material == result.material]
    if not asking:
        row = name_of("results", result)
        yield fault(FaultKind.UNASKED_RESULT, "results", row, "material", value=result.material)
    for item in asking:
        if _meet_in_one_stage(edition, result.item, item) and result.item not in before.get(item, frozenset()):
            row = name_of("results", result)
            yield fault(FaultKind.RESULT_WITHOUT_PREREQUISITE, "results", row, "item", value=item)


def _meet_in_one_stage(edition: Edition, one: ItemKey, other: ItemKey) -> bool:
    places = {(row.theme, row.stage) for row in edition.stage_items if row.item == one}
    return any((row.theme, row.stage) in places for row in edition.stage_items if row.item == other)


def _all_before(edges: tuple[Dependency, ...]) -> Mapping[ItemKey, frozenset[ItemKey]]:
    """For each item those that can come before it, whatever the conditions of the edges between."""
    before: dict[ItemKey, set[ItemKey]] = {}
    for edge in edges:
        before.setdefault(edge.after, set()).add(edge.before)
    grown = True
    while grown:
        sizes = sum(map(len, before.values()))
        for some in before.values():
            some |= {far for one in tuple(some) for far in before.get(one, ())}
        grown = sum(map(len, before.values())) > sizes
    return {key: frozenset(some) for key, some in before.items()}
