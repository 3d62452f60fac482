"""Who may see a project: the offices it was sent to, not those it may come to one day."""

import pytest

from catalogs.schema import OfficeId, StageCode
from tests.factories.projects import APPLICANT, CITY, COUNTY, NOON, case, coded, minutes, officer, project_of
from workflow.domain import applying, receiving, relaying, reviewing
from workflow.domain.aggregate import Project
from workflow.domain.people import Actor, Role
from workflow.domain.permissions import Verb, check, may
from workflow.domain.statuses import Status
from workflow.domain.sub_approval import SubApproval
from workflow.errors import NotFound, NotPermitted

WATER = OfficeId("530600.water")
STRANGER = Actor(role=Role.APPLICANT, id="stranger", name="外人", organisation="91530602MA6WND016R")


@pytest.fixture
def sub() -> SubApproval:
    return case("a", offices=(COUNTY, CITY))


@pytest.fixture
def project(sub: SubApproval) -> Project:
    return coded(project_of([sub]))


def send_out(project: Project) -> None:
    applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=NOON)


def test_a_planned_case_involves_nobody(sub: SubApproval, project: Project) -> None:
    assert sub.involved_offices == []
    with pytest.raises(NotFound):
        check(officer(COUNTY), Verb.SEE_PROJECT, project)


def test_a_dispatched_case_involves_the_office_it_is_on_its_way_to(sub: SubApproval, project: Project) -> None:
    send_out(project)

    assert sub.involved_offices == [COUNTY]


def test_an_office_stays_involved_after_it_has_handed_over(sub: SubApproval, project: Project) -> None:
    bring_to_the_city(sub, project)

    assert sub.involved_offices == sorted([COUNTY, CITY])
    assert may(officer(COUNTY), Verb.SEE_PROJECT, project)


def test_an_office_is_involved_while_its_opinion_is_asked_for(sub: SubApproval, project: Project) -> None:
    bring_to_the_city(sub, project)
    reviewing.request_opinion(
        project, sub, office=WATER, question="?", due_on=NOON.date(), by=officer(CITY), at=minutes(9)
    )

    asked = (list(sub.consulted_offices), may(officer(WATER), Verb.SEE_PROJECT, project))
    reviewing.give_opinion(project, sub, opinion="不涉及", by=officer(WATER), at=minutes(10))

    assert asked == ([WATER], True)
    assert (sub.consulted_offices, may(officer(WATER), Verb.SEE_PROJECT, project)) == ([], False)


def test_what_may_not_be_seen_does_not_exist_and_what_may_be_seen_is_refused(
    sub: SubApproval, project: Project
) -> None:
    send_out(project)

    with pytest.raises(NotFound, match=str(sub.id)):
        check(STRANGER, Verb.REQUEST_WITHDRAWAL, project, sub)
    with pytest.raises(NotFound, match=str(project.id)):
        check(STRANGER, Verb.APPLY, project)
    with pytest.raises(NotPermitted):
        check(officer(COUNTY), Verb.REQUEST_WITHDRAWAL, project, sub)


def test_a_new_project_for_another_organisation_is_refused_by_name() -> None:
    with pytest.raises(NotPermitted):
        check(STRANGER, Verb.REGISTER, project_of([case("a")]))


@pytest.mark.parametrize(("actor", "may_add"), [(APPLICANT, True), (officer(CITY), True), (officer(COUNTY), False)])
def test_an_item_is_added_by_the_applicant_or_the_lead_office_of_its_stage(
    project: Project, actor: Actor, may_add: bool
) -> None:
    assert may(actor, Verb.ADD_ITEM, project, case("b")) is may_add


def bring_to_the_city(sub: SubApproval, project: Project) -> None:
    send_out(project)
    receiving.receive(project, sub, at=minutes(1))
    sub.status = Status.IN_REVIEW
    relaying.hand_over(project, sub, "同意", by=officer(COUNTY), at=minutes(2))
    relaying.acknowledge(project, sub, by=officer(CITY), at=minutes(3))
