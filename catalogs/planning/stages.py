"""A planned stage: what opens and closes it, who leads it, and its items in an order that can be followed."""

from collections.abc import Mapping, Sequence

from catalogs.edition import Edition
from catalogs.given import Given
from catalogs.plan import PlannedItem, PlannedStage
from catalogs.planning.gates import StageDraft
from catalogs.planning.leads import lead_office
from catalogs.schema import ItemKey


def planned_stage(
    edition: Edition,
    given: Given,
    draft: StageDraft,
    items: Mapping[ItemKey, PlannedItem],
    order: Sequence[ItemKey],
) -> PlannedStage:
    """The stage with its items, each after its prerequisites."""
    stage, here = draft.stage, set(draft.keys)
    planned = tuple(items[key] for key in order if key in here)
    return PlannedStage(
        stage=stage.stage,
        order=stage.order,
        standard_stage=stage.standard_stage,
        name_zh=stage.name_zh,
        name_en=stage.name_en,
        lead_office=lead_office(edition, given, stage.lead_department, planned),
        join=stage.join,
        opens=draft.opens,
        limit_days=stage.limit_days,
        items=planned,
    )
