"""Receipt, one-time correction, acceptance and its clock, refusal to accept."""

from datetime import UTC, date, datetime

import pytest

from catalogs.calendar import Calendar
from catalogs.schema import CalendarDay, DayKind, ItemKey, LimitUnit, MaterialKey, OfficeId, StageCode
from tests.factories.projects import APPLICANT, case, coded, minutes, officer, project_of
from tests.unit.domain.test_applying import document
from workflow.domain import applying, holding, receiving, reviewing
from workflow.domain.aggregate import Project
from workflow.domain.allowing import Action, allowed
from workflow.domain.events import EventType
from workflow.domain.statuses import Hold, Outcome, Status
from workflow.domain.sub_approval import SubApproval
from workflow.errors import AlreadyDecided, Conflict, DocumentsMissing, TransitionRefused, WrongInput

# The National Day arrangement of 2026 (State Council notice, as in the edition's calendar).
NATIONAL_DAY = Calendar(
    [
        CalendarDay(date=date(2026, 10, day), kind=DayKind.HOLIDAY, festival_en="", festival_zh="", source="test")
        for day in range(1, 8)
    ]
    + [
        CalendarDay(
            date=date(2026, month, day), kind=DayKind.WORKING_WEEKEND, festival_en="", festival_zh="", source="test"
        )
        for month, day in ((9, 20), (10, 10))
    ]
)


def received(sub: SubApproval) -> tuple[Project, SubApproval]:
    project = coded(project_of([sub]))
    for material in sub.needs:
        applying.submit_document(project, document(material), by=APPLICANT, at=minutes(0))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(1))
    receiving.receive(project, sub, at=minutes(2))
    return project, sub


def correct(project: Project, sub: SubApproval, *materials: str) -> None:
    receiving.request_correction(
        project,
        sub,
        materials=[MaterialKey(material) for material in materials],
        reason="图件不清",
        due_on=None,
        by=officer(),
        at=minutes(3),
    )


def test_a_case_received_twice_is_received_once() -> None:
    project, sub = received(case("eia"))

    assert receiving.receive(project, sub, at=minutes(3)) is False
    assert sub.received_at == minutes(2)


def test_a_correction_holds_the_case_until_new_versions_are_in() -> None:
    project, sub = received(case("forest", needs=["map", "survey"]))
    correct(project, sub, "map")
    assert sub.hold is Hold.CORRECTION

    with pytest.raises(TransitionRefused, match="on hold"):
        receiving.accept(project, sub, by=officer(), at=minutes(4), calendar=Calendar([]))
    with pytest.raises(DocumentsMissing) as refusal:
        receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(5))
    assert refusal.value.facts["missing"] == ["map"]
    applying.submit_document(project, document("map", version=6), by=APPLICANT, at=minutes(6))
    receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(7))
    receiving.accept(project, sub, by=officer(), at=minutes(8), calendar=Calendar([]))

    assert (sub.status, sub.hold) == (Status.ACCEPTED, Hold.NONE)


def test_two_corrections_cannot_be_open_at_once_and_one_material_is_not_asked_for_twice() -> None:
    project, sub = received(case("forest", needs=["map"]))
    correct(project, sub, "map")

    with pytest.raises(TransitionRefused):
        correct(project, sub, "map")
    applying.submit_document(project, document("map", version=6), by=APPLICANT, at=minutes(6))
    receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(7))
    with pytest.raises(Conflict, match="the notice is given once"):
        correct(project, sub, "map")


@pytest.mark.parametrize("materials", [(), ("photograph",)], ids=["none", "of another item"])
def test_a_correction_names_materials_of_the_item(materials: tuple[str, ...]) -> None:
    project, sub = received(case("forest", needs=["map"]))

    with pytest.raises(WrongInput, match="Materials of this item: map"):
        correct(project, sub, *materials)

    assert sub.hold is Hold.NONE


def test_a_correction_that_is_not_met_returns_the_case() -> None:
    project, sub = received(case("forest", needs=["map"]))
    correct(project, sub, "map")

    receiving.return_uncorrected(project, sub, reason="逾期未补正", by=officer(), at=minutes(9))

    assert (sub.status, sub.hold) == (Status.RETURNED, Hold.NONE)


def test_a_refusal_to_accept_can_name_the_right_office() -> None:
    project, sub = received(case("water"))

    receiving.refuse_acceptance(
        project, sub, reason="不属本机关职权", right_office=OfficeId("530602.water"), by=officer(), at=minutes(3)
    )

    assert sub.status is Status.NOT_ACCEPTED
    [told] = [event for event in project.events if event.type is EventType.NOT_ACCEPTED]
    assert told.data["right_office"] == "530602.water"


