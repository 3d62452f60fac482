"""A planned item: one listing of a theme, with its legs, limit, prerequisites and the reason it is there."""

from collections.abc import Iterable

from catalogs.edition import Edition
from catalogs.given import Given
from catalogs.plan import PlannedItem, PlannedPrerequisite, Reason
from catalogs.planning.candidates import Candidate
from catalogs.planning.legs import handling_of, legs
from catalogs.planning.limits import limit, reckoned_days
from catalogs.schema import Dependency, Item, ItemRole


def planned_item(
    edition: Edition, given: Given, one: Candidate, edges: Iterable[Dependency], *, why: Reason | None = None
) -> PlannedItem:
    """The sub-approval to be; `edges` are those of the plan that lead to it."""
    item, listing = one.item, one.listing
    held_by = legs(edition, given, item, handling_of(edition, given, item))
    return PlannedItem(
        item=item.key,
        name_zh=item.name_zh,
        name_en=item.name_en,
        role=listing.role,
        milestone=listing.milestone,
        procedure=item.procedure,
        legs=held_by,
        limit=limit(item),
        prerequisites=tuple(_prerequisite(edge) for edge in edges if edge.after == item.key),
        why=why or _why(item, listing.role),
        days=reckoned_days(item, held_by),
        files_itself=item.files_itself,
    )


def _prerequisite(edge: Dependency) -> PlannedPrerequisite:
    zh = edge.condition_zh or "法定前置"
    why = Reason(zh=zh, en=_EDGE_EN[edge.kind.value], basis=edge.source, from_memory=edge.from_memory)
    return PlannedPrerequisite(item=edge.before, kind=edge.kind, why=why)


def _why(item: Item, role: ItemRole) -> Reason:
    """The item's own trigger where it has one; without a condition, its place in the theme is the reason."""
    triggered = bool(item.when)
    zh = f"符合办理情形:{item.trigger_zh}" if triggered and item.trigger_zh else _ROLE_ZH[role]
    en = f"its condition holds: {item.when}" if triggered else _ROLE_EN[role]
    return Reason(zh=zh, en=en, basis=item.legal_basis, from_memory=item.from_memory)


_EDGE_EN = {
    "precondition": "must have passed before",
    "shares-result": "its result document is passed on",
}
_ROLE_ZH = {
    ItemRole.MANDATORY: "本主题必办事项",
    ItemRole.CONDITIONAL: "本项目情形需办事项",
    ItemRole.BESIDE: "并行推进事项",
}
_ROLE_EN = {
    ItemRole.MANDATORY: "mandatory in this theme",
    ItemRole.CONDITIONAL: "needed in this project's situation",
    ItemRole.BESIDE: "runs beside the stages",
}
