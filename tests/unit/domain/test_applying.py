"""What the applicant does, and what follows by itself."""

from datetime import timedelta
from uuid import UUID

import pytest

from catalogs.calendar import Calendar
from catalogs.schema import ItemKey, ItemRole, JoinPolicy, MaterialKey, Procedure, StageCode, StageOpening
from tests.factories.projects import APPLICANT, NOON, case, coded, minutes, officer, project_of
from tests.property.stories import carry_to_decision
from workflow.domain import applying, ending, filing_checks, receiving, registering, withdrawing
from workflow.domain.aggregate import Document, Project
from workflow.domain.allowing import Action, allowed
from workflow.domain.events import EventType
from workflow.domain.ids import DocumentId
from workflow.domain.statuses import Outcome, ProjectStatus, StageStatus, Status
from workflow.domain.sub_approval import SubApproval
from workflow.errors import (
    CodeNotConfirmed,
    Conflict,
    DocumentsMissing,
    NotFound,
    PrerequisitesNotMet,
    TransitionRefused,
)

ONE, TWO = StageCode("1"), StageCode("2")


def document(material: str, *, version: int = 1) -> Document:
    return Document(
        id=DocumentId(UUID(int=version)),
        material=MaterialKey(material),
        version=version,
        sha256="0" * 64,
        size=1,
        filename="a.pdf",
        media_type="application/pdf",
        submitted_at=minutes(version),
        submitted_by="applicant",
    )


def statuses(project: Project) -> dict[str, Status]:
    return {sub.item: sub.status for sub in project.sub_approvals}


def apply(project: Project, *items: str, stage: StageCode = ONE) -> None:
    applying.apply_for_stage(project, stage, [ItemKey(item) for item in items] or None, by=APPLICANT, at=minutes(1))


def decide(project: Project, item: str, outcome: Outcome = Outcome.APPROVED) -> SubApproval:
    sub = project.latest(ItemKey(item))
    assert sub is not None
    carry_to_decision(project, sub, outcome, minutes(2))
    return sub


def test_nothing_can_be_applied_for_before_the_code_is_confirmed() -> None:
    project = project_of([case("verification")])
    registering.register(project, by=APPLICANT, at=NOON)

    with pytest.raises(CodeNotConfirmed, match="not confirmed"):
        apply(project)

    assert statuses(project) == {"verification": Status.PLANNED}


def test_a_stage_application_sends_out_what_is_ready_and_keeps_the_rest_waiting() -> None:
    project = coded(
        project_of(
            [
                case("pre_examination"),
                case("verification", waits_for=["pre_examination"]),
                case("forest", needs=["map"]),
            ]
        )
    )

    apply(project)

    assert statuses(project) == {
        "pre_examination": Status.DISPATCHED,
        "verification": Status.PLANNED,
        "forest": Status.PLANNED,
    }
    assert project.status is ProjectStatus.PERMITTING


def test_a_decision_sends_out_what_waited_for_it_at_once() -> None:
    project = coded(project_of([case("pre_examination"), case("verification", waits_for=["pre_examination"])]))
    apply(project)

    decide(project, "pre_examination")

    assert statuses(project)["verification"] is Status.DISPATCHED


def test_a_document_that_was_missing_sends_out_every_case_that_waited_for_it() -> None:
    project = coded(project_of([case("forest", needs=["map"]), case("water", needs=["map"])]))
    apply(project)

    applying.submit_document(project, document("map"), by=APPLICANT, at=minutes(2))

    assert set(statuses(project).values()) == {Status.DISPATCHED}


def test_an_item_named_before_its_prerequisites_have_passed_is_refused_by_name() -> None:
    project = coded(project_of([case("pre_examination"), case("verification", waits_for=["pre_examination"])]))

    with pytest.raises(PrerequisitesNotMet) as refusal:
        apply(project, "verification")

    assert refusal.value.facts["unmet"] == ["pre_examination"]
    assert statuses(project)["verification"] is Status.PLANNED
    assert project.latest(ItemKey("verification")).applied_at is None  # type: ignore[union-attr]


