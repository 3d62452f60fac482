"""Legs: county examines, city decides; clock, documents and opinions go along."""

import pytest

from catalogs.calendar import Calendar
from catalogs.schema import LegRole, OfficeId, StageCode
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, coded, minutes, officer, project_of
from workflow.domain import applying, receiving, relaying, reviewing, withdrawing
from workflow.domain.aggregate import Project
from workflow.domain.messages import Topic, messages
from workflow.domain.people import Actor, Role
from workflow.domain.permissions import Verb, check
from workflow.domain.statuses import LegStatus, Outcome, Status
from workflow.domain.sub_approval import Leg, SubApproval
from workflow.errors import NotFound, NotPermitted, TransitionRefused

OTHER_COUNTY = OfficeId("530621.natural_resources")


def under_examination(*, counties: tuple[OfficeId, ...] = (COUNTY,)) -> tuple[Project, SubApproval]:
    sub = case("pre_examination", offices=[COUNTY, CITY])
    sub.legs = [Leg(position=0, office=o, role=LegRole.PRELIMINARY_EXAMINATION) for o in counties] + [
        Leg(position=1, office=CITY, role=LegRole.DECISION)
    ]
    project = coded(project_of([sub]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    receiving.receive(project, sub, at=minutes(1))
    receiving.accept(project, sub, by=officer(COUNTY), at=minutes(2), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(COUNTY), at=minutes(3))
    project.events.clear()
    return project, sub


def test_a_hand_over_keeps_the_clock_and_carries_the_opinion_to_the_receiver() -> None:
    project, sub = under_examination()
    due = sub.due_on

    relaying.hand_over(project, sub, "符合规划", by=officer(COUNTY), at=minutes(4))

    assert sub.due_on == due
    assert sub.legs[0].opinion == "符合规划"
    assert sub.acting_offices == [CITY]
    [sent] = [message for message in messages(project, project.events) if message.topic is Topic.TAKE_OVER]
    assert (sent.destination, sent.payload) == ("centre.530600", {"sub_approvals": [str(sub.id)]})


def test_the_city_decides_only_after_it_has_acknowledged() -> None:
    project, sub = under_examination()
    relaying.hand_over(project, sub, "符合规划", by=officer(COUNTY), at=minutes(4))

    with pytest.raises(TransitionRefused, match="not acknowledged"):
        reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="1", reason="", by=officer(), at=minutes(5))
    relaying.acknowledge(project, sub, by=officer(CITY), at=minutes(6))
    reviewing.decide(project, sub, outcome=Outcome.APPROVED, number="1", reason="", by=officer(), at=minutes(7))

    assert [leg.status for leg in sub.legs] == [LegStatus.HANDED_OVER, LegStatus.FINISHED]


def test_two_counties_examine_side_by_side_and_the_city_waits_for_both() -> None:
    project, sub = under_examination(counties=(COUNTY, OTHER_COUNTY))

    relaying.hand_over(project, sub, "同意", by=officer(OTHER_COUNTY), at=minutes(4))
    assert sub.acting_offices == [COUNTY]
    relaying.hand_over(project, sub, "同意", by=officer(COUNTY), at=minutes(5))

    assert sub.acting_offices == [CITY]


def test_a_case_that_reaches_the_receivers_centre_twice_arrives_once() -> None:
    project, sub = under_examination()
    relaying.hand_over(project, sub, "同意", by=officer(COUNTY), at=minutes(4))

    assert relaying.take_over(project, sub, relaying.centre_of(CITY), at=minutes(5)) is True
    assert relaying.take_over(project, sub, relaying.centre_of(CITY), at=minutes(6)) is False
    assert sub.legs[-1].arrived_at == minutes(5)


def test_an_officer_of_another_office_is_told_who_may() -> None:
    project, sub = under_examination()

    with pytest.raises(NotPermitted, match=r"officer of 530600.natural_resources") as refusal:
        check(officer(COUNTY), Verb.DECIDE, project, sub)

    assert refusal.value.facts["offices"] == [CITY]
    assert "无权" in refusal.value.zh


def test_another_organisation_may_not_see_the_project() -> None:
    project, _ = under_examination()
    stranger = type(APPLICANT)(role=APPLICANT.role, id="x", name="外人", organisation="91110000000000000X")

    with pytest.raises(NotFound):
        check(stranger, Verb.SEE_PROJECT, project)


def test_nobody_can_hand_over_a_case_that_is_not_under_review() -> None:
    sub = case("pre_examination", offices=[COUNTY, CITY])
    project = coded(project_of([sub]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    receiving.receive(project, sub, at=minutes(1))

    with pytest.raises(TransitionRefused, match="hand over"):
        relaying.hand_over(project, sub, "同意", by=officer(COUNTY), at=minutes(4))


def test_an_officer_without_an_office_sees_nothing() -> None:
    project, sub = under_examination()
    withdrawing.request_withdrawal(project, sub, reason="不建了", by=APPLICANT, at=minutes(4))
    nobody = Actor(role=Role.OFFICER, id="x", name="无部门")

    with pytest.raises(NotFound):
        check(nobody, Verb.SEE_PROJECT, project)


def test_each_county_that_examines_is_told_through_its_own_centre_and_takes_in_its_own_leg() -> None:
    sub = case("pre_examination", offices=[COUNTY, CITY])
    sub.legs.insert(1, Leg(position=0, office=OTHER_COUNTY, role=LegRole.PRELIMINARY_EXAMINATION))
    project = coded(project_of([sub]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    sent = {m.destination for m in messages(project, project.events) if m.topic is Topic.RECEIVE}

    assert sent == {"centre.530602", "centre.530621"}
    assert receiving.receive(project, sub, centre=relaying.centre_of(OTHER_COUNTY), at=minutes(1))
    assert (sub.status, sub.legs[0].arrived_at) == (Status.DISPATCHED, None)
    assert receiving.receive(project, sub, centre=relaying.centre_of(COUNTY), at=minutes(2))
    assert not receiving.receive(project, sub, centre=relaying.centre_of(COUNTY), at=minutes(3))
    assert (sub.status, sub.received_at) == (Status.RECEIVED, minutes(2))


def test_the_case_is_not_passed_on_before_every_county_has_it_and_has_examined() -> None:
    sub = case("pre_examination", offices=[COUNTY, CITY])
    sub.legs.insert(1, Leg(position=0, office=OTHER_COUNTY, role=LegRole.PRELIMINARY_EXAMINATION))
    project = coded(project_of([sub]))
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=minutes(0))
    receiving.receive(project, sub, centre=relaying.centre_of(COUNTY), at=minutes(1))
    receiving.accept(project, sub, by=officer(COUNTY), at=minutes(2), calendar=Calendar([]))
    reviewing.begin_review(project, sub, by=officer(COUNTY), at=minutes(3))

    relaying.hand_over(project, sub, "同意", by=officer(COUNTY), at=minutes(4))

    assert sub.acting_offices == [OTHER_COUNTY]


def test_an_acknowledgement_quicker_than_the_queue_is_not_followed_by_an_arrival() -> None:
    project, sub = under_examination()
    relaying.hand_over(project, sub, "符合规划", by=officer(COUNTY), at=minutes(4))

    relaying.acknowledge(project, sub, by=officer(CITY), at=minutes(5))

    assert sub.legs[-1].arrived_at == minutes(5)
    assert relaying.take_over(project, sub, relaying.centre_of(CITY), at=minutes(6)) is False


def test_an_office_the_case_is_only_offered_to_cannot_stop_its_clock() -> None:
    project, sub = under_examination()
    relaying.hand_over(project, sub, "符合规划", by=officer(COUNTY), at=minutes(4))

    with pytest.raises(NotPermitted):
        check(officer(CITY), Verb.HOLD, project, sub)
    relaying.acknowledge(project, sub, by=officer(CITY), at=minutes(5))
    check(officer(CITY), Verb.HOLD, project, sub)


def test_of_two_counties_only_the_accepting_one_answers_a_withdrawal() -> None:
    project, sub = under_examination(counties=(COUNTY, OTHER_COUNTY))
    withdrawing.request_withdrawal(project, sub, reason="不建了", by=APPLICANT, at=minutes(4))

    with pytest.raises(NotPermitted):
        check(officer(OTHER_COUNTY), Verb.ANSWER_WITHDRAWAL, project, sub)
    check(officer(COUNTY), Verb.ANSWER_WITHDRAWAL, project, sub)
