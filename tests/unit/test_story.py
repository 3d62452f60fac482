"""Every kind of event can be told, and every status is called something."""

import pytest

from catalogs.loader import load
from tests.factories.projects import NOON
from workflow.domain.clock import local_date
from workflow.domain.events import EventType
from workflow.domain.people import Role
from workflow.domain.statuses import Outcome, ProjectStatus
from workflow.domain.words import OUTCOMES, PROJECT_STATUSES, ROLES
from workflow.views.story import SENTENCES, tell
from workflow.views.trace import TraceLine


def line(type: EventType, **data: object) -> TraceLine:
    return TraceLine(
        position=1,
        type=type,
        at=NOON,
        on=local_date(NOON),
        actor_name="王科",
        actor_role=Role.OFFICER,
        actor_office="530600.natural_resources",
        stage="initiation",
        sub_approval=None,
        item="land_pre_examination",
        attempt=1,
        reason="理由",
        basis="",
        data=data,
        hash="",
    )


@pytest.mark.parametrize("type", EventType)
def test_every_kind_of_event_is_told_in_both_languages(type: EventType) -> None:
    told = tell(load("zhaotong-2026"), "energy", line(type))

    assert told.zh
    assert told.en
    assert "{" not in told.zh + told.en
    assert type in SENTENCES


def test_a_hand_over_names_its_receivers() -> None:
    told = tell(
        load("zhaotong-2026"), "energy", line(EventType.HANDED_OVER, to=["530600.water"], office="530602.water")
    )

    assert told.zh == "昭阳区水务局完成“建设项目用地预审与选址意见书核发”初审并移交昭通市水利局：理由"


def test_every_status_has_its_words() -> None:
    assert PROJECT_STATUSES.keys() == set(ProjectStatus)
    assert OUTCOMES.keys() == set(Outcome)
    assert ROLES.keys() == set(Role)
