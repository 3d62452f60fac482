"""A project ended by the authority, or by lapse, takes its undecided cases with it."""

import pytest

from catalogs.schema import StageCode
from tests.factories.projects import APPLICANT, case, coded, minutes, officer, project_of
from tests.property.stories import carry_to_decision
from workflow.domain import applying, ending, receiving
from workflow.domain.statuses import Outcome, ProjectStatus, Status
from workflow.errors import TransitionRefused


def test_termination_voids_what_is_not_decided_and_leaves_what_is() -> None:
    project = coded(project_of([case("a"), case("b"), case("c", waits_for=["b"])]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    a, b, c = project.sub_approvals
    carry_to_decision(project, a, Outcome.APPROVED, minutes(1))
    receiving.receive(project, b, at=minutes(2))

    ending.end(project, "terminate", reason="条件不具备", basis="", by=officer(), at=minutes(3))

    assert project.status is ProjectStatus.TERMINATED
    assert [sub.status for sub in (a, b, c)] == [Status.DECIDED, Status.VOIDED, Status.VOIDED]
    assert b.acting_offices == []


def test_a_project_with_cases_in_hand_does_not_lapse() -> None:
    project = coded(project_of([case("a")]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))

    with pytest.raises(TransitionRefused, match="in hand"):
        ending.end(project, "lapse", reason="两年未开工", basis="条例673 Art.12", by=officer(), at=minutes(3))

    assert project.status is ProjectStatus.PERMITTING


def test_nothing_moves_any_more_in_a_terminated_project() -> None:
    project = coded(project_of([case("a")]))
    ending.end(project, "terminate", reason="条件不具备", basis="", by=officer(), at=minutes(3))

    with pytest.raises(TransitionRefused):
        ending.end(project, "terminate", reason="再次", basis="", by=officer(), at=minutes(4))