def test_an_item_named_without_its_documents_is_refused_with_their_list() -> None:
    project = coded(project_of([case("forest", needs=["map", "survey"])]))

    with pytest.raises(DocumentsMissing) as refusal:
        apply(project, "forest")

    assert refusal.value.facts["missing"] == ["map", "survey"]


def test_a_locked_stage_says_what_it_waits_for() -> None:
    project = coded(project_of([case("verification"), case("planning", stage="2")]))

    with pytest.raises(Conflict) as refusal:
        apply(project, stage=TWO)

    assert refusal.value.facts["waits_for"] == "1"


def test_an_unknown_stage_or_item_is_named_with_those_that_exist() -> None:
    project = coded(project_of([case("verification")]))

    with pytest.raises(NotFound, match="Its stages are: 1"):
        apply(project, stage=StageCode("9"))
    with pytest.raises(NotFound, match="verification"):
        apply(project, "verificaton")


def test_applying_again_after_a_refusal_makes_a_new_attempt_that_counts() -> None:
    project = coded(project_of([case("verification"), case("planning", stage="2")]))
    apply(project)
    refused = decide(project, "verification", Outcome.REFUSED)
    assert project.stage(ONE).is_blocked

    again = applying.apply_again(project, ItemKey("verification"), by=APPLICANT, at=minutes(3))
    carry_to_decision(project, again, Outcome.APPROVED, minutes(4))

    assert (refused.attempt, again.attempt) == (1, 2)
    assert refused.id != again.id
    assert project.stage(ONE).status is StageStatus.CLOSED
    assert not project.stage(ONE).is_blocked
    assert project.stage(TWO).status is StageStatus.OPEN


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, None], ids=["passed", "in hand"])
def test_only_what_ended_without_passing_can_be_applied_for_again(outcome: Outcome | None) -> None:
    project = coded(project_of([case("verification")]))
    apply(project)
    if outcome:
        decide(project, "verification", outcome)

    with pytest.raises(Conflict, match="cannot be applied for again"):
        applying.apply_again(project, ItemKey("verification"), by=APPLICANT, at=minutes(3))


def test_a_late_item_joins_the_open_stage_it_belongs_to() -> None:
    project = coded(project_of([case("verification")]))
    apply(project)

    late = case("forest")
    applying.add_item(project, late, unlocks=(), start_requires=True, by=officer(), at=minutes(2), reason="占用林地")
    decide(project, "verification")

    assert late.status is Status.DISPATCHED
    assert project.stage(ONE).status is StageStatus.OPEN
    assert project.start_requires == ["forest"]
    carry_to_decision(project, late, Outcome.APPROVED, minutes(3))
    assert project.stage(ONE).status is StageStatus.CLOSED


def test_a_late_item_of_a_closed_stage_stands_beside_it_and_its_dependants_wait() -> None:
    project = coded(project_of([case("verification"), case("planning", stage="2")]))
    apply(project)
    decide(project, "verification")

    late = case("forest")
    applying.add_item(
        project,
        late,
        unlocks=[ItemKey("planning")],
        start_requires=False,
        by=officer(),
        at=minutes(2),
        reason="占用林地",
    )
    apply(project, stage=TWO)

    assert late.role is ItemRole.BESIDE
    assert statuses(project)["planning"] is Status.PLANNED
    carry_to_decision(project, late, Outcome.APPROVED, minutes(3))
    assert statuses(project)["planning"] is Status.DISPATCHED


def test_a_filing_is_complete_when_its_information_is_complete() -> None:
    project = coded(project_of([case("filing", procedure=Procedure.FILING), case("planning", waits_for=["filing"])]))
    apply(project)

    filed = decide(project, "filing")

    assert (filed.status, filed.outcome, filed.filing) == (Status.DECIDED, Outcome.APPROVED, "filed")
    assert statuses(project)["planning"] is Status.DISPATCHED
    assert [e.actor.id for e in project.events if e.type is EventType.FILED] == ["system"]


