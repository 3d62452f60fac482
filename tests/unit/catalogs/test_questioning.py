"""Guided questions: asked only when the answer can matter."""

from catalogs.edition import Edition
from catalogs.plan import Facts
from catalogs.questioning import guide, questions_that_matter
from catalogs.schema import Kind, Level
from tests.unit.catalogs.projects import facts_of, school, wind_farm


def asked(edition: Edition, answers: Facts) -> list[str]:
    return [question.fact for question in questions_that_matter(edition, answers)]


def test_a_project_with_all_facts_stated_is_asked_nothing(small: Edition) -> None:
    assert asked(small, wind_farm()) == []


def test_questions_come_in_their_order(small: Edition) -> None:
    assert asked(small, {})[:5] == ["secret", "regions", "industry", "investment", "funding"]


def test_a_refused_project_is_asked_nothing_more(small: Edition) -> None:
    guidance = guide(small, {"secret": True})

    assert (guidance.refused_by, guidance.questions) == ("secret", ())


def test_a_budget_project_is_not_asked_for_its_sector(small: Edition) -> None:
    assert "sector" in asked(small, facts_of(funding=None, sector=None))
    assert "sector" not in asked(small, school())


def test_the_form_of_the_land_is_asked_only_where_land_is_needed(small: Edition) -> None:
    assert "land" not in asked(small, facts_of(new_land=False))
    assert "land" in asked(small, facts_of(new_land=True))


def test_what_is_asked_of_everybody_is_asked_although_no_condition_needs_it(small: Edition) -> None:
    assert asked(small, facts_of(investment=None)) == ["investment"]


def test_guidance_tells_what_is_settled_already(small: Edition) -> None:
    guidance = guide(small, {"secret": False, "regions": ("990121",), "funding": "budget"})

    assert (guidance.kind, guidance.level, guidance.theme) == (Kind.APPROVAL, Level.COUNTY, "school")


def test_a_question_offers_its_choices_in_both_languages(small: Edition) -> None:
    (question,) = [one for one in questions_that_matter(small, {}) if one.fact == "land"]

    assert [(one.key, one.label.zh, one.label.en) for one in question.choices] == [
        ("granted", "出让", "Granted"),
        ("allocated", "划拨", "Allocated"),
    ]
