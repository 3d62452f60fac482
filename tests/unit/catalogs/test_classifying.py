"""Kind, organ and theme of a project; refusals first."""

from decimal import Decimal
from pathlib import Path

import pytest

from catalogs.classifying import classify
from catalogs.edition import Edition
from catalogs.errors import ProjectRefused, UndeterminedFacts
from catalogs.schema import Kind, Level
from tests.unit.catalogs.editions import edit, small_edition
from tests.unit.catalogs.projects import facts_of, school, wind_farm


def test_a_project_outside_the_catalogue_is_filed_in_its_county(small: Edition) -> None:
    found = classify(small, facts_of())

    assert (found.kind, found.level, found.office, found.theme) == (Kind.FILING, Level.COUNTY, "990121.drc", "general")
    assert found.catalog_row is None
    assert found.preliminary_offices == ()


def test_a_catalogue_project_across_two_counties_is_examined_in_both_and_decided_by_the_city(small: Edition) -> None:
    found = classify(small, wind_farm())

    assert (found.kind, found.catalog_row, found.level) == (Kind.VERIFICATION, "wind", Level.CITY)
    assert found.office == "990100.drc"
    assert found.preliminary_offices == ("990121.drc", "990122.drc")


def test_the_matching_catalogue_row_of_the_lowest_rank_counts(small: Edition) -> None:
    found = classify(small, wind_farm(capacity=Decimal(1001)))

    assert (found.catalog_row, found.level, found.office) == ("big_wind", Level.PROVINCE, "990000.drc")


def test_an_approved_project_needs_no_catalogue_match(small: Edition) -> None:
    found = classify(small, school())

    assert (found.kind, found.catalog_row, found.theme) == (Kind.APPROVAL, None, "school")


def test_each_rule_gives_its_reason(small: Edition) -> None:
    reasons = classify(small, wind_farm()).why

    assert [reason.basis for reason in reasons] == ["invented", "某条例 Art.1", "某条例 Art.1", "invented"]


def test_a_secret_project_is_refused_before_anything_else_is_asked(small: Edition) -> None:
    with pytest.raises(ProjectRefused) as refusal:
        classify(small, {"secret": True})

    assert (refusal.value.rule, refusal.value.basis) == ("secret", "令第3号 Art.3")


def test_a_prohibited_project_is_refused_with_the_catalogue_row(small: Edition) -> None:
    with pytest.raises(ProjectRefused) as refusal:
        classify(small, wind_farm(capacity=Decimal(1001), storeys=0))

    assert refusal.value.rule == "big_wind"


def test_a_project_out_of_scope_is_refused(tmp_path: Path) -> None:
    change = edit("verification_catalog", {"key": "wind"}, organ="out-of-scope")
    edition = small_edition(tmp_path / "edition", change)

    with pytest.raises(ProjectRefused, match="does not handle"):
        classify(edition, wind_farm())


def test_missing_facts_are_all_named_in_the_order_to_ask_them(small: Edition) -> None:
    with pytest.raises(UndeterminedFacts) as refusal:
        classify(small, {"secret": False})

    assert [one.fact for one in refusal.value.facts] == ["regions", "funding", "sector", "capacity", "storeys"]


def test_a_fact_that_cannot_change_the_classification_is_not_missed(small: Edition) -> None:
    assert classify(small, facts_of(capacity=None, storeys=None)).kind is Kind.FILING


def test_what_the_state_decides_is_forwarded_by_the_province(tmp_path: Path) -> None:
    change = edit("handling", {"item": "verify", "when": ""}, level="state", preliminary="county city")
    edition = small_edition(tmp_path / "edition", change)

    found = classify(edition, wind_farm())

    assert (found.level, found.office) == (Level.STATE, "990000.drc")
    assert found.preliminary_offices == ("990121.drc", "990122.drc", "990100.drc")
