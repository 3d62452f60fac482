"""Every sort of fault, planted one at a time in a sound edition, is found, named and told how to mend."""

from pathlib import Path

import pytest

from catalogs.checks import check
from catalogs.edition import Edition
from catalogs.fault_words import WORDS
from catalogs.faults import FaultKind
from catalogs.loader import read
from tests.unit.catalogs.editions import Change, Tables, add, edit, remove, small_edition, write

K = FaultKind
START = {"theme": "general", "stage": "start"}
BUILDING = {"theme": "general", "stage": "building"}


def many(*changes: Change) -> Change:
    def change(tables: Tables) -> None:
        for one in changes:
            one(tables)

    return change


def empty(table: str, **cells: str) -> Change:
    """A change: without the rows that have these cells."""

    def change(tables: Tables) -> None:
        tables[table] = [row for row in tables[table] if any(row.get(name) != text for name, text in cells.items())]

    return change


PLANTED = [
    pytest.param(edit("items", {"key": "fire"}, department="fires"), K.UNKNOWN_REFERENCE, "items.csv[fire].department",
                 id="item-of-an-unknown-department"),
    pytest.param(add("materials", item="fires", material="x"), K.UNKNOWN_REFERENCE, "materials.csv[fires/x].item",
                 id="material-of-an-unknown-item"),
    pytest.param(add("dependencies", before="fires", after="permit", kind="precondition"), K.UNKNOWN_REFERENCE,
                 "dependencies.csv[fires/permit].before", id="prerequisite-on-an-unknown-item"),
    pytest.param(add("stage_items", theme="general", stage="later", item="fire", role="beside"), K.UNKNOWN_REFERENCE,
                 "stage_items.csv[general/later/fire].stage", id="item-in-an-unknown-stage"),
    pytest.param(edit("handling", {"order": "1"}, item="verifi"), K.UNKNOWN_REFERENCE, "handling.csv[1/verifi].item",
                 id="handling-of-an-unknown-item"),
    pytest.param(add("departments", key="drc", levels="city"), K.DUPLICATE_KEY, "departments.csv[drc].key",
                 id="key-given-twice"),
    pytest.param(add("stage_items", theme="general", stage="start", item="fire", role="conditional"), K.DUPLICATE_KEY,
                 "stage_items.csv[general/start/fire].item", id="item-in-two-stages-at-once"),
    pytest.param(add("dependencies", before="permit", after="drawings", kind="precondition"), K.CYCLE,
                 "dependencies.csv[permit/drawings].when", id="cycle-of-two"),
    pytest.param(edit("dependencies", {"before": "land_deed"}, when=""), K.CYCLE,
                 "dependencies.csv[land_deed/land_use].when", id="cycle-whose-conditions-can-hold-together"),
    pytest.param(many(empty("stage_items", item="fire"), empty("materials", item="fire")), K.ITEM_WITHOUT_THEME,
                 "items.csv[fire]", id="item-in-no-theme"),
    pytest.param(edit("items", {"key": "fire"}, when="storeys < 0"), K.CONDITION_NEVER_HOLDS, "items.csv[fire].when",
                 id="condition-that-never-holds"),
    pytest.param(edit("stage_items", {**START, "item": "site"}, when="!new_land"), K.CONDITION_NEVER_HOLDS,
                 "stage_items.csv[general/start/site].when", id="listing-that-contradicts-its-item"),
    pytest.param(add("stage_items", theme="school", stage="start", item="file", role="mandatory"),
                 K.CONDITION_NEVER_HOLDS, "stage_items.csv[school/start/file].when", id="item-of-another-kind"),
    pytest.param(remove("offices", id="990122.water"), K.ITEM_WITHOUT_OFFICE, "items.csv[water_use].department",
                 id="no-office-in-one-county"),
    pytest.param(remove("offices", id="990000.drc"), K.ITEM_WITHOUT_OFFICE, "items.csv[verify].department",
                 id="no-office-in-the-province"),
    pytest.param(edit("departments", {"key": "water"}, levels="city province"), K.DEPARTMENT_NOT_AT_LEVEL,
                 "offices.csv[990121.water].level", id="office-where-the-department-does-not-exist"),
    pytest.param(edit("items", {"key": "fire"}, when="storeys >="), K.CONDITION_DOES_NOT_COMPILE,
                 "items.csv[fire].when", id="condition-that-does-not-compile"),
    pytest.param(edit("items", {"key": "fire"}, when="floors > 3"), K.UNKNOWN_FACT, "items.csv[fire].when",
                 id="condition-on-an-unknown-fact"),
    pytest.param(edit("materials", {"item": "permit", "material": "deep_pit_plan"}, when="land == 'rented'"),
                 K.UNKNOWN_CHOICE, "materials.csv[permit/deep_pit_plan].when", id="condition-on-an-unknown-choice"),
    pytest.param(edit("verification_catalog", {"key": "wind"}, when="kind == 'verification'"), K.FACT_NOT_YET_KNOWN,
                 "verification_catalog.csv[wind].when", id="catalogue-that-asks-for-the-kind"),
    pytest.param(edit("handling", {"order": "2"}, when="organ_level == 'city'"), K.FACT_NOT_YET_KNOWN,
                 "handling.csv[2/verify].when", id="level-that-asks-for-itself"),
    pytest.param(edit("items", {"key": "fire"}, when="storeys"), K.CONDITION_FAILS, "items.csv[fire].when",
                 id="condition-that-is-a-number"),
    pytest.param(edit("items", {"key": "fire"}, when="storeys > 'ten'"), K.CONDITION_FAILS, "items.csv[fire].when",
                 id="number-compared-with-a-text"),
    pytest.param(edit("items", {"key": "fire"}, when="capacity / 2 > 5.0"), K.CONDITION_FAILS, "items.csv[fire].when",
                 id="decimal-divided-by-a-whole-number"),
    pytest.param(edit("items", {"key": "fire"}, limit_days=""), K.MISSING_LIMIT, "items.csv[fire].limit_days",
                 id="item-without-a-limit"),
    pytest.param(edit("items", {"key": "site"}, limit_days="", limit_unit="none"), K.MISSING_LIMIT,
                 "items.csv[site].promised_days", id="neither-limit-nor-promise"),
    pytest.param(edit("items", {"key": "fire"}, legal_basis=""), K.MISSING_BASIS, "items.csv[fire].legal_basis",
                 id="item-without-legal-basis"),
    pytest.param(edit("items", {"key": "fire"}, limit_basis=""), K.MISSING_BASIS, "items.csv[fire].limit_basis",
                 id="limit-without-basis"),
    pytest.param(edit("items", {"key": "fire"}, files_itself="true"), K.CHECKED_FILING,
                 "items.csv[fire].files_itself", id="permit-that-says-it-files-itself"),
    pytest.param(edit("results", {"item": "site"}, source=""), K.MISSING_SOURCE,
                 "results.csv[site_opinion/site].source", id="row-without-source"),
    pytest.param(edit("items", {"key": "fire"}, name_en=""), K.MISSING_NAME, "items.csv[fire].name_en",
                 id="name-missing-in-one-language"),
    pytest.param(edit("materials", {"material": "deep_pit_plan"}, when=""), K.CONDITION_MISSING,
                 "materials.csv[permit/deep_pit_plan].when", id="conditional-material-without-condition"),
    pytest.param(add("results", material="moon_map", item="site"), K.UNASKED_RESULT,
                 "results.csv[moon_map/site].material", id="result-nobody-asks-for"),
    pytest.param(empty("stage_items", item="fire"), K.UNASKED_MATERIAL, "materials.csv[fire/drawing_set].item",
                 id="material-no-item-asks-for"),
    pytest.param(empty("materials", item="water_use"), K.ITEM_WITHOUT_MATERIAL, "items.csv[water_use]",
                 id="item-without-material"),
    pytest.param(many(add("results", material="fire_reply", item="fire"),
                      add("materials", item="drawings", material="fire_reply")),
                 K.RESULT_WITHOUT_PREREQUISITE, "results.csv[fire_reply/fire].item", id="result-that-comes-too-late"),
    pytest.param(edit("stage_items", {**BUILDING, "item": "permit"}, milestone="false"), K.JOIN_CAN_STARVE,
                 "stages.csv[general/building].join", id="milestone-join-without-milestone"),
    pytest.param(edit("stage_items", {**BUILDING, "item": "permit"}, when="storeys > 2"), K.JOIN_CAN_STARVE,
                 "stages.csv[general/building].join", id="milestone-some-projects-do-not-have"),
    pytest.param(edit("stages", {"theme": "general", "stage": "planning"}, join="lead-veto", lead_department="water"),
                 K.JOIN_CAN_STARVE, "stages.csv[general/planning].join", id="lead-veto-without-an-item-of-the-lead"),
    pytest.param(many(edit("stages", {"theme": "general", "stage": "completion"}, join="any"),
                      edit("stage_items", {"theme": "general", "item": "completion"}, role="beside")),
                 K.JOIN_CAN_STARVE, "stages.csv[general/completion].join", id="join-of-any-with-only-beside-items"),
    pytest.param(edit("stages", START, opens="previous-closed"), K.STAGE_NEVER_OPENS,
                 "stages.csv[general/start].opens", id="first-stage-that-waits-for-one-before"),
    pytest.param(edit("stages", START, opens="constructing"), K.STAGE_NEVER_OPENS,
                 "stages.csv[general/start].opens", id="no-stage-before-construction"),
    pytest.param(edit("stages", BUILDING, order="7"), K.STAGE_ORDER_GAP, "stages.csv[general].order",
                 id="stage-numbers-with-a-gap"),
    pytest.param(add("stages", theme="general", stage="empty", order="5", standard_stage="5", join="all", opens="coded",
                     lead_department="drc"),
                 K.STAGE_WITHOUT_ITEM, "stages.csv[general/empty]", id="stage-without-items"),
    pytest.param(add("dependencies", before="drawings", after="file", kind="precondition"), K.IMPOSSIBLE_ORDER,
                 "dependencies.csv[drawings/file].after", id="early-stage-that-waits-for-a-later-one"),
    pytest.param(add("dependencies", before="completion", after="construction_start", kind="precondition"),
                 K.IMPOSSIBLE_ORDER, "dependencies.csv[completion/construction_start].after",
                 id="construction-that-waits-for-completion"),
    pytest.param(many(edit("items", {"key": "site"}, when="new_land && storeys < 5"),
                      edit("stage_items", {**BUILDING, "item": "drawings"}, when="storeys >= 5"),
                      add("dependencies", before="drawings", after="site", kind="precondition")),
                 K.UNPLACEABLE_ADDITION, "stage_items.csv[general/start/site].item",
                 id="late-item-that-would-wait-for-what-it-opens"),
    pytest.param(many(edit("items", {"key": "site"}, when="storeys < 5"),
                      edit("items", {"key": "land_use"}, when="storeys >= 5"),
                      add("dependencies", before="land_use", after="site", kind="precondition")),
                 K.UNPLACEABLE_ADDITION, "stage_items.csv[general/start/site].item",
                 id="late-item-that-closes-a-circle"),
    pytest.param(edit("themes", {"key": "school"}, when=""), K.ROW_NEVER_CHOSEN, "themes.csv[general].when",
                 id="theme-never-chosen"),
    pytest.param(edit("themes", {"key": "general"}, when="kind == 'filing'"), K.NO_CATCH_ALL, "themes.csv[-].when",
                 id="project-without-theme"),
    pytest.param(edit("kinds", {"order": "3"}, when="storeys > 1"), K.NO_CATCH_ALL, "kinds.csv[-].when",
                 id="kinds-without-catch-all"),
    pytest.param(edit("handling", {"order": "4"}, when="storeys > 1"), K.NO_CATCH_ALL, "handling.csv[permit].when",
                 id="handling-without-catch-all"),
    pytest.param(remove("stage_items", **START, item="verify"), K.ROOT_NOT_LISTED, "themes.csv[general]",
                 id="theme-without-its-root-item"),
    pytest.param(add("workcalendar", date="2028-01-03", kind="holiday", festival_zh="元旦", festival_en="New Year"),
                 K.CALENDAR_GAP, "workcalendar.csv[2027].date", id="year-missing-between-others"),
    pytest.param(add("workcalendar", date="2026-01-01", kind="holiday", festival_zh="元旦", festival_en="New Year"),
                 K.CALENDAR_DOUBLE_DAY, "workcalendar.csv[2026-01-01].date", id="holiday-given-twice"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, cap_unit=""), K.MALFORMED_CAP,
                 "special_procedures.csv[evaluation].cap_days", id="cap-without-its-unit"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, cap_days=""), K.MALFORMED_CAP,
                 "special_procedures.csv[evaluation].cap_days", id="cap-without-its-number"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, cap_days="0"), K.MALFORMED_CAP,
                 "special_procedures.csv[evaluation].cap_days", id="cap-of-no-day"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, cap_unit="at-once"), K.MALFORMED_CAP,
                 "special_procedures.csv[evaluation].cap_days", id="cap-that-is-not-counted-in-days"),
    pytest.param(edit("special_procedures", {"key": "publicity"}, cap_days="5", cap_unit="working-day"),
                 K.CAP_WITHOUT_EFFECT, "special_procedures.csv[publicity].cap_days",
                 id="cap-on-what-does-not-stop-the-clock"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, applies_to="assessment"), K.HOLD_WITHOUT_CLOCK,
                 "special_procedures.csv[evaluation].applies_to", id="hold-of-a-procedure-that-has-no-clock"),
    pytest.param(edit("special_procedures", {"key": "evaluation"}, applies_to="verify"), K.MALFORMED_WORDS,
                 "special_procedures.csv[evaluation].applies_to", id="misspelt-procedure"),
    pytest.param(edit("special_procedures", {"key": "expert_review"}, basis=""), K.MISSING_BASIS,
                 "special_procedures.csv[expert_review].basis", id="hold-without-basis"),
    pytest.param(add("special_procedures", key="publicity", effect="none", holder="publicity"), K.DUPLICATE_KEY,
                 "special_procedures.csv[publicity].key", id="special-procedure-given-twice"),
    pytest.param(add("legal_bases", act="case:filed", procedure="filing", basis="某法 Art.5"), K.DUPLICATE_KEY,
                 "legal_bases.csv[case:filed/filing/].act", id="legal-basis-given-twice"),
    pytest.param(edit("legal_bases", {"item": "fire"}, item="fires"), K.UNKNOWN_REFERENCE,
                 "legal_bases.csv[case:decided//fires].item", id="legal-basis-of-an-unknown-item"),
    pytest.param(edit("legal_bases", {"act": "case:filed"}, basis=""), K.MISSING_BASIS,
                 "legal_bases.csv[case:filed/filing/].basis", id="act-said-to-rest-on-nothing"),
    pytest.param(edit("regions", {"code": "990121"}, parent_code="990000"), K.BROKEN_REGION_TREE,
                 "regions.csv[990121].parent_code", id="county-directly-under-the-province"),
    pytest.param(edit("facts", {"key": "land"}, choices="granted=出让=Granted | allocated"), K.MALFORMED_CHOICES,
                 "facts.csv[land].choices", id="choice-without-its-names"),
    pytest.param(edit("facts", {"key": "investment"}, type="decimal"), K.REQUIRED_FACT_MISSING,
                 "facts.csv[investment].type", id="investment-that-is-not-money"),
    pytest.param(edit("items", {"key": "fire"}, applies_to="approval filling"), K.MALFORMED_WORDS,
                 "items.csv[fire].applies_to", id="misspelt-kind"),
    pytest.param(edit("handling", {"order": "2"}, preliminary="city county"), K.MALFORMED_WORDS,
                 "handling.csv[2/verify].preliminary", id="higher-level-examining-before-the-lower"),
]  # fmt: skip


