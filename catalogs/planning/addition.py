"""An item added late to a running project: it joins the stage of its theme it belongs to."""

from dataclasses import dataclass

from catalogs.classifying import classification, settled
from catalogs.edition import Edition
from catalogs.errors import ItemNotInTheme
from catalogs.given import Given
from catalogs.plan import Classification, Facts, PlannedDocument, PlannedItem, PlannedStage, Reason
from catalogs.planning.candidates import Candidate, Candidates
from catalogs.planning.documents import documents
from catalogs.planning.gates import StageDraft, drafts, openers, pairs, start_requires
from catalogs.planning.items import planned_item
from catalogs.planning.ordering import Before, all_before, in_order
from catalogs.planning.project import chosen_for
from catalogs.planning.stages import planned_stage
from catalogs.schema import CONSTRUCTION_START, Dependency, ItemKey, Material, StageCode
from catalogs.wording import Wording


@dataclass(frozen=True, kw_only=True)
class PlannedAddition:
    """A late item with what it brings along."""

    stage: StageCode
    new_stage: PlannedStage | None  # the stage, where the plan had left it out for want of items
    item: PlannedItem
    documents: tuple[PlannedDocument, ...]  # those it asks for; `serves` names it alone
    unlocks: tuple[ItemKey, ...]  # items of the plan that now also wait for it
    start_requires: bool  # whether construction must wait for it


def plan_item(edition: Edition, facts: Facts, key: ItemKey) -> PlannedAddition:
    """Plan one item of the project's theme, whether or not its conditions hold: an officer found that it is needed.

    Raises ItemNotInTheme when the theme does not list it or it is not for this kind, and what `plan` raises.
    """
    standing = settled(edition, facts)
    decided = classification(edition, standing)
    added = _listing(edition, standing.given, decided, key)
    chosen = chosen_for(edition, standing.given, decided.theme, decided.kind)
    edges = _edges(edition, standing.given, chosen, key)
    why = Reason(
        zh="办理中补列的事项",
        en="added while the project was running",
        basis=added.item.legal_basis,
        from_memory=added.item.from_memory,
    )
    item = planned_item(edition, standing.given, added, edges, why=why)
    stages, order, before = _arranged(edition, chosen, added, edges)
    return PlannedAddition(
        stage=added.listing.stage,
        new_stage=_new_stage(edition, standing.given, stages, item),
        item=item,
        documents=documents(edition, _asked(edition, standing.given, added), order, all_before(order, before)),
        unlocks=tuple(edge.after for edge in edges if edge.before == key and edge.after != CONSTRUCTION_START),
        start_requires=any(edge.before == key and edge.after == CONSTRUCTION_START for edge in edges),
    )


def _listing(edition: Edition, given: Given, decided: Classification, key: ItemKey) -> Candidate:
    item = edition.item_by_key.get(key)
    if item is None:
        raise ItemNotInTheme(key, decided.theme, Wording("目录中没有此事项", "not in the catalogue"))
    if decided.kind not in item.applies_to.split():
        raise ItemNotInTheme(key, decided.theme, Wording("不适用于此类项目", f"not for {decided.kind} projects"))
    listings = [one for one in edition.stage_items if one.theme == decided.theme and one.item == key]
    # Where stages share an item under conditions that exclude each other, the one whose condition holds is its place.
    listings.sort(key=lambda one: given.answer(one.when) is not True)
    if listings:
        return Candidate(listings[0], item)
    raise ItemNotInTheme(key, decided.theme, Wording("本项目的主题未列此事项", "the project's theme does not list it"))


def _edges(edition: Edition, given: Given, chosen: Candidates, key: ItemKey) -> tuple[Dependency, ...]:
    keys = {one.item.key for one in chosen.listed} | {key}
    return tuple(
        edge
        for edge in edition.dependencies
        if key in (edge.before, edge.after)
        and edge.before in keys
        and edge.after in keys | {CONSTRUCTION_START}
        and given.answer(edge.when)
    )


def _arranged(
    edition: Edition, chosen: Candidates, added: Candidate, edges: tuple[Dependency, ...]
) -> tuple[tuple[StageDraft, ...], tuple[ItemKey, ...], tuple[Before, ...]]:
    """The stages, the order and its pairs as they would be with the item in the plan from the start."""
    listed = (*(one for one in chosen.listed if one.item.key != added.item.key), added)
    dependencies = tuple(dict.fromkeys([*chosen.dependencies, *edges]))
    stages = drafts(edition.stages_by_theme[added.listing.theme], listed)
    before = pairs(dependencies, openers(stages, start_requires(dependencies)))
    return stages, in_order([one for draft in stages for one in draft.keys], before), before


def _new_stage(
    edition: Edition, given: Given, stages: tuple[StageDraft, ...], item: PlannedItem
) -> PlannedStage | None:
    for draft in stages:
        if draft.keys == (item.item,):
            return planned_stage(edition, given, draft, {item.item: item}, draft.keys)
    return None


def _asked(edition: Edition, given: Given, added: Candidate) -> tuple[Material, ...]:
    """Its materials; one whose condition is open is asked for, since the item itself was not foreseen."""
    rows = edition.materials_by_item.get(added.item.key, ())
    return tuple(row for row in rows if given.answer(row.when) is not False)
