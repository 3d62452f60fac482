"""Plans: items, legs, prerequisites, documents and days."""

from pathlib import Path

import pytest

from catalogs.edition import Edition
from catalogs.errors import CatalogFaults, ItemNotInTheme, UndeterminedFacts
from catalogs.plan import Plan, PlannedItem
from catalogs.planning import plan, plan_item
from catalogs.schema import ItemKey, LegRole, StageCode, StageOpening
from tests.unit.catalogs.editions import add, edit, small_edition
from tests.unit.catalogs.projects import facts_of, school, wind_farm


def keys(found: Plan) -> list[list[str]]:
    return [[item.item for item in stage.items] for stage in found.stages]


def item(found: Plan, key: str) -> PlannedItem:
    return found.item(ItemKey(key))


def test_a_plan_holds_the_items_whose_conditions_hold_for_the_kind(small: Edition) -> None:
    assert keys(plan(small, facts_of())) == [["file"], ["drawings", "permit"], ["completion"]]


def test_a_stage_without_items_is_left_out_and_its_opening_handed_on(small: Edition) -> None:
    found = plan(small, facts_of())

    assert [stage.stage for stage in found.stages] == ["start", "building", "completion"]
    assert [stage.opens for stage in found.stages] == [
        StageOpening.CODED,
        StageOpening.PREVIOUS_CLOSED,
        StageOpening.CONSTRUCTING,
    ]


def test_each_item_comes_after_its_prerequisites(small: Edition) -> None:
    found = plan(small, wind_farm(storeys=12))

    assert keys(found)[2] == ["drawings", "fire", "permit"]
    assert [one.item for one in item(found, "permit").prerequisites] == ["drawings", "fire"]


@pytest.mark.parametrize(
    ("land", "order"),
    [
        pytest.param("granted", ["land_deed", "land_use"], id="granted-land-has-its-contract-first"),
        pytest.param("allocated", ["land_use", "land_deed"], id="allocated-land-has-its-permit-first"),
    ],
)
def test_the_order_of_land_items_follows_how_the_land_is_given(small: Edition, land: str, order: list[str]) -> None:
    assert keys(plan(small, wind_farm(land=land)))[1] == order


def test_county_examinations_run_side_by_side_before_the_decision(small: Edition) -> None:
    legs = item(plan(small, wind_farm()), "verify").legs

    assert [(leg.position, leg.office, leg.role, leg.days) for leg in legs] == [
        (0, "990121.drc", LegRole.PRELIMINARY_EXAMINATION, 20),
        (0, "990122.drc", LegRole.PRELIMINARY_EXAMINATION, 20),
        (1, "990100.drc", LegRole.DECISION, None),
    ]


def test_the_lead_office_is_the_one_that_handles_the_stage(small: Edition) -> None:
    assert [stage.lead_office for stage in plan(small, wind_farm()).stages] == [
        "990100.drc",
        "990100.plan",
        "990100.build",
        "990100.build",
    ]


def test_a_document_is_asked_for_once_for_all_the_items_it_serves(small: Edition) -> None:
    documents = {str(one.material): one for one in plan(small, wind_farm()).documents}

    assert documents["site_drawing"].serves == ("site", "land_use", "land_deed")
    assert len(documents) == len(plan(small, wind_farm()).documents)


def test_a_result_of_an_earlier_item_is_never_asked_for_again(small: Edition) -> None:
    documents = {str(one.material): one for one in plan(small, school(new_land=True, land="allocated")).documents}

    assert documents["proposal_reply"].comes_from == ("proposal",)
    assert documents["site_opinion"].comes_from == ("site",)


def test_a_document_is_asked_for_when_its_issuer_does_not_come_first(
    tmp_path: Path,
) -> None:
    change = (
        add("materials", item="site", material="permit_copy"),
        add("results", material="permit_copy", item="permit"),
    )
    edition = small_edition(tmp_path / "edition", *change)

    documents = {str(one.material): one for one in plan(edition, wind_farm()).documents}

    assert documents["permit_copy"].comes_from == ()


def test_a_conditional_document_is_asked_for_only_when_its_condition_holds(small: Edition) -> None:
    low, high = (plan(small, facts_of(storeys=storeys)) for storeys in (29, 30))

    assert "deep_pit_plan" not in {one.material for one in low.documents}
    assert "deep_pit_plan" in {one.material for one in high.documents}


def test_days_are_promised_else_statutory_in_working_days_with_the_examinations_before(small: Edition) -> None:
    found = plan(small, wind_farm())

    assert item(found, "drawings").days == 5
    assert item(found, "permit").days == 5  # 7 calendar days
    assert item(found, "completion").days == 0
    assert item(found, "verify").days == 20 + 20


