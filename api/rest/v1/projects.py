"""Projects: registered, listed, seen, withdrawn, started, completed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field

from api.dependencies import TheCounter, Work
from api.fields import Body, Facts, Line, Note
from api.idempotency import TheCommand
from api.paging import Cursor, Limit, Page, cursor_of, place_of
from api.problems import declared
from api.rest.v1.acts import Reasoned
from api.rest.v1.project_out import ProjectLineOut, ProjectOut, project_line_out, project_out
from api.security import Viewer
from catalogs.loader import load
from catalogs.plan import Plan
from catalogs.schema import ItemKey
from workflow.domain.ids import ProjectId
from workflow.domain.permissions import Verb
from workflow.domain.statuses import ProjectStatus
from workflow.operations import applying, ending, registering, seeing
from workflow.views import projects as view

router = APIRouter(prefix="/projects", tags=["projects"], responses=declared(401, 403, 422))
OF_ONE = declared(404, 409)


class ApplicantIn(Body):
    code: Line = Field(description="统一社会信用代码 · unified social credit code", examples=["91530602MA6WND016R"])
    name: Line = Field(examples=["昭通乌蒙风力发电有限公司"])


class Registration(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "年产2万吨马铃薯食品加工厂",
                "applicant": {"code": "91530621MA6F0D0236", "name": "鲁甸高原食品有限公司"},
                "facts": {"secret": False, "regions": ["530621"], "industry": "13", "investment": 186000000},
            }
        }
    )

    name: Line
    applicant: ApplicantIn
    facts: Facts


class AddedItem(Body):
    model_config = ConfigDict(
        json_schema_extra={"example": {"item": "heritage_archaeology", "reason": "施工中发现文物"}}
    )

    item: ItemKey = Field(max_length=100)
    reason: Note = ""


class Termination(Reasoned):
    model_config = ConfigDict(
        json_schema_extra={"example": {"reason": "建设条件已不具备", "basis": "企业投资项目核准和备案管理条例 Art.12"}}
    )

    basis: Line


@router.post("", status_code=201, summary="登记项目 · register a project", responses=declared(409))
def register(body: Registration, counter: TheCounter, command: TheCommand) -> ProjectOut:
    """The whole plan is laid out; the province is asked for the project code."""
    project = registering.register(
        command.work,
        counter.edition,
        name=body.name,
        applicant=registering.Applicant(code=body.applicant.code, name=body.applicant.name),
        stated=body.facts,
        registrant=command.actor,
        now=command.now,
        new_id=counter.new_id,
        new_serial=counter.new_serial,
    )
    return command.answer(project_out(project))


@router.get("", summary="项目列表 · projects")
def projects(
    work: Work,
    viewer: Viewer,
    status: Annotated[ProjectStatus | None, Query()] = None,
    after: Cursor = None,
    limit: Limit = 20,
) -> Page[ProjectLineOut]:
    """An applicant's own, an officer's with a case of his office, all for a supervisor; the newest first."""
    reach = seeing.reach_of(viewer, Verb.SEE_PROJECT)
    place = place_of(after, view.Place)
    lines = view.projects(work.connection, viewer, reach, status=status, after=place, limit=limit + 1)
    last = view.Place(registered_at=lines[limit - 1].registered_at, id=lines[limit - 1].id) if lines[limit:] else None
    return Page(items=[project_line_out(line) for line in lines[:limit]], next=last and cursor_of(last))


@router.get("/{id}", summary="项目 · a project", responses=declared(404))
def project(id: ProjectId, work: Work, viewer: Viewer) -> ProjectOut:
    return project_out(seeing.see_project(work, id, viewer=viewer))


@router.get("/{id}/plan", summary="审批计划 · its plan", responses=declared(404))
def plan(id: ProjectId, work: Work, viewer: Viewer) -> Plan:
    """By the edition the project lives in and the facts it stated."""
    found = seeing.see_project(work, id, viewer=viewer)
    return registering.plan_of(work, found, load(found.edition))


@router.post("/{id}/items", status_code=201, summary="增补事项 · add an item found necessary", responses=OF_ONE)
def add_item(id: ProjectId, body: AddedItem, command: TheCommand) -> ProjectOut:
    found = seeing.see_project(command.work, id, viewer=command.actor)
    applying.add_item(
        command.work, load(found.edition), id, body.item, reason=body.reason, actor=command.actor, now=command.now
    )
    return command.answer(project_out(seeing.see_project(command.work, id, viewer=command.actor)))


@router.post("/{id}/withdrawal", summary="项目撤件 · withdraw the whole", responses=OF_ONE)
def withdraw(id: ProjectId, body: Reasoned, command: TheCommand) -> ProjectOut:
    """Each office that has a case in hand is asked; with none in hand the project is withdrawn at once."""
    found = applying.request_withdrawal_of_project(
        command.work, id, reason=body.reason, applicant=command.actor, now=command.now
    )
    return command.answer(project_out(found))


@router.post("/{id}/termination", summary="终止项目 · terminate", responses=OF_ONE)
def terminate(id: ProjectId, body: Termination, command: TheCommand) -> ProjectOut:
    """Cases that are not decided are voided with it."""
    found = ending.terminate(
        command.work, id, reason=body.reason, basis=body.basis, actor=command.actor, now=command.now
    )
    return command.answer(project_out(found))


@router.post("/{id}/construction-start", summary="报告开工 · report the start", responses=OF_ONE)
def start_construction(id: ProjectId, command: TheCommand) -> ProjectOut:
    return command.answer(
        project_out(applying.report_start(command.work, id, applicant=command.actor, now=command.now))
    )


@router.post("/{id}/completion", summary="报告竣工 · report the completion", responses=OF_ONE)
def complete(id: ProjectId, command: TheCommand) -> ProjectOut:
    return command.answer(
        project_out(applying.report_completion(command.work, id, applicant=command.actor, now=command.now))
    )
