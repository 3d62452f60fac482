"""The project's code: issued, issued too late, refused."""

from tests.factories.projects import APPLICANT, NOON, case, minutes, project_of
from workflow.domain import registering, withdrawing
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.messages import Topic, messages
from workflow.domain.statuses import ProjectStatus, StageStatus

CODE = "2603-530602-04-01-654321"


def registered() -> Project:
    """A project that waits for its code; what happened so far is told."""
    project = project_of([case("first")])
    registering.register(project, by=APPLICANT, at=NOON)
    project.events.clear()
    return project


def test_a_refused_code_leaves_the_project_registered_and_is_told_to_nobody() -> None:
    project = registered()

    registering.refuse_code(project, reason="行政区划代码不在本平台范围", at=minutes(1))

    [event] = project.events
    assert (event.type, event.reason) == (EventType.CODE_REFUSED, "行政区划代码不在本平台范围")
    assert (project.status, messages(project, project.events)) == (ProjectStatus.REGISTERED, [])


def test_a_project_whose_code_was_refused_can_be_withdrawn_or_get_its_code_after_all() -> None:
    withdrawn, issued = registered(), registered()
    for project in (withdrawn, issued):
        registering.refuse_code(project, reason="单位名称不符", at=minutes(1))

    withdrawing.request_withdrawal_of_project(withdrawn, reason="取消", by=APPLICANT, at=minutes(2))
    registering.confirm_code(issued, CODE, at=minutes(2))

    assert (withdrawn.status, issued.code) == (ProjectStatus.WITHDRAWN, CODE)


def test_a_refusal_that_comes_after_the_code_or_the_end_changes_nothing() -> None:
    withdrawn, issued = registered(), registered()
    withdrawing.request_withdrawal_of_project(withdrawn, reason="取消", by=APPLICANT, at=minutes(1))
    registering.confirm_code(issued, CODE, at=minutes(1))
    before = [len(project.events) for project in (withdrawn, issued)]

    for project in (withdrawn, issued):
        registering.refuse_code(project, reason="单位名称不符", at=minutes(2))

    assert [len(project.events) for project in (withdrawn, issued)] == before


def test_a_code_issued_after_the_withdrawal_is_kept_and_the_province_is_told_that_the_project_is_over() -> None:
    project = registered()
    withdrawing.request_withdrawal_of_project(project, reason="取消", by=APPLICANT, at=minutes(1))
    project.events.clear()

    registering.confirm_code(project, CODE, at=minutes(2))

    assert (project.code, project.code_is_confirmed, project.status) == (CODE, True, ProjectStatus.WITHDRAWN)
    assert {stage.status for stage in project.stages} == {StageStatus.LOCKED}
    assert [message.topic for message in messages(project, project.events)] == [Topic.REPORT]