def test_the_critical_path_is_the_longest_chain_to_the_start_of_construction(small: Edition) -> None:
    found = plan(small, wind_farm())

    assert found.critical_path == ("verify", "land_use", "land_deed", "drawings", "permit")
    assert found.days_in_parallel == 40 + 20 + 22 + 5 + 5
    assert found.days_one_after_another == 20 + found.days_in_parallel  # and the site, which runs beside


def test_construction_waits_for_the_items_that_must_pass_first(small: Edition) -> None:
    assert plan(small, facts_of(uses_water=True)).start_requires == ("permit", "water_use")


def test_facts_the_plan_turns_on_are_named_when_missing(small: Edition) -> None:
    with pytest.raises(UndeterminedFacts) as refusal:
        plan(small, facts_of(new_land=None, storeys=None))

    assert [one.fact for one in refusal.value.facts] == ["new_land", "land", "storeys"]


def test_a_cycle_is_refused_by_the_names_of_its_items(tmp_path: Path) -> None:
    change = add("dependencies", before="permit", after="drawings", kind="precondition")
    edition = small_edition(tmp_path / "edition", change)

    with pytest.raises(CatalogFaults, match=r"drawings → permit → drawings|permit → drawings → permit"):
        plan(edition, facts_of())


def test_an_item_can_be_added_late_to_the_stage_it_belongs_to(small: Edition) -> None:
    added = plan_item(small, facts_of(), ItemKey("fire"))

    assert (added.stage, added.item.item, added.unlocks) == ("building", "fire", ("permit",))
    assert [one.material for one in added.documents] == ["drawing_set"]
    assert added.item.legs[-1].office == "990121.build"


def test_a_late_item_brings_the_stage_the_plan_had_left_out(small: Edition) -> None:
    added = plan_item(small, facts_of(), ItemKey("land_use"))

    assert plan_item(small, facts_of(), ItemKey("fire")).new_stage is None
    assert added.new_stage is not None
    assert (added.new_stage.stage, added.new_stage.items) == (added.stage, (added.item,))


def test_a_late_item_brings_no_stage_the_project_has_by_now(small: Edition) -> None:
    both = {ItemKey("land_use"), ItemKey("file")}

    assert plan_item(small, facts_of(), ItemKey("land_deed"), present=both).new_stage is None
    assert plan_item(small, facts_of(), ItemKey("land_use"), stages={StageCode("planning")}).new_stage is None


def test_a_late_item_waits_for_an_item_that_was_added_before_it(small: Edition) -> None:
    facts = facts_of(land="granted")

    added = plan_item(small, facts, ItemKey("land_use"), present={ItemKey("land_deed")})
    alone = plan_item(small, facts, ItemKey("land_use"))

    assert [one.item for one in added.item.prerequisites] == ["land_deed"]
    assert alone.item.prerequisites == ()


def test_an_item_that_was_added_before_waits_for_a_later_one(small: Edition) -> None:
    added = plan_item(small, facts_of(land="granted"), ItemKey("land_deed"), present={ItemKey("land_use")})

    assert added.unlocks == ("land_use",)


def test_an_item_that_cannot_be_put_in_order_is_refused_by_the_items_it_conflicts_with(tmp_path: Path) -> None:
    edition = small_edition(
        tmp_path / "edition", add("dependencies", before="drawings", after="site", kind="precondition")
    )

    with pytest.raises(ItemNotInTheme, match="cannot be put in order"):
        plan_item(edition, facts_of(), ItemKey("site"))


def test_a_late_item_can_hold_up_construction(small: Edition) -> None:
    assert plan_item(small, facts_of(), ItemKey("water_use")).start_requires


@pytest.mark.parametrize(
    ("key", "why"),
    [
        pytest.param("nothing", "not in the catalogue", id="unknown"),
        pytest.param("proposal", "not for filing projects", id="other-kind"),
    ],
)
def test_an_item_without_a_place_in_the_theme_is_refused(small: Edition, key: str, why: str) -> None:
    with pytest.raises(ItemNotInTheme, match=why):
        plan_item(small, facts_of(), ItemKey(key))


def test_any_item_closes_a_stage_whose_join_is_any(tmp_path: Path) -> None:
    change = edit("stages", {"theme": "general", "stage": "start"}, join="any")
    edition = small_edition(tmp_path / "edition", change)

    assert plan(edition, wind_farm()).critical_path == ("site", "land_use", "land_deed", "drawings", "permit")
