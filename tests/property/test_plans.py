"""What holds for the plan of any project of the shipped edition."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catalogs.edition import Edition
from catalogs.errors import ProjectRefused, UndeterminedFacts
from catalogs.facts import as_json, typed
from catalogs.loader import load
from catalogs.plan import Facts, Plan
from catalogs.planning import plan
from catalogs.questioning import guide
from catalogs.schema import ItemRole, JoinPolicy, StageOpening
from tests.property.strategies import projects

EDITION: Edition = load("zhaotong-2026")
SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def planned(facts: Facts) -> Plan:
    """The plan, leaving out the projects the platform must not take."""
    try:
        return plan(EDITION, facts)
    except ProjectRefused:
        assume(False)
        raise


def plan_or_missing(facts: Facts) -> Plan | list[str]:
    """The plan, or the facts it still needs."""
    try:
        return plan(EDITION, facts)
    except UndeterminedFacts as refusal:
        return [one.fact for one in refusal.facts]


@SOME
@given(projects(EDITION))
def test_each_item_comes_after_its_prerequisites_and_has_an_office(facts: Facts) -> None:
    found = planned(facts)

    order = {item.item: stage.order for stage in found.stages for item in stage.items}
    for stage in found.stages:
        seen: set[str] = set()
        for item in stage.items:
            here = {one.item for one in item.prerequisites if order[one.item] == stage.order}
            assert here <= seen
            assert item.legs
            assert item.legs[-1].office in EDITION.office_by_id
            seen.add(item.item)


@SOME
@given(projects(EDITION))
def test_no_stage_waits_for_something_the_plan_does_not_hold(facts: Facts) -> None:
    found = planned(facts)

    assert found.stages[0].opens is StageOpening.CODED
    for stage in found.stages:
        required = [item for item in stage.items if item.role is not ItemRole.BESIDE]
        if required and stage.join is JoinPolicy.MILESTONE:
            assert any(item.milestone for item in required)


@SOME
@given(projects(EDITION))
def test_every_document_serves_items_of_the_plan_and_is_listed_once(facts: Facts) -> None:
    found = planned(facts)

    keys = {item.item for stage in found.stages for item in stage.items}
    assert len({one.material for one in found.documents}) == len(found.documents)
    for one in found.documents:
        assert one.serves
        assert set(one.serves) | set(one.comes_from) <= keys
        assert not set(one.serves) & set(one.comes_from)


@SOME
@given(projects(EDITION))
def test_the_critical_path_is_as_long_as_the_plan_in_parallel(facts: Facts) -> None:
    found = planned(facts)

    assert sum(found.item(key).days for key in found.critical_path) == found.days_in_parallel
    assert found.days_in_parallel <= found.days_one_after_another


@SOME
@given(projects(EDITION))
def test_the_whole_root_item_is_in_the_plan(facts: Facts) -> None:
    found = planned(facts)

    root = found.item(found.classification.root_item)
    assert root.legs[-1].office == found.classification.office
    assert tuple(leg.office for leg in root.legs[:-1]) == found.classification.preliminary_offices


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(projects(EDITION))
def test_answering_the_questions_one_by_one_leads_to_the_same_plan_as_stating_everything(facts: Facts) -> None:
    answers: dict[str, object] = {}
    while questions := guide(EDITION, answers).questions:
        answers[questions[0].fact] = facts[questions[0].fact]

    try:
        asked = plan(EDITION, answers)
    except ProjectRefused as refusal:
        with pytest.raises(ProjectRefused, match=refusal.rule):
            plan(EDITION, facts)
    else:
        assert asked == plan(EDITION, facts)


@SOME
@given(projects(EDITION), st.data())
def test_a_missing_fact_is_named_or_does_not_matter(facts: Facts, data: st.DataObject) -> None:
    left_out = data.draw(st.sampled_from(sorted(set(facts) - {"secret"})))
    whole = planned(facts)

    outcome = plan_or_missing({key: value for key, value in facts.items() if key != left_out})

    assert outcome in (whole, [left_out])


@SOME
@given(projects(EDITION))
def test_facts_survive_json(facts: Facts) -> None:
    assert typed(EDITION, as_json(facts)) == facts
