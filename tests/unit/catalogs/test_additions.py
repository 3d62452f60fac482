"""Items added late to projects of the shipped edition."""

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest

from catalogs.edition import Edition
from catalogs.errors import ItemNotInTheme
from catalogs.facts import typed
from catalogs.loader import load
from catalogs.plan import Facts, Plan
from catalogs.planning import plan, plan_item
from catalogs.schema import ItemKey

PLANNED = (
    "industrial_filing",
    "granted_housing",
    "school",
    "wind_farm",
    "highway",
    "hydropower",
    "chemical_plant",
    "scenic_tourism",
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


def example(edition: Edition, name: str) -> Facts:
    file = files("catalogs") / "data" / "examples" / f"{name}.json"
    return typed(edition, json.loads(file.read_text(encoding="utf-8")))


def items(found: Plan) -> set[ItemKey]:
    return {item.item for stage in found.stages for item in stage.items}


def could_be_added(edition: Edition, found: Plan) -> Iterator[ItemKey]:
    for row in edition.stage_items:
        fits = found.classification.kind in edition.item_by_key[row.item].applies_to.split()
        if row.theme == found.classification.theme and fits and row.item not in items(found):
            yield row.item


@pytest.mark.parametrize("name", PLANNED)
def test_every_item_a_theme_lists_for_the_kind_can_be_added_late_one_after_another(edition: Edition, name: str) -> None:
    facts = example(edition, name)
    found = plan(edition, facts)
    present = items(found)
    stages = {stage.stage for stage in found.stages}

    for key in dict.fromkeys(could_be_added(edition, found)):
        added = plan_item(edition, facts, key, present=present, stages=stages)
        assert (added.new_stage is None) == (added.stage in stages)
        assert {one.item for one in added.item.prerequisites} <= present
        present |= {key}
        stages |= {added.stage}


@pytest.mark.parametrize(
    ("name", "before", "key"),
    [
        pytest.param("wind_farm", {"drawing_review"}, "construction_permit", id="drawings-before-the-permit"),
        pytest.param(
            "highway", {"planning_verification", "fire_acceptance"}, "completion_filing", id="acceptances-before-filing"
        ),
    ],
)
def test_prerequisites_between_late_items_are_kept(edition: Edition, name: str, before: set[str], key: str) -> None:
    facts = example(edition, name)
    present = items(plan(edition, facts)) | {ItemKey(one) for one in before}

    added = plan_item(edition, facts, ItemKey(key), present=present)

    assert before <= {one.item for one in added.item.prerequisites}


def test_a_late_rural_permit_has_a_place_in_a_project_of_the_town(edition: Edition) -> None:
    added = plan_item(edition, example(edition, "industrial_filing"), ItemKey("rural_planning_permit"))

    assert added.stage == "works"


def test_an_item_of_another_kind_is_refused_with_the_reason(edition: Edition) -> None:
    with pytest.raises(ItemNotInTheme, match="not for filing projects"):
        plan_item(edition, example(edition, "industrial_filing"), ItemKey("feasibility_study"))
