"""Items found necessary later, one after another, by the operation that officers and applicants use."""

import json
from collections.abc import Iterator
from importlib.resources import files
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from catalogs.edition import Edition
from catalogs.errors import ItemNotInTheme
from catalogs.loader import load
from catalogs.schema import ItemKey
from tests.factories.projects import APPLICANT, CREDIT_CODE, minutes
from workflow.domain.aggregate import Project
from workflow.domain.ids import ProjectId
from workflow.domain.sub_approval import SubApproval
from workflow.operations import applying, registering
from workflow.operations.registering import Applicant
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

EXAMPLES = files("catalogs") / "data" / "examples"


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


def coded(engine: Engine, edition: Edition, example: str) -> ProjectId:
    """The example's project, registered and with its code confirmed."""
    with UnitOfWork(engine) as work:
        project = registering.register(
            work,
            edition,
            name=example,
            applicant=Applicant(code=CREDIT_CODE, name="某公司"),
            stated=json.loads((EXAMPLES / f"{example}.json").read_text("utf-8")),
            registrant=APPLICANT,
            now=minutes(0),
            new_id=uuid4,
            new_serial=lambda: 7,
        )
        id, code = project.id, project.code
    with UnitOfWork(engine) as work:
        registering.confirm_code(work, id, code=code, now=minutes(1))
    return id


def add(engine: Engine, edition: Edition, id: ProjectId, item: str) -> None:
    with UnitOfWork(engine) as work:
        applying.add_item(work, edition, id, ItemKey(item), reason="现场核实", actor=APPLICANT, now=minutes(2))


def stored(engine: Engine, id: ProjectId) -> Project:
    with UnitOfWork(engine) as work:
        return work.projects.lock(id)


def latest(project: Project, item: str) -> SubApproval:
    return next(sub for sub in project.sub_approvals if sub.item == item)


def test_late_items_of_a_stage_the_plan_had_left_out_share_it_and_wait_for_each_other(
    engine: Engine, edition: Edition
) -> None:
    id = coded(engine, edition, "highway")
    assert "acceptance" not in [stage.stage for stage in stored(engine, id).stages]

    for item in ("planning_verification", "fire_acceptance", "completion_filing"):
        add(engine, edition, id, item)

    project = stored(engine, id)
    assert [stage.stage for stage in project.stages].count(latest(project, "completion_filing").stage) == 1
    assert {"planning_verification", "fire_acceptance"} <= set(latest(project, "completion_filing").waits_for)


def test_an_item_added_earlier_waits_for_a_later_one_before_it(engine: Engine, edition: Edition) -> None:
    id = coded(engine, edition, "wind_farm")

    for item in ("construction_permit", "drawing_review"):
        add(engine, edition, id, item)

    assert "drawing_review" in latest(stored(engine, id), "construction_permit").waits_for


def test_an_item_for_another_kind_of_project_is_refused_at_the_door(engine: Engine, edition: Edition) -> None:
    id = coded(engine, edition, "industrial_filing")

    with pytest.raises(ItemNotInTheme, match="not for filing projects"):
        add(engine, edition, id, "feasibility_study")
