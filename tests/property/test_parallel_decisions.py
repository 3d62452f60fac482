"""Whatever happens in whatever order, the engine keeps its promises. No database."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from catalogs.schema import ItemKey
from tests.factories.projects import APPLICANT, NOON, minutes, officer
from tests.property.stories import (
    OFFICES,
    apply_everywhere,
    attempt,
    finish_with_good_will,
    happen,
    moves,
    outcomes,
    projects,
    run_to_the_end,
)
from workflow.domain import ending
from workflow.domain.aggregate import Project
from workflow.domain.allowing import allowed
from workflow.domain.events import EventType
from workflow.domain.statuses import (
    FINAL,
    FINAL_PROJECT,
    IN_HAND,
    Hold,
    LegStatus,
    Outcome,
    ProjectStatus,
    StageStatus,
    Status,
)

stories = st.lists(moves, max_size=60)
LONG_AFTER = minutes(60 * 24 * 200)  # every date somebody was given has passed


def twins(project: Project) -> Project:
    """The same project again, untouched."""
    return deepcopy(project)


def standings(project: Project) -> dict[str, object]:
    stages = {f"stage {stage.stage}": (stage.status, stage.is_blocked) for stage in project.stages}
    cases = {f"{sub.item}#{sub.attempt}": (sub.status, sub.outcome) for sub in project.sub_approvals}
    return {**stages, **cases, "project": project.status}


@given(projects(), st.data())
def test_the_order_of_parallel_decisions_never_changes_the_outcome(project: Project, data: st.DataObject) -> None:
    other = twins(project)
    outcome_of = {sub.item: data.draw(outcomes, label=sub.item) for sub in project.sub_approvals}

    run_to_the_end(project, outcome_of, lambda ready: ready[0], minutes(1))
    run_to_the_end(other, outcome_of, lambda ready: data.draw(st.sampled_from(ready)), minutes(1))

    assert standings(other) == standings(project)


@given(projects(), stories)
def test_a_final_status_is_never_left(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        ended = {sub.id: (sub.status, sub.outcome) for sub in project.sub_approvals if sub.status in FINAL}
        project_ended = project.status in FINAL_PROJECT and project.status
        happen(project, move, minutes(number))
        apply_everywhere(project, minutes(number))

        assert {id: (project.sub_approval(id).status, project.sub_approval(id).outcome) for id in ended} == ended
        assert not project_ended or project.status is project_ended


@given(projects(), stories)
def test_every_open_case_has_an_office_that_can_act(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        happen(project, move, minutes(number))
        for sub in project.sub_approvals:
            is_before_an_office = sub.status not in FINAL and sub.status is not Status.PLANNED
            assert bool(sub.acting_offices) == is_before_an_office
            assert is_before_an_office or all(
                leg.status not in (LegStatus.ACTIVE, LegStatus.OFFERED) for leg in sub.legs
            )


@given(projects(stages=1), st.data())
def test_a_refusal_blocks_its_dependants_and_nothing_else(project: Project, data: st.DataObject) -> None:
    permits = [sub.item for sub in project.sub_approvals if not sub.is_a_filing]
    refused = data.draw(st.sets(st.sampled_from(permits)) if permits else st.just(set[ItemKey]()))
    blocked = set[ItemKey]().union(*(project.dependants(item) for item in refused))

    run_to_the_end(project, dict.fromkeys(refused, Outcome.REFUSED), lambda ready: ready[-1], minutes(1))

    by_item = {sub.item: sub for sub in project.sub_approvals}
    assert {item for item, sub in by_item.items() if sub.status is Status.PLANNED} == blocked
    assert {item for item, sub in by_item.items() if sub.has_passed} == set(by_item) - blocked - refused


@given(projects(), stories)
def test_a_case_that_has_ended_is_not_on_hold_and_has_nothing_open_beside_it(
    project: Project, story: Sequence[tuple[str, int]]
) -> None:
    apply_everywhere(project, minutes(0))
    for number, move in enumerate(story):
        happen(project, move, minutes(number))
    attempt(lambda: ending.end(project, "terminate", reason="", basis="", by=officer(), at=minutes(99)))

    for sub in project.sub_approvals:
        if sub.status in FINAL:
            assert sub.hold is Hold.NONE
            assert not any(procedure.is_open for procedure in sub.side_procedures)


@given(projects(), stories)
def test_each_join_fires_at_most_once_and_only_when_its_stage_closes(
    project: Project, story: Sequence[tuple[str, int]]
) -> None:
    apply_everywhere(project, minutes(0))
    for number, move in enumerate(story):
        happen(project, move, minutes(number))
        apply_everywhere(project, minutes(number))

    fired = Counter(event.stage for event in project.events if event.type is EventType.STAGE_CLOSED)
    closed = {stage.stage for stage in project.stages if stage.status is StageStatus.CLOSED}
    assert set(fired) == closed
    assert set(fired.values()) <= {1}


@given(projects(), stories)
def test_what_the_engine_refuses_leaves_no_trace(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        before, events = standings(project), len(project.events)
        if not happen(project, move, minutes(number)):
            assert standings(project) == before
            assert len(project.events) == events


@given(projects(), stories)
def test_every_open_case_can_still_be_brought_to_its_end(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))
    for number, move in enumerate(story):
        happen(project, move, minutes(number))

    finish_with_good_will(project, LONG_AFTER)

    assert not [sub for sub in project.sub_approvals if sub.status in IN_HAND | {Status.DECIDED}]


@given(projects(), stories)
def test_somebody_is_always_offered_an_act_on_an_open_case(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        happen(project, move, minutes(number))
        for sub in project.sub_approvals:
            if sub.status in IN_HAND - {Status.DISPATCHED}:
                people = [APPLICANT, *(officer(office) for office in (*sub.acting_offices, *OFFICES))]
                assert any(allowed(person, project, sub, on=NOON.date()) for person in people)


@given(projects(), stories)
def test_a_withdrawal_of_the_whole_is_never_stuck(project: Project, story: Sequence[tuple[str, int]]) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        happen(project, move, minutes(number))
        if project.is_open and project.withdrawal_reason:
            assert any(sub.withdrawal_is_pending for sub in project.sub_approvals)


@given(projects(), stories)
def test_construction_never_starts_without_what_the_law_requires(
    project: Project, story: Sequence[tuple[str, int]]
) -> None:
    apply_everywhere(project, minutes(0))

    for number, move in enumerate(story):
        was_ready = project.everything_required_has_passed
        happen(project, move, minutes(number))
        if move[0] == "start construction" and project.status is ProjectStatus.CONSTRUCTING:
            assert was_ready
            return