def test_the_small_edition_is_sound(small: Edition) -> None:
    assert check(small) == []


@pytest.mark.parametrize(("change", "kind", "where"), PLANTED)
def test_a_planted_fault_is_found_where_it_is(tmp_path: Path, change: Change, kind: FaultKind, where: str) -> None:
    faults = check(small_edition(tmp_path / "edition", change))

    found = [fault for fault in faults if (fault.kind, fault.where) == (kind, where)]
    assert found, [(fault.kind, fault.where) for fault in faults]
    assert all(fault.what.zh and fault.what.en and fault.mend.zh and fault.mend.en for fault in found)


@pytest.mark.parametrize(
    ("table", "where", "cells", "expected"),
    [
        pytest.param("items", {"key": "fire"}, {"limit_days": "ten"}, ("items", "limit_days"), id="number"),
        pytest.param("items", {"key": "fire"}, {"procedure": "licence"}, ("items", "procedure"), id="word"),
        pytest.param(
            "legal_bases",
            {"act": "case:filed"},
            {"procedure": "filling"},
            ("legal_bases", "procedure"),
            id="procedure-of-a-legal-basis",
        ),
        pytest.param("facts", {"key": "land"}, {"always": "yes"}, ("facts", "always"), id="truth"),
        pytest.param(
            "workcalendar", {"date": "2026-01-04"}, {"date": "2026-02-30"}, ("workcalendar", "date"), id="date"
        ),
    ],
)
def test_a_malformed_cell_is_found_at_its_line(
    tmp_path: Path, table: str, where: dict[str, str], cells: dict[str, str], expected: tuple[str, str]
) -> None:
    _, faults = read(write(tmp_path / "edition", edit(table, where, **cells)))

    assert [(fault.kind, (fault.table, fault.field)) for fault in faults] == [(K.MALFORMED_CELL, expected)]
    assert int(faults[0].row) > 1


