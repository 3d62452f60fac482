"""Withdrawal of an item and of the whole, and the hold that follows from what is open."""

from datetime import date

import pytest

from catalogs.calendar import Calendar
from catalogs.schema import ItemKey, Procedure, StageCode
from tests.factories.projects import APPLICANT, case, coded, minutes, officer, project_of
from tests.property.stories import carry_to_decision
from tests.unit.domain.test_applying import document
from workflow.domain import applying, holding, receiving, reviewing, withdrawing
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.statuses import FilingStatus, Hold, Outcome, ProjectStatus, Status
from workflow.domain.sub_approval import SubApproval
from workflow.errors import TransitionRefused

CALENDAR = Calendar([])


def in_review(*items: str) -> tuple[Project, list[SubApproval]]:
    project = coded(project_of([case(item) for item in items] + [case("later", stage="2")]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    cases = [sub for sub in project.sub_approvals if sub.stage == "1"]
    for sub in cases:
        receiving.receive(project, sub, at=minutes(1))
        receiving.accept(project, sub, by=officer(), at=minutes(2), calendar=CALENDAR)
        reviewing.begin_review(project, sub, by=officer(), at=minutes(3))
    return project, cases


def special_procedure(project: Project, sub: SubApproval) -> None:
    holding.start_special_procedure(
        project,
        sub,
        type="expert_review",
        reason="专家评审",
        expected_until=date(2026, 3, 20),
        basis="行政许可法 Art.45",
        by=officer(),
        at=minutes(4),
    )


def ask(project: Project, sub: SubApproval) -> None:
    withdrawing.request_withdrawal(project, sub, reason="不建了", by=APPLICANT, at=minutes(5))


def test_a_case_in_hand_is_withdrawn_only_when_its_office_confirms() -> None:
    project, [sub] = in_review("eia")

    ask(project, sub)
    assert (sub.status, sub.hold) == (Status.IN_REVIEW, Hold.WITHDRAWAL_PENDING)
    with pytest.raises(TransitionRefused, match="on hold"):
        reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="1", reason="", by=officer(), at=minutes(6))
    withdrawing.confirm_withdrawal(project, sub, by=officer(), at=minutes(7))

    assert (sub.status, sub.hold, sub.acting_offices) == (Status.WITHDRAWN, Hold.NONE, [])
    assert project.stage(StageCode("1")).is_blocked


def test_a_withdrawal_during_a_special_procedure_then_refused_leaves_the_special_procedure_running() -> None:
    project, [sub] = in_review("eia")
    special_procedure(project, sub)

    ask(project, sub)
    withdrawing.refuse_withdrawal(project, sub, reason="评审在即", by=officer(), at=minutes(6))

    assert sub.hold is Hold.SPECIAL_PROCEDURE
    holding.end_special_procedure(project, sub, by=officer(), at=minutes(7), calendar=CALENDAR)
    assert sub.hold is Hold.NONE


def test_a_special_procedure_cannot_end_before_it_began_nor_run_twice() -> None:
    project, [sub] = in_review("eia")

    with pytest.raises(TransitionRefused):
        holding.end_special_procedure(project, sub, by=officer(), at=minutes(4), calendar=CALENDAR)
    special_procedure(project, sub)
    with pytest.raises(TransitionRefused):
        special_procedure(project, sub)


def test_what_has_not_gone_out_is_withdrawn_at_once() -> None:
    project = coded(project_of([case("eia", needs=["report"]), case("water")]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    eia = project.latest(ItemKey("eia"))
    assert eia is not None

    ask(project, eia)

    assert eia.status is Status.WITHDRAWN


def test_a_withdrawn_item_can_be_applied_for_again_and_then_completes_its_stage() -> None:
    project, [eia, _] = in_review("eia", "water")
    ask(project, eia)
    withdrawing.confirm_withdrawal(project, eia, by=officer(), at=minutes(6))

    again = applying.apply_again(project, ItemKey("eia"), by=APPLICANT, at=minutes(7))
    carry_to_decision(project, again, Outcome.APPROVED, minutes(8))

    assert again.has_passed


def test_the_whole_project_is_withdrawn_when_the_last_office_has_confirmed() -> None:
    project, [eia, water] = in_review("eia", "water")

    withdrawing.request_withdrawal_of_project(project, reason="资金不到位", by=APPLICANT, at=minutes(5))
    withdrawing.confirm_withdrawal(project, eia, by=officer(), at=minutes(6))
    assert project.status is ProjectStatus.PERMITTING
    withdrawing.confirm_withdrawal(project, water, by=officer(), at=minutes(7))

    assert project.status is ProjectStatus.WITHDRAWN
    assert {sub.item: sub.status for sub in project.sub_approvals} == {
        "eia": Status.WITHDRAWN,
        "water": Status.WITHDRAWN,
        "later": Status.VOIDED,
    }


def test_one_office_that_refuses_keeps_the_whole_project_going() -> None:
    project, [eia, water] = in_review("eia", "water")

    withdrawing.request_withdrawal_of_project(project, reason="资金不到位", by=APPLICANT, at=minutes(5))
    withdrawing.refuse_withdrawal(project, eia, reason="已决定", by=officer(), at=minutes(6))

    assert (eia.hold, water.hold) == (Hold.NONE, Hold.NONE)
    assert project.status is ProjectStatus.PERMITTING
    withdrawing.request_withdrawal_of_project(project, reason="仍要撤", by=APPLICANT, at=minutes(7))
    assert water.hold is Hold.WITHDRAWAL_PENDING


def test_nothing_more_is_sent_out_while_the_whole_is_being_withdrawn() -> None:
    project = coded(project_of([case("first"), case("second"), case("third", waits_for=["first"])]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    first, second, third = project.sub_approvals
    carry_to_decision(project, second, Outcome.APPROVED, minutes(1))
    withdrawing.request_withdrawal_of_project(project, reason="不建了", by=APPLICANT, at=minutes(2))

    withdrawing.confirm_withdrawal(project, first, by=officer(), at=minutes(3))

    assert third.status is Status.VOIDED
    assert project.status is ProjectStatus.WITHDRAWN


def test_a_filing_withdrawn_on_its_way_is_received_and_completes_when_the_withdrawal_is_refused() -> None:
    project = coded(project_of([case("filing", procedure=Procedure.FILING)]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    [filing] = project.sub_approvals
    ask(project, filing)

    receiving.receive(project, filing, at=minutes(6))
    assert (filing.status, filing.hold) == (Status.RECEIVED, Hold.WITHDRAWAL_PENDING)
    withdrawing.refuse_withdrawal(project, filing, reason="已到窗口", by=officer(), at=minutes(7))

    assert (filing.status, filing.filing) == (Status.DECIDED, FilingStatus.FILED)


def test_a_case_is_not_returned_while_its_withdrawal_is_unanswered() -> None:
    project = coded(project_of([case("forest", needs=["map"])]))
    applying.submit_document(project, document("map"), by=APPLICANT, at=minutes(0))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    [sub] = project.sub_approvals
    receiving.receive(project, sub, at=minutes(1))
    receiving.request_correction(
        project, sub, materials=sub.needs, reason="不清", due_on=None, by=officer(), at=minutes(2)
    )
    withdrawing.request_withdrawal_of_project(project, reason="不建了", by=APPLICANT, at=minutes(3))

    with pytest.raises(TransitionRefused, match="asked to withdraw"):
        receiving.return_uncorrected(project, sub, reason="未补正", by=officer(), at=minutes(4))
    withdrawing.confirm_withdrawal(project, sub, by=officer(), at=minutes(5))

    assert project.status is ProjectStatus.WITHDRAWN


def test_a_withdrawal_of_the_whole_is_complete_however_the_last_case_ends() -> None:
    project, [eia, water] = in_review("eia", "water")
    withdrawing.request_withdrawal_of_project(project, reason="不建了", by=APPLICANT, at=minutes(5))
    withdrawing.confirm_withdrawal(project, eia, by=officer(), at=minutes(6))

    withdrawing.confirm_withdrawal(project, water, by=officer(), at=minutes(7))

    assert project.status is ProjectStatus.WITHDRAWN
    assert [event.type for event in project.events].count(EventType.PROJECT_WITHDRAWN) == 1
