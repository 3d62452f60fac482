"""Every example project of the edition, planned by the catalog and carried by the engine from code to completion."""

import itertools
import json
from importlib.resources import files
from uuid import UUID

import pytest

from catalogs.errors import ProjectRefused
from catalogs.facts import typed
from catalogs.loader import load
from catalogs.planning import plan
from catalogs.schema import ItemKey, Kind, LegRole, RegionCode
from tests.factories.projects import APPLICANT, CREDIT_CODE, minutes
from tests.property.stories import run_to_the_end
from workflow.domain import applying, registering
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId, ProjectId
from workflow.domain.statuses import ProjectStatus, StageStatus

EDITION = "zhaotong-2026"
EXAMPLES = files("catalogs") / "data" / "examples"
REFUSED = ("secret_project", "prohibited_refinery", "outbound")
PLANNED = sorted(
    path.name.removesuffix(".json") for path in EXAMPLES.iterdir() if path.name.removesuffix(".json") not in REFUSED
)


def registered(key: str) -> Project:
    edition = load(EDITION)
    facts = typed(edition, json.loads((EXAMPLES / f"{key}.json").read_text("utf-8")))
    project = registering.from_plan(
        plan(edition, facts),
        id=ProjectId(UUID(int=1)),
        name=key,
        region=RegionCode("530602"),
        applicant_code=CREDIT_CODE,
        applicant_name="某公司",
        provisional_code="2611-530602-04-01-100001",
    )
    registering.register(project, by=APPLICANT, at=minutes(0))
    registering.confirm_code(project, project.code, at=minutes(0))
    return project


def hand_in_everything(project: Project) -> None:
    asked = sorted({material for sub in project.sub_approvals for material in sub.needs})
    for number, material in enumerate(asked):
        document = Document(
            id=DocumentId(UUID(int=number)),
            material=material,
            version=1,
            sha256="0" * 64,
            size=1,
            filename="a.pdf",
            media_type="application/pdf",
            submitted_at=minutes(0),
            submitted_by="applicant",
        )
        applying.submit_document(project, document, by=APPLICANT, at=minutes(0))


@pytest.mark.parametrize("key", PLANNED)
def test_a_planned_project_can_be_carried_to_its_completion(key: str) -> None:
    project = registered(key)
    hand_in_everything(project)

    run_to_the_end(project, {}, lambda ready: ready[0], minutes(1))
    assert project.status is ProjectStatus.READY_TO_START
    applying.report_start(project, by=APPLICANT, at=minutes(2))
    run_to_the_end(project, {}, lambda ready: ready[-1], minutes(3))
    applying.report_completion(project, by=APPLICANT, at=minutes(4))

    assert project.status is ProjectStatus.COMPLETED
    assert all(sub.has_passed for sub in project.sub_approvals)
    assert all(stage.status is StageStatus.CLOSED for stage in project.stages)


@pytest.mark.parametrize("key", PLANNED)
def test_documents_not_handed_in_stop_only_what_asks_for_them(key: str) -> None:
    project = registered(key)

    run_to_the_end(project, {}, lambda ready: ready[0], minutes(1))

    stuck = {sub.item for sub in project.sub_approvals if not sub.has_passed}
    held_up = {sub.item for sub in project.sub_approvals if sub.needs}
    behind_a_door = {sub.item for sub in project.sub_approvals if project.stage(sub.stage).status is StageStatus.LOCKED}
    assert stuck == held_up | set().union(*(project.dependants(item) for item in held_up)) | behind_a_door


@pytest.mark.parametrize("key", REFUSED)
def test_a_project_the_platform_must_not_take_is_refused_before_anything_is_kept(key: str) -> None:
    with pytest.raises(ProjectRefused):
        registered(key)


def test_a_wind_farm_across_two_counties_is_verified_by_the_city_after_both_counties_have_examined() -> None:
    project = registered("wind_farm")

    verification = project.latest(ItemKey("enterprise_verification"))

    assert project.kind is Kind.VERIFICATION
    assert verification is not None
    assert [(leg.position, leg.office, leg.role) for leg in verification.legs] == [
        (0, "530622.development_reform", LegRole.PRELIMINARY_EXAMINATION),
        (0, "530621.development_reform", LegRole.PRELIMINARY_EXAMINATION),
        (1, "530600.development_reform", LegRole.DECISION),
    ]


def test_a_government_invested_school_goes_through_proposal_feasibility_study_and_preliminary_design_in_turn() -> None:
    project = registered("school")

    chain = [project.latest(ItemKey(key)) for key in ("project_proposal", "feasibility_study", "preliminary_design")]

    assert project.kind is Kind.APPROVAL
    assert all(sub is not None for sub in chain)
    for earlier, later in itertools.pairwise(chain):
        assert earlier.item in later.waits_for  # type: ignore[union-attr]