def test_a_missing_table_and_a_wrong_header_are_found(tmp_path: Path) -> None:
    folder = write(tmp_path / "edition")
    (folder / "results.csv").unlink()
    (folder / "refusals.csv").write_text("key,rule\n", encoding="utf-8")

    _, faults = read(folder)

    assert [(fault.kind, fault.table) for fault in faults] == [
        (K.MISSING_TABLE, "results"),
        (K.WRONG_HEADER, "refusals"),
    ]


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    changes = [
        param.values[0]
        for param in PLANTED
        if param.id in ("item-without-a-limit", "holiday-given-twice", "cycle-of-two")
    ]

    faults = check(small_edition(tmp_path / "edition", *changes))  # type: ignore[arg-type]

    assert {fault.kind for fault in faults} == {K.MISSING_LIMIT, K.CALENDAR_DOUBLE_DAY, K.CYCLE}


def test_a_row_out_of_force_is_no_fault(tmp_path: Path) -> None:
    change = edit("dependencies", {"before": "drawings"}, when="false")

    assert check(small_edition(tmp_path / "edition", change)) == []


def test_land_items_that_change_places_are_no_cycle(small: Edition) -> None:
    pairs = {(edge.before, edge.after) for edge in small.dependencies}

    assert {("land_use", "land_deed"), ("land_deed", "land_use")} <= pairs
    assert not [fault for fault in check(small) if fault.kind is K.CYCLE]


def test_every_kind_of_fault_has_its_words_and_is_planted_somewhere() -> None:
    planted = {param.values[1] for param in PLANTED}

    assert set(WORDS) == set(FaultKind)
    assert set(FaultKind) - planted == {
        K.MISSING_TABLE,
        K.WRONG_HEADER,
        K.MALFORMED_CELL,
        K.EDITED_AFTER_PUBLICATION,
        K.PUBLISHED_WITHOUT_DIGEST,
    }