def test_the_project_is_ready_when_stages_and_start_requirements_are_done_and_only_then() -> None:
    project = coded(
        project_of(
            [
                case("verification"),
                case("eia", stage="5", role=ItemRole.BESIDE),
                case("road", stage="5", role=ItemRole.BESIDE),
            ],
            opens={"5": StageOpening.CODED},
            start_requires=["eia"],
        )
    )
    apply(project)
    apply(project, stage=StageCode("5"))

    decide(project, "verification")
    assert project.status is ProjectStatus.PERMITTING
    decide(project, "eia")
    assert project.status is ProjectStatus.READY_TO_START
    assert statuses(project)["road"] is Status.DISPATCHED


def test_the_completion_stage_opens_when_construction_starts_and_completion_needs_it_closed() -> None:
    project = coded(project_of([case("permit"), case("acceptance", stage="4")], opens={"4": StageOpening.CONSTRUCTING}))
    apply(project)
    decide(project, "permit")
    assert project.stage(StageCode("4")).status is StageStatus.LOCKED

    applying.report_start(project, by=APPLICANT, at=minutes(5))
    with pytest.raises(Conflict, match="A stage is not closed"):
        applying.report_completion(project, by=APPLICANT, at=minutes(6))
    apply(project, stage=StageCode("4"))
    decide(project, "acceptance")
    applying.report_completion(project, by=APPLICANT, at=minutes(7) + timedelta(days=300))

    assert project.status is ProjectStatus.COMPLETED


@pytest.mark.parametrize(
    ("policy", "outcomes", "closes", "blocked"),
    [
        pytest.param(JoinPolicy.ALL, ("approved", "approved", "approved"), True, False, id="all passed"),
        pytest.param(JoinPolicy.ALL, ("approved", "refused", "approved"), False, True, id="all with a refusal"),
        pytest.param(JoinPolicy.ALL, ("approved", None, "approved"), False, False, id="all with one in hand"),
        pytest.param(JoinPolicy.ANY, ("refused", "approved", None), True, False, id="any passed"),
        pytest.param(JoinPolicy.ANY, ("refused", "refused", "refused"), False, True, id="any, none passed"),
        pytest.param(JoinPolicy.MILESTONE, ("approved", None, None), True, False, id="the milestone passed"),
        pytest.param(JoinPolicy.MILESTONE, ("refused", None, None), False, True, id="the milestone refused"),
        pytest.param(JoinPolicy.LEAD_VETO, ("refused", "approved", "approved"), True, False, id="lead approves"),
        pytest.param(JoinPolicy.LEAD_VETO, ("approved", "refused", "approved"), False, True, id="lead refuses"),
        pytest.param(JoinPolicy.LEAD_VETO, (None, "approved", "approved"), False, False, id="lead approves early"),
    ],
)
def test_a_join_policy_closes_its_stage(
    policy: JoinPolicy, outcomes: tuple[str | None, ...], closes: bool, blocked: bool
) -> None:
    cases = [case("a", milestone=True), case("b", of_lead_office=True), case("c")]
    project = coded(project_of(cases, joins={"1": policy}))
    apply(project)

    for sub, outcome in zip(cases, outcomes, strict=True):
        if outcome:
            decide(project, sub.item, Outcome(outcome))

    stage = project.stage(ONE)
    assert (stage.status is StageStatus.CLOSED, stage.is_blocked) == (closes, blocked)


def test_construction_cannot_start_when_something_required_was_lost_or_added_after_readiness() -> None:
    project = coded(project_of([case("filing", procedure=Procedure.FILING)], start_requires=["filing"]))
    apply(project)
    filing = decide(project, "filing")
    assert project.status is ProjectStatus.READY_TO_START

    filing_checks.check_filing(project, filing, "cancel", reason="应当核准", by=officer(), at=minutes(3))

    assert project.status is ProjectStatus.PERMITTING
    with pytest.raises(TransitionRefused):
        applying.report_start(project, by=APPLICANT, at=minutes(4))


