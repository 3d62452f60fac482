"""What a filing must state, and which filings no office checks first."""

import json
from importlib.resources import files

import pytest

from catalogs.edition import Edition
from catalogs.errors import ProjectRefused, UndeterminedFacts
from catalogs.facts import typed
from catalogs.loader import load
from catalogs.plan import Facts
from catalogs.planning import plan
from catalogs.questioning import guide
from catalogs.schema import ItemKey, Procedure

DECLARATION = "industrial_policy_declaration"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


def example(edition: Edition, name: str, **other: object) -> Facts:
    """The facts of an example, some of them otherwise; None leaves one out."""
    file = files("catalogs") / "data" / "examples" / f"{name}.json"
    return typed(edition, {**json.loads(file.read_text(encoding="utf-8")), **other})


def asked(edition: Edition, facts: Facts) -> list[str]:
    return [question.fact for question in guide(edition, facts).questions]


def test_a_filing_is_asked_for_its_declaration_of_conformity_with_industrial_policy(edition: Edition) -> None:
    facts = example(edition, "industrial_filing", **{DECLARATION: None})

    assert asked(edition, facts) == [DECLARATION]
    with pytest.raises(UndeterminedFacts, match="industrial policy"):
        plan(edition, facts)


def test_a_filing_without_the_declaration_is_refused_and_told_what_to_do(edition: Edition) -> None:
    with pytest.raises(ProjectRefused, match="file again") as refusal:
        plan(edition, example(edition, "industrial_filing", **{DECLARATION: False}))

    assert refusal.value.basis == "条例673 Art.13(4)"


@pytest.mark.parametrize("name", ["school", "wind_farm"])
def test_a_project_that_is_not_filed_is_not_asked_for_the_declaration(edition: Edition, name: str) -> None:
    assert asked(edition, example(edition, name, **{DECLARATION: None})) == []


def test_only_what_the_law_files_on_receipt_files_itself(edition: Edition) -> None:
    filings = {item.key: item.files_itself for item in edition.items if item.procedure is Procedure.FILING}

    assert [key for key, itself in filings.items() if itself] == ["enterprise_filing", "eia_registration"]
    assert {"fire_acceptance_filing", "quality_supervision", "completion_filing"} < set(filings)


def test_the_plan_says_which_items_file_themselves(edition: Edition) -> None:
    found = plan(edition, example(edition, "industrial_filing"))

    assert found.item(ItemKey("enterprise_filing")).files_itself
    assert not found.item(ItemKey("fire_acceptance_filing")).files_itself
