"""What can happen to a case becomes rows the receiver takes: a legal sequence, and nothing it cannot follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from catalogs.schema import MaterialKey, Procedure
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, minutes, officer
from tests.unit.gateways.told import STAGE, accepted, applied, decided, in_review, rows, states, told
from workflow.domain import applying, ending, filing_checks, holding, receiving, relaying, reviewing, withdrawing
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId
from workflow.domain.people import SYSTEM
from workflow.domain.statuses import Outcome
from workflow.domain.sub_approval import SubApproval
from workflow.gateways.provincial.tables import Table
from workflow.operations.cases import calendar_of

ITEM = "land_pre_examination"
MAP = MaterialKey("site_map")
DIGEST = "a" * 64


def document(version: int = 1) -> Document:
    return Document(
        id=DocumentId(UUID(int=version)),
        material=MAP,
        version=version,
        sha256=DIGEST,
        size=1,
        filename="图.pdf",
        media_type="application/pdf",
        submitted_at=minutes(0),
        submitted_by="applicant",
    )


def approve(project: Project, sub: SubApproval) -> None:
    decided(project, sub)


def approve_with_promise(project: Project, sub: SubApproval) -> None:
    by = in_review(project, sub)
    reviewing.decide(
        project,
        sub,
        outcome=Outcome.APPROVED_WITH_PROMISE,
        number="1",
        reason="",
        promised=[MAP],
        by=by,
        at=minutes(4),
    )


def refuse(project: Project, sub: SubApproval) -> None:
    decided(project, sub, Outcome.REFUSED)


def no_permit_needed(project: Project, sub: SubApproval) -> None:
    receiving.receive(project, sub, at=minutes(1))
    receiving.refuse_acceptance(project, sub, reason="不需要", right_office=None, by=officer(), at=minutes(2))


def another_office(project: Project, sub: SubApproval) -> None:
    receiving.receive(project, sub, at=minutes(1))
    receiving.refuse_acceptance(project, sub, reason="不属本部门", right_office=COUNTY, by=officer(), at=minutes(2))


def ask_for_correction(project: Project, sub: SubApproval) -> None:
    receiving.receive(project, sub, at=minutes(1))
    receiving.request_correction(project, sub, materials=[MAP], reason="缺页", due_on=None, by=officer(), at=minutes(2))


def correct(project: Project, sub: SubApproval) -> None:
    ask_for_correction(project, sub)
    applying.submit_document(project, replace(document(2), submitted_at=minutes(3)), by=APPLICANT, at=minutes(3))
    receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(3))


def return_uncorrected(project: Project, sub: SubApproval) -> None:
    ask_for_correction(project, sub)
    receiving.return_uncorrected(project, sub, reason="逾期未补正", by=officer(), at=minutes(3))


def start_special_procedure(project: Project, sub: SubApproval) -> None:
    by = accepted(project, sub)
    holding.start_special_procedure(
        project,
        sub,
        type="expert",
        reason="评审",
        basis="Art.45",
        expected_until=date(2026, 4, 1),
        by=by,
        at=minutes(3),
    )


def pass_special_procedure(project: Project, sub: SubApproval) -> None:
    start_special_procedure(project, sub)
    holding.end_special_procedure(project, sub, by=officer(), at=minutes(4), calendar=calendar_of(project.edition))


def consult(project: Project, sub: SubApproval) -> None:
    by = in_review(project, sub)
    reviewing.request_opinion(
        project, sub, office=COUNTY, question="意见?", due_on=date(2026, 3, 9), by=by, at=minutes(4)
    )
    reviewing.give_opinion(project, sub, opinion="同意", by=officer(COUNTY), at=minutes(5))


def withdraw(project: Project, sub: SubApproval) -> None:
    accepted(project, sub)
    withdrawing.request_withdrawal(project, sub, reason="调整", by=APPLICANT, at=minutes(3))
    withdrawing.confirm_withdrawal(project, sub, by=officer(), at=minutes(4))


def withdraw_during_correction(project: Project, sub: SubApproval) -> None:
    ask_for_correction(project, sub)
    withdrawing.request_withdrawal(project, sub, reason="调整", by=APPLICANT, at=minutes(3))
    withdrawing.confirm_withdrawal(project, sub, by=officer(), at=minutes(4))


def withdraw_in_vain(project: Project, sub: SubApproval) -> None:
    accepted(project, sub)
    withdrawing.request_withdrawal(project, sub, reason="调整", by=APPLICANT, at=minutes(3))
    withdrawing.refuse_withdrawal(project, sub, reason="已近办结", by=officer(), at=minutes(4))


def withdraw_on_its_way(project: Project, sub: SubApproval) -> None:
    withdrawing.request_withdrawal(project, sub, reason="调整", by=APPLICANT, at=minutes(1))
    withdrawing.confirm_withdrawal(project, sub, by=officer(), at=minutes(2))


def terminate_during_special_procedure(project: Project, sub: SubApproval) -> None:
    start_special_procedure(project, sub)
    ending.end(project, "terminate", reason="违法", basis="条例", by=SYSTEM, at=minutes(5))


def deliver(project: Project, sub: SubApproval) -> None:
    decided(project, sub)
    reviewing.deliver(project, sub, by=officer(), at=minutes(5))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(approve, [1, 3, 8, 11], id="approved"),
        pytest.param(approve_with_promise, [1, 3, 8, 12], id="approved-with-promise"),
        pytest.param(refuse, [1, 3, 8, 13], id="refused"),
        pytest.param(no_permit_needed, [1, 4], id="no-permit-needed"),
        pytest.param(another_office, [1, 5], id="another-office-is-competent"),
        pytest.param(ask_for_correction, [1, 6], id="correction-asked-for"),
        pytest.param(correct, [1, 6, 7], id="corrected"),
        pytest.param(return_uncorrected, [1, 6, 7, 5], id="returned-uncorrected"),
        pytest.param(start_special_procedure, [1, 3, 9], id="special-procedure"),
        pytest.param(pass_special_procedure, [1, 3, 9, 10], id="special-procedure-ended"),
        pytest.param(consult, [1, 3, 8], id="consultation-is-not-told"),
        pytest.param(withdraw, [1, 3, 2], id="withdrawn"),
        pytest.param(withdraw_during_correction, [1, 6, 7, 2], id="withdrawn-during-correction"),
        pytest.param(withdraw_in_vain, [1, 3], id="withdrawal-refused-is-not-told"),
        pytest.param(withdraw_on_its_way, [], id="withdrawn-before-receipt-was-never-known"),
        pytest.param(terminate_during_special_procedure, [1, 3, 9, 10, 14], id="project-terminated"),
        pytest.param(deliver, [1, 3, 8, 11], id="delivery-is-not-told"),
    ],
)
def test_what_happens_to_a_case_is_told_as_a_legal_sequence(
    story: Callable[[Project, SubApproval], None], expected: list[int]
) -> None:
    sub = case(ITEM, stage=STAGE, needs=[MAP])
    project = applied(case("resettlement_plan", stage=STAGE), sub)
    applying.submit_document(project, document(), by=APPLICANT, at=minutes(0))

    story(project, sub)

    assert states(project) == expected


def test_a_filing_is_told_in_full_with_its_document() -> None:
    sub = case(ITEM, stage=STAGE, procedure=Procedure.FILING, limit_days=None)
    project = applied(sub)

    receiving.receive(project, sub, at=minutes(1))

    assert states(project) == [1, 3, 8, 11]
    assert [row["PFWH"] for row in rows(project, Table.DOCUMENT)] == [sub.result_number]


def test_a_cancelled_filing_is_revoked() -> None:
    sub = case(ITEM, stage=STAGE, procedure=Procedure.FILING, limit_days=None)
    project = applied(sub)
    receiving.receive(project, sub, at=minutes(1))

    filing_checks.check_filing(project, sub, "cancel", reason="属核准目录", by=officer(), at=minutes(2))

    assert states(project) == [1, 3, 8, 11, 15]


def test_a_result_from_elsewhere_is_told_as_a_whole_case_with_the_date_of_its_document() -> None:
    sub = case(ITEM, stage=STAGE, waits_for=["geohazard_assessment"])
    project = applied(case("geohazard_assessment", stage=STAGE), sub)

    reviewing.record_elsewhere(
        project,
        sub.item,
        number="昭自然〔2025〕9号",
        on=date(2025, 12, 1),
        evidence=document(),
        by=officer(),
        at=minutes(1),
    )

    [paper] = rows(project, Table.DOCUMENT)
    assert states(project) == [1, 3, 8, 11]
    assert (paper["PFRQ"], paper["PFWH"], paper["FJID"]) == ("2025-12-01", "昭自然〔2025〕9号", DIGEST)


def test_a_relayed_case_shows_the_preliminary_opinion_and_who_takes_it_up() -> None:
    sub = case(ITEM, stage=STAGE, offices=[COUNTY, CITY])
    project = applied(sub)
    county = in_review(project, sub)

    relaying.hand_over(project, sub, "同意转报", by=county, at=minutes(4))
    relaying.take_over(project, sub, relaying.centre_of(CITY), at=minutes(5))
    relaying.acknowledge(project, sub, by=officer(CITY), at=minutes(6))

    handling = rows(project, Table.HANDLING)
    assert [row["BLZT"] for row in handling] == [1, 3, 8, 8, 8]
    assert [row["BLYJ"] for row in handling][3] == "同意转报"
    assert [row["XZQHDM"] for row in handling] == ["530602"] * 4 + ["530600"]


def test_times_never_run_back_when_two_machines_disagree_about_the_hour() -> None:
    sub = case(ITEM, stage=STAGE)
    project = applied(sub)
    receiving.receive(project, sub, at=minutes(5))
    receiving.accept(
        project, sub, by=officer(), at=minutes(5) - timedelta(seconds=2), calendar=calendar_of(project.edition)
    )

    first, second = (row["BLSJ"] for row in rows(project, Table.HANDLING))

    assert first == second


def test_each_row_keeps_its_key_however_often_and_from_wherever_the_events_are_read() -> None:
    sub = case(ITEM, stage=STAGE)
    project = applied(sub)
    decided(project, sub)
    whole = told(project)

    in_steps = [record for after in range(len(project.events)) for record in _of_one_event(project, after)]

    assert {(record.table, record.local_key) for record in in_steps} == {
        (record.table, record.local_key) for record in whole
    }
    assert {record.local_key: record.row for record in in_steps} == {record.local_key: record.row for record in whole}
    assert len({(record.table, record.local_key) for record in whole}) == len(whole)


def _of_one_event(project: Project, after: int) -> list[object]:
    later = {(record.table, record.local_key) for record in told(project, after=after + 1)}
    return [record for record in told(project, after=after) if (record.table, record.local_key) not in later]