def test_a_late_item_required_for_the_start_takes_readiness_back() -> None:
    project = coded(project_of([case("permit")]))
    apply(project)
    decide(project, "permit")

    late = case("heritage")
    applying.add_item(project, late, unlocks=(), start_requires=True, by=officer(), at=minutes(3), reason="文物")
    assert project.status is ProjectStatus.PERMITTING
    carry_to_decision(project, late, Outcome.APPROVED, minutes(4))

    assert project.status is ProjectStatus.READY_TO_START


def test_a_cancelled_filing_does_not_file_itself_again() -> None:
    project = coded(project_of([case("filing", procedure=Procedure.FILING)]))
    apply(project)
    filing = decide(project, "filing")
    filing_checks.check_filing(project, filing, "cancel", reason="属禁止类", by=officer(), at=minutes(3))

    assert Action.APPLY_AGAIN not in allowed(APPLICANT, project, filing, on=minutes(4).date())
    with pytest.raises(Conflict, match="cancelled"):
        applying.apply_again(project, ItemKey("filing"), by=APPLICANT, at=minutes(4))


def test_a_filing_that_an_office_must_check_is_accepted_reviewed_and_decided_by_it() -> None:
    project = coded(project_of([case("fire_filing", procedure=Procedure.FILING, files_itself=False)]))
    apply(project)
    [sub] = project.sub_approvals
    receiving.receive(project, sub, at=minutes(1))
    assert sub.status is Status.RECEIVED

    carry_to_decision(project, sub, Outcome.APPROVED, minutes(2))

    assert (sub.status, sub.filing) == (Status.DECIDED, "filed")


def test_applying_again_in_a_stage_nobody_has_applied_for_does_not_send_anything_out() -> None:
    project = coded(project_of([case("forest"), case("water")]))
    forest = project.latest(ItemKey("forest"))
    assert forest is not None
    withdrawing.request_withdrawal(project, forest, reason="暂缓", by=APPLICANT, at=minutes(1))

    again = applying.apply_again(project, ItemKey("forest"), by=APPLICANT, at=minutes(2))
    assert (again.status, again.applied_at) == (Status.PLANNED, None)
    apply(project)

    assert again.status is Status.DISPATCHED


def test_a_document_under_review_is_not_replaced_under_the_officers_hands() -> None:
    project = coded(project_of([case("forest", needs=["map"])]))
    applying.submit_document(project, document("map"), by=APPLICANT, at=minutes(1))
    apply(project)
    [sub] = project.sub_approvals
    receiving.receive(project, sub, at=minutes(2))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))

    with pytest.raises(Conflict, match="under review for forest"):
        applying.submit_document(project, document("map", version=4), by=APPLICANT, at=minutes(4))


def test_receipt_and_decision_record_the_digests_of_what_they_were_made_on() -> None:
    project = coded(project_of([case("forest", needs=["map"])]))
    applying.submit_document(project, document("map"), by=APPLICANT, at=minutes(1))
    apply(project)
    decide(project, "forest")

    judged = {e.type: e.data["documents"] for e in project.events if "documents" in e.data}
    assert judged == {EventType.RECEIVED: {"map": "0" * 64}, EventType.DECIDED: {"map": "0" * 64}}


def test_nothing_is_added_to_a_project_that_has_ended() -> None:
    project = coded(project_of([case("forest")]))
    ending.end(project, "terminate", reason="", basis="", by=officer(), at=minutes(1))

    with pytest.raises(Conflict, match="nothing can be added"):
        applying.add_item(
            project, case("water"), unlocks=(), start_requires=False, by=officer(), at=minutes(2), reason="x"
        )
