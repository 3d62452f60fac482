"""The control desk: how the platform behaves, and what it pushes downward. Open also while the platform is down."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from simulators.provincial_platform.doors import Here, known_caller
from simulators.provincial_platform.pushes import PushKind

router = APIRouter(prefix="/control", dependencies=[Depends(known_caller)])

Times = Annotated[int, Field(ge=0, le=1_000_000)]
Text = Annotated[str, Field(min_length=1)]


class Changes(BaseModel):
    """Controls to change; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    delay_ms: Annotated[int, Field(ge=0, le=600_000)] | None = None
    fail_next: Times | None = None
    lose_answer_next: Times | None = None
    answer_twice_next: Times | None = None
    down: bool | None = None


class Applicant(BaseModel):
    code: str
    name: str


class DeclaredProject(BaseModel):
    """A project declared at the provincial portal, which has given it its code."""

    code: Text
    name: Text
    kind: Text
    region: Text
    facts: dict[str, Any]
    applicant: Applicant
    declared_at: Text


class SupervisionOrder(BaseModel):
    order_id: Text
    project_code: Text
    item: str | None = None
    matter: Text
    due_on: Text
    issued_by: Text
    issued_at: Text


@router.get("")
async def controls_now(here: Here) -> dict[str, object]:
    return asdict(here.controls.now)


@router.post("")
async def change_controls(changes: Changes, here: Here) -> dict[str, object]:
    return asdict(here.controls.change(changes.model_dump(exclude_none=True)))


@router.get("/pushes")
async def pushes(here: Here) -> dict[str, object]:
    return {"pushes": here.pusher.listing()}


@router.post("/push/project", status_code=202)
def push_project(project: DeclaredProject, here: Here) -> dict[str, object]:
    noted = {
        "name": project.name,
        "region": project.region,
        "kind": project.kind,
        "industry": str(project.facts.get("industry", "")),
        "applicant_code": project.applicant.code,
        "applicant_name": project.applicant.name,
    }
    # The portal's code is one of this platform's codes: records sent under it must be recognised.
    here.issuer.register(project.code, noted, now=here.clock())
    return here.pusher.push(PushKind.PROJECT, project.model_dump())


@router.post("/push/supervision-order", status_code=202)
async def push_supervision_order(order: SupervisionOrder, here: Here) -> dict[str, object]:
    return here.pusher.push(PushKind.SUPERVISION_ORDER, order.model_dump(exclude_none=True))
