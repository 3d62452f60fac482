"""The edition that ships: sound, and right about the projects everybody in the city would recognise."""

import json
import time
from collections.abc import Iterator
from importlib.resources import files

import pytest

from catalogs.checks import check
from catalogs.classifying import classify
from catalogs.edition import Edition
from catalogs.errors import ProjectRefused
from catalogs.facts import typed
from catalogs.loader import load
from catalogs.plan import Facts, Plan
from catalogs.planning import plan
from catalogs.questioning import questions_that_matter
from catalogs.schema import ItemKey, Kind, Level

EXAMPLES = files("catalogs") / "data" / "examples"
REFUSED = ("outbound", "prohibited_refinery", "secret_project")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


def example(edition: Edition, name: str) -> Facts:
    return typed(edition, json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def planned_examples() -> list[str]:
    names = sorted(file.name.removesuffix(".json") for file in EXAMPLES.iterdir() if file.name.endswith(".json"))
    return [name for name in names if name not in REFUSED]


def items(found: Plan) -> Iterator[ItemKey]:
    return (item.item for stage in found.stages for item in stage.items)


def test_the_edition_has_no_fault(edition: Edition) -> None:
    assert [(fault.where, fault.what.en) for fault in check(edition)] == []


def test_the_edition_keeps_every_row_of_its_sources(edition: Edition) -> None:
    assert len(edition.items) >= 56
    assert len(edition.verification_catalog) == 68
    assert len(edition.regions) == 13
    assert len(edition.industries) == 97
    assert len(edition.workcalendar) == 411


def test_every_county_the_city_and_the_province_have_their_offices(edition: Edition) -> None:
    assert len(edition.counties) == 11
    assert {office.region for office in edition.offices} == set(edition.region_by_code)


def test_an_industrial_project_in_a_county_is_filed_there(edition: Edition) -> None:
    found = classify(edition, example(edition, "industrial_filing"))

    assert (found.kind, found.level, found.office) == (Kind.FILING, Level.COUNTY, "530621.development_reform")


def test_a_wind_farm_across_two_counties_is_verified_by_the_city_after_both_counties(edition: Edition) -> None:
    found = classify(edition, example(edition, "wind_farm"))

    assert (found.kind, found.level, found.office) == (Kind.VERIFICATION, Level.CITY, "530600.development_reform")
    assert found.preliminary_offices == ("530622.development_reform", "530621.development_reform")


def test_a_government_school_passes_the_approval_chain_in_its_order(edition: Edition) -> None:
    found = plan(edition, example(edition, "school"))

    chain = ["project_proposal", "feasibility_study", "preliminary_design"]
    assert [key for key in items(found) if key in chain] == chain


@pytest.mark.parametrize("name", REFUSED)
def test_projects_the_platform_must_not_take_are_refused(edition: Edition, name: str) -> None:
    with pytest.raises(ProjectRefused) as refusal:
        plan(edition, example(edition, name))

    assert refusal.value.zh
    assert refusal.value.en
    assert refusal.value.basis


@pytest.mark.parametrize("name", planned_examples())
def test_an_example_has_all_its_questions_answered_and_a_plan(edition: Edition, name: str) -> None:
    facts = example(edition, name)

    found = plan(edition, facts)

    assert questions_that_matter(edition, facts) == ()
    assert found.start_requires
    assert 0 < found.days_in_parallel <= found.days_one_after_another
    assert len(found.documents) == len({one.material for one in found.documents})


def test_a_plan_is_made_within_thirty_milliseconds(edition: Edition) -> None:
    facts = example(edition, "school")
    plan(edition, facts)

    times = []
    for _ in range(5):
        started = time.perf_counter()
        plan(edition, facts)
        times.append(time.perf_counter() - started)

    assert min(times) < 0.03