@pytest.mark.parametrize(
    ("accepted", "days", "unit", "due"),
    [
        pytest.param(datetime(2026, 9, 24, 2, tzinfo=UTC), 5, LimitUnit.WORKING_DAY, date(2026, 10, 8), id="holiday"),
        pytest.param(datetime(2026, 9, 30, 2, tzinfo=UTC), 3, LimitUnit.WORKING_DAY, date(2026, 10, 10), id="make-up"),
        pytest.param(datetime(2026, 9, 25, 2, tzinfo=UTC), 7, LimitUnit.CALENDAR_DAY, date(2026, 10, 8), id="calendar"),
        # 17:00 UTC is already the next day in Zhaotong.
        pytest.param(datetime(2026, 10, 11, 17, tzinfo=UTC), 1, LimitUnit.WORKING_DAY, date(2026, 10, 13), id="zone"),
    ],
)
def test_the_clock_starts_the_day_after_acceptance_and_counts_the_days_of_its_unit(
    accepted: datetime, days: int, unit: LimitUnit, due: date
) -> None:
    project, sub = received(case("eia", limit_days=days, limit_unit=unit))

    receiving.accept(project, sub, by=officer(), at=accepted, calendar=NATIONAL_DAY)

    assert sub.due_on == due


def test_days_of_a_special_procedure_are_not_counted() -> None:
    project, sub = received(case("eia", limit_days=5))
    receiving.accept(project, sub, by=officer(), at=datetime(2026, 3, 2, 2, tzinfo=UTC), calendar=Calendar([]))
    assert sub.due_on == date(2026, 3, 9)

    holding.start_special_procedure(
        project,
        sub,
        type="hearing",
        reason="听证",
        expected_until=date(2026, 3, 10),
        basis="行政许可法 Art.45",
        by=officer(),
        at=datetime(2026, 3, 4, 2, tzinfo=UTC),
    )
    holding.end_special_procedure(
        project, sub, by=officer(), at=datetime(2026, 3, 9, 2, tzinfo=UTC), calendar=Calendar([])
    )

    # 3 March counts, 4 to 9 March stand, 10 to 13 March count.
    assert sub.due_on == date(2026, 3, 13)


def test_a_decision_is_made_once_and_the_second_is_told_of_the_first() -> None:
    project, sub = received(case("eia"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))
    reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="昭环审1号", reason="", by=officer(), at=minutes(5))

    with pytest.raises(AlreadyDecided, match="昭环审1号"):
        reviewing.decide(project, sub, outcome=Outcome.REFUSED, number="2", reason="x", by=officer(), at=minutes(6))

    assert sub.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    ("outcome", "number", "reason", "promised", "missing"),
    [
        pytest.param(Outcome.APPROVED, "", "", (), ["number"], id="no number"),
        pytest.param(Outcome.REFUSED, "1", " ", (), ["reason"], id="refused without reasons"),
        pytest.param(Outcome.APPROVED_WITH_PROMISE, "1", "", (), ["promised"], id="promise of nothing"),
        pytest.param(Outcome.NONE, "1", "", (), ["outcome"], id="no outcome"),
    ],
)
def test_a_decision_must_be_complete(
    outcome: Outcome, number: str, reason: str, promised: tuple[MaterialKey, ...], missing: list[str]
) -> None:
    project, sub = received(case("eia"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))

    with pytest.raises(WrongInput) as refusal:
        reviewing.decide(
            project, sub, outcome=outcome, number=number, reason=reason, promised=promised, by=officer(), at=minutes(5)
        )

    assert refusal.value.facts["missing"] == missing
    assert sub.status is Status.IN_REVIEW


def test_a_verification_is_not_decided_while_an_opinion_is_outstanding() -> None:
    project, sub = received(case("verification"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))
    water = OfficeId("530600.water")
    reviewing.request_opinion(
        project, sub, office=water, question="取水影响", due_on=date(2026, 3, 20), by=officer(), at=minutes(5)
    )

    with pytest.raises(TransitionRefused, match="opinion"):
        reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="1", reason="", by=officer(), at=minutes(6))
    reviewing.give_opinion(project, sub, opinion="无意见", by=officer(water), at=minutes(7))
    reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="1", reason="", by=officer(), at=minutes(8))

    assert sub.has_passed


def test_an_item_finished_elsewhere_is_recorded_with_its_evidence_and_not_handled_again() -> None:
    project = coded(project_of([case("pre_examination"), case("verification", waits_for=["pre_examination"])]))

    sub = reviewing.record_elsewhere(
        project,
        ItemKey("pre_examination"),
        number="云自然资预〔2025〕9号",
        on=date(2025, 11, 3),
        evidence=document("result:pre_examination"),
        by=officer(),
        at=minutes(2),
    )
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(3))

    assert (sub.status, sub.outcome, sub.result_on) == (Status.DECIDED, Outcome.APPROVED, date(2025, 11, 3))
    assert project.latest(ItemKey("verification")).status is Status.DISPATCHED  # type: ignore[union-attr]


