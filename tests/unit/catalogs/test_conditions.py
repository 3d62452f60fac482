"""Conditions answer true, false, or open on a fact."""

from decimal import Decimal

import pytest

from catalogs.conditions import OpenOn, condition, context
from catalogs.edition import Edition
from catalogs.errors import BrokenCondition
from catalogs.given import Given
from catalogs.relevance import facts_needed


def answer(source: str, **facts: object) -> bool | OpenOn:
    return condition(source).answer(context(facts))


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        pytest.param("", {}, True, id="blank-is-always"),
        pytest.param("a && b", {"a": False}, False, id="false-decides-and"),
        pytest.param("a || b", {"b": True}, True, id="true-decides-or"),
        pytest.param("n > 5.5", {"n": 6}, True, id="whole-number-with-decimal"),
        pytest.param("n >= 50", {"n": Decimal("50.0")}, True, id="decimal-with-whole-number"),
        pytest.param("'x' in some", {"some": ("x", "y")}, True, id="choices"),
        pytest.param("regions.exists(r, r == '990121')", {"regions": ("990121",)}, True, id="macro"),
    ],
)
def test_a_condition_answers_what_it_can(source: str, facts: dict[str, object], expected: bool) -> None:
    assert answer(source, **facts) is expected


def test_an_open_condition_names_the_fact_it_stumbled_over() -> None:
    assert answer("(p && x) || y", p=False) == OpenOn("y")


def test_variables_bound_by_a_macro_are_not_facts() -> None:
    assert condition("regions.exists(r, r == main)").variables == {"regions", "main"}


@pytest.mark.parametrize("source", ["a >", "a + 1", "a > 'x'", "unknown(a)", "a / 0 > 1"])
def test_a_broken_condition_is_refused_with_its_text(source: str) -> None:
    with pytest.raises(BrokenCondition) as refusal:
        answer(source, a=1)

    assert refusal.value.source == source


def test_a_fact_that_cannot_matter_any_more_is_not_needed(small: Edition) -> None:
    given = Given({"new_land": False})

    needed = facts_needed(small, given, ["(new_land && land == 'granted') || uses_water"])

    assert needed == {"uses_water"}


def test_every_fact_an_open_condition_turns_on_is_needed(small: Edition) -> None:
    assert facts_needed(small, Given({}), ["storeys > 3 && (uses_water || new_land)"]) == {
        "storeys",
        "uses_water",
        "new_land",
    }


def test_a_condition_on_a_fact_nobody_can_state_is_broken_not_open(small: Edition) -> None:
    with pytest.raises(BrokenCondition, match="floors"):
        facts_needed(small, Given({}), ["floors > 3"])
