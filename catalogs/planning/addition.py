"""An item added late to a running project: it joins the stage of its theme it belongs to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalogs.classifying import classification, settled
from catalogs.edition import Edition
from catalogs.errors import CatalogFaults, ItemNotInTheme
from catalogs.given import Given
from catalogs.plan import Classification, Facts, PlannedDocument, PlannedItem, PlannedStage, Reason
from catalogs.planning.candidates import Candidate
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
    new_stage: PlannedStage | None  # the stage, where the project has none of its items yet
    item: PlannedItem
    documents: tuple[PlannedDocument, ...]  # those it asks for; `serves` names it alone
    unlocks: tuple[ItemKey, ...]  # items of the project that now also wait for it
    start_requires: bool  # whether construction must wait for it


def plan_item(
    edition: Edition,
    facts: Facts,
    key: ItemKey,
    *,
    present: Collection[ItemKey] = (),
    stages: Collection[StageCode] = (),
) -> PlannedAddition:
    """Plan one item of the project's theme, whether or not its conditions hold: an officer found that it is needed.

    `present` and `stages` are those the project has by now, late ones included; what its facts plan counts anyway.
    Raises ItemNotInTheme when the theme does not list it, it is not for this kind or it cannot be put in order with the
    project's items, and what `plan` raises.
    """
    standing = settled(edition, facts)
    decided, given = classification(edition, standing), standing.given
    added = _listing(edition, given, decided, key)
    listed = (*_others(edition, given, decided, {*present} - {key}, key), added)
    edges = _edges(edition, given, {one.item.key for one in listed})
    own = tuple(edge for edge in edges if key in (edge.before, edge.after))
    why = Reason(
        zh="办理中补列的事项",
        en="added while the project was running",
        basis=added.item.legal_basis,
        from_memory=added.item.from_memory,
    )
    item = planned_item(edition, given, added, own, why=why)
    draft, order, before = _arranged(edition, listed, added, edges)
    return PlannedAddition(
        stage=added.listing.stage,
        new_stage=None if added.listing.stage in stages else _new_stage(edition, given, draft, item),
        item=item,
        documents=documents(edition, _asked(edition, given, added), order, all_before(order, before)),
        unlocks=tuple(edge.after for edge in own if edge.before == key and edge.after != CONSTRUCTION_START),
        start_requires=any(edge.before == key and edge.after == CONSTRUCTION_START for edge in own),
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


def _others(
    edition: Edition, given: Given, decided: Classification, present: Collection[ItemKey], key: ItemKey
) -> tuple[Candidate, ...]:
    """The project's items besides the added one: those its facts plan, and those added before."""
    planned = [one for one in chosen_for(edition, given, decided.theme, decided.kind).listed if one.item.key != key]
    known = {one.item.key for one in planned}
    listed = {one.item for one in edition.stage_items if one.theme == decided.theme}
    late = [one for one in edition.item_by_key if one in present and one in listed and one not in known]
    return (*planned, *(_listing(edition, given, decided, one) for one in late))


def _edges(edition: Edition, given: Given, keys: Collection[ItemKey]) -> tuple[Dependency, ...]:
    return tuple(
        edge
        for edge in edition.dependencies
        if edge.before in keys and edge.after in {*keys, CONSTRUCTION_START} and given.answer(edge.when)
    )


def _arranged(
    edition: Edition, listed: Sequence[Candidate], added: Candidate, edges: tuple[Dependency, ...]
) -> tuple[StageDraft, tuple[ItemKey, ...], tuple[Before, ...]]:
    """The item's stage, the order and its pairs as they would be with the item in the plan from the start."""
    theme, stage = added.listing.theme, added.listing.stage
    stages = drafts(edition.stages_by_theme[theme], listed)
    before = pairs(edges, openers(stages, start_requires(edges)))
    try:
        order = in_order([key for draft in stages for key in draft.keys], before)
    except CatalogFaults as cycle:
        what = cycle.faults[0].what
        zh, en = "与项目已有事项排不出先后", "it cannot be put in order with the project's items"
        raise ItemNotInTheme(added.item.key, theme, Wording(f"{zh}:{what.zh}", f"{en}: {what.en}")) from cycle
    return next(draft for draft in stages if draft.stage.stage == stage), order, before


def _new_stage(edition: Edition, given: Given, draft: StageDraft, item: PlannedItem) -> PlannedStage | None:
    if draft.keys != (item.item,):
        return None
    return planned_stage(edition, given, draft, {item.item: item}, draft.keys)


def _asked(edition: Edition, given: Given, added: Candidate) -> tuple[Material, ...]:
    """Its materials; one whose condition is open is asked for, since the item itself was not foreseen."""
    rows = edition.materials_by_item.get(added.item.key, ())
    return tuple(row for row in rows if given.answer(row.when) is not False)