def test_a_result_dated_in_the_future_is_refused() -> None:
    project = coded(project_of([case("pre_examination")]))

    with pytest.raises(WrongInput, match="lies in the future"):
        reviewing.record_elsewhere(
            project,
            ItemKey("pre_examination"),
            number="1",
            on=date(2027, 1, 1),
            evidence=document("result:pre_examination"),
            by=officer(),
            at=minutes(2),
        )


def test_a_second_notice_is_refused_whatever_it_names_and_what_is_still_wrong_is_returned() -> None:
    project, sub = received(case("forest", needs=["map", "survey"]))
    correct(project, sub, "map")
    applying.submit_document(project, document("map", version=6), by=APPLICANT, at=minutes(6))
    receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(7))

    with pytest.raises(Conflict, match="given once"):
        correct(project, sub, "survey")
    receiving.return_uncorrected(project, sub, reason="补正仍不符合", by=officer(), at=minutes(8))

    assert sub.status is Status.RETURNED


def test_a_case_is_not_returned_before_the_applicants_time_to_correct_is_over() -> None:
    project, sub = received(case("forest", needs=["map"]))
    receiving.request_correction(
        project, sub, materials=sub.needs, reason="不清", due_on=date(2026, 3, 10), by=officer(), at=minutes(3)
    )

    with pytest.raises(Conflict, match="2026-03-10"):
        receiving.return_uncorrected(project, sub, reason="未补正", by=officer(), at=minutes(4))

    assert sub.hold is Hold.CORRECTION


def test_an_opinion_that_is_overdue_does_not_hold_up_the_decision_for_ever() -> None:
    project, sub = received(case("verification"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))
    water = OfficeId("530600.water")
    reviewing.request_opinion(
        project, sub, office=water, question="取水", due_on=date(2026, 3, 3), by=officer(), at=minutes(5)
    )

    reviewing.decide(
        project,
        sub,
        outcome=Outcome.APPROVED,
        number="1",
        reason="",
        by=officer(),
        at=datetime(2026, 3, 4, 2, tzinfo=UTC),
    )

    assert EventType.OPINION_LAPSED in [event.type for event in project.events]
    assert sub.has_passed


def test_a_refused_decision_does_not_lapse_any_opinion() -> None:
    project, sub = received(case("verification"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))
    for office, due in (("530600.water", date(2026, 3, 3)), ("530600.forestry", date(2026, 3, 20))):
        reviewing.request_opinion(
            project, sub, office=OfficeId(office), question="意见", due_on=due, by=officer(), at=minutes(5)
        )
    before = len(project.events)

    with pytest.raises(TransitionRefused, match="opinion"):
        reviewing.decide(
            project,
            sub,
            outcome=Outcome.APPROVED,
            number="1",
            reason="",
            by=officer(),
            at=datetime(2026, 3, 4, 2, tzinfo=UTC),
        )

    assert len(project.events) == before
    assert len(sub.consulted_offices) == 2


def test_an_office_does_not_consult_itself() -> None:
    project, sub = received(case("verification"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))

    with pytest.raises(WrongInput, match="cannot be consulted"):
        reviewing.request_opinion(
            project,
            sub,
            office=sub.accepting_office,
            question="?",
            due_on=date(2026, 3, 20),
            by=officer(),
            at=minutes(5),
        )


def test_only_materials_of_the_item_can_be_promised() -> None:
    project, sub = received(case("forest", needs=["map"]))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))

    with pytest.raises(WrongInput, match="photograph"):
        reviewing.decide(
            project,
            sub,
            outcome=Outcome.APPROVED_WITH_PROMISE,
            number="1",
            reason="",
            promised=[MaterialKey("photograph")],
            by=officer(),
            at=minutes(5),
        )


def test_what_is_offered_is_what_would_be_done() -> None:
    project, sub = received(case("forest", needs=["map"]))
    receiving.request_correction(
        project, sub, materials=sub.needs, reason="不清", due_on=date(2026, 3, 10), by=officer(), at=minutes(3)
    )

    assert Action.RETURN not in allowed(officer(), project, sub, on=date(2026, 3, 10))
    assert Action.RETURN in allowed(officer(), project, sub, on=date(2026, 3, 11))
    applying.submit_document(project, document("map", version=6), by=APPLICANT, at=minutes(6))
    receiving.submit_correction(project, sub, by=APPLICANT, at=minutes(7))
    assert Action.REQUEST_CORRECTION not in allowed(officer(), project, sub, on=date(2026, 3, 3))


def test_a_decision_is_offered_once_the_opinions_asked_for_are_in_or_overdue() -> None:
    project, sub = received(case("verification"))
    receiving.accept(project, sub, by=officer(), at=minutes(3), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(), at=minutes(4))
    reviewing.request_opinion(
        project,
        sub,
        office=OfficeId("530600.water"),
        question="取水",
        due_on=date(2026, 3, 3),
        by=officer(),
        at=minutes(5),
    )

    assert Action.DECIDE not in allowed(officer(), project, sub, on=date(2026, 3, 3))
    assert Action.DECIDE in allowed(officer(), project, sub, on=date(2026, 3, 4))
