"""Facts as stated: typed without loss, or refused with everything that is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from catalogs.edition import Edition
from catalogs.errors import WrongFacts
from catalogs.facts import as_json, typed
from tests.unit.catalogs.editions import add, small_edition


def wrong(edition: Edition, **stated: object) -> WrongFacts:
    with pytest.raises(WrongFacts) as refusal:
        typed(edition, stated)
    return refusal.value


def test_money_is_decimal_whether_written_as_number_or_text(small: Edition) -> None:
    assert typed(small, {"investment": "1000000.10"})["investment"] == Decimal("1000000.10")
    assert typed(small, {"investment": 1000000.1})["investment"] == Decimal("1000000.1")


def test_a_null_is_a_fact_not_stated(small: Edition) -> None:
    assert typed(small, {"capacity": None}) == {}


def test_facts_survive_the_way_to_json_and_back(small: Edition) -> None:
    stated = {"secret": False, "regions": ["990121", "990122"], "investment": "1.10", "storeys": 4, "land": "granted"}

    facts = typed(small, stated)

    assert typed(small, as_json(facts)) == facts
    assert as_json(facts) == stated


def test_everything_wrong_is_named_at_once(small: Edition) -> None:
    refusal = wrong(small, secret="no", regions=["990199"], industry="99", investment="-1", storeys=2.5, land="rented")

    assert {one.fact for one in refusal.wrong} == {"secret", "regions", "industry", "investment", "storeys", "land"}


def test_an_unknown_fact_is_named_with_the_nearest_known(small: Edition) -> None:
    (one,) = wrong(small, capcity=3).wrong

    assert one.mend.en == "did you mean 'capacity'?"


def test_a_derived_fact_cannot_be_stated(small: Edition) -> None:
    (one,) = wrong(small, organ_level="county").wrong

    assert "worked out by the platform" in one.what.en


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        pytest.param("secret", 1, "true or false", id="number-for-boolean"),
        pytest.param("land", "rented", "one of granted, allocated", id="outside-the-choices"),
        pytest.param("regions", [], "a list of county codes", id="no-region"),
        pytest.param("regions", ["990100"], "use one of 990121, 990122", id="prefecture-for-county"),
        pytest.param("storeys", True, "a whole number", id="boolean-for-integer"),
        pytest.param("storeys", 2**63, "a whole number", id="integer-too-large"),
        pytest.param("capacity", "NaN", "a number, not negative", id="not-a-number"),
        pytest.param("investment", "0.001", "at most two decimals", id="a-tenth-of-a-fen"),
        pytest.param("industry", "  ", "a text that is not blank", id="blank-text"),
    ],
)
def test_a_wrong_value_is_told_how_to_mend_it(small: Edition, fact: str, value: object, says: str) -> None:
    (one,) = wrong(small, **{fact: value}).wrong

    assert one.fact == fact
    assert says in one.mend.en
    assert one.what.zh != one.what.en


def test_an_impossible_date_is_refused(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "edition", add("facts", key="opening", type="date", order="20"))

    assert typed(edition, {"opening": "2026-02-28"}) == {"opening": "2026-02-28"}
    assert "2026-02-30" in wrong(edition, opening="2026-02-30").wrong[0].what.en
