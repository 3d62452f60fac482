"""Documents: handed in once, for every item that asks for them; their contents; results given elsewhere."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.dependencies import Counter, TheCounter, Work
from api.fields import Line
from api.filenames import media_type_of, safe_filename
from api.idempotency import TheCommand
from api.labels import Label, Names, names_of
from api.problems import declared
from api.rest.v1.case_out import CaseOut, case_after
from api.security import Viewer
from catalogs.loader import load
from catalogs.plan import PlannedDocument
from catalogs.schema import ItemKey, MaterialKey
from workflow.domain.aggregate import Document
from workflow.domain.ids import DocumentId, ProjectId
from workflow.operations import applying, handing_in, registering, reviewing, seeing
from workflow.operations.applying import StoredFile

router = APIRouter(tags=["documents"], responses=declared(401, 403, 404, 422))
Upload = Annotated[UploadFile, File(description="文件 · the file")]


class DocumentOut(BaseModel):
    id: UUID
    material: Label
    version: int
    filename: str
    media_type: str
    size: int = Field(description="字节 · bytes")
    sha256: str
    submitted_at: datetime


class RequiredDocument(BaseModel):
    """A material of the plan: for which items it serves, and the version handed in."""

    material: Label
    form: str = Field(description="file 文件 · field 表单字段")
    serves: list[Label]
    comes_from: list[Label] = Field(
        description="由这些事项的结果提供，无须提交 · supplied by these results, never asked for"
    )
    submitted: DocumentOut | None


@router.get("/projects/{id}/documents", summary="材料清单 · documents required and handed in")
def documents(id: ProjectId, work: Work, viewer: Viewer) -> list[RequiredDocument]:
    project = seeing.see_project(work, id, viewer=viewer)
    names, latest = names_of(project.edition), {document.material: document for document in project.documents}
    planned = registering.plan_of(work, project, load(project.edition)).documents
    return [_required(names, one, latest) for one in planned]


@router.post(
    "/projects/{id}/documents",
    status_code=201,
    summary="提交材料 · hand in a document",
    responses=declared(409),
)
def submit(
    id: ProjectId, material: Annotated[Line, Form()], file: Upload, counter: TheCounter, command: TheCommand
) -> DocumentOut:
    """A new version of a material; the same content sent twice is stored once."""
    handing_in.require_submission(command.work, id, material=MaterialKey(material), applicant=command.actor)
    with _taken_in(counter, file) as stored:
        document = applying.submit_document(
            command.work,
            id,
            material=MaterialKey(material),
            file=stored,
            applicant=command.actor,
            now=command.now,
            new_id=counter.new_id,
        )
    edition = seeing.see_project(command.work, id, viewer=command.actor).edition
    return command.answer(_document(names_of(edition), document))


@router.post(
    "/projects/{id}/results",
    status_code=201,
    summary="登记已有结果 · record a result given elsewhere",
    responses=declared(409),
)
def record_elsewhere(
    id: ProjectId,
    item: Annotated[Line, Form()],
    number: Annotated[Line, Form(description="文号 · number of the result document")],
    on: Annotated[date, Form(description="日期 · its date")],
    evidence: Upload,
    counter: TheCounter,
    command: TheCommand,
) -> CaseOut:
    """By the office that would decide the item: what was finished before is not handled again."""
    handing_in.require_result(command.work, id, ItemKey(item), officer=command.actor)
    with _taken_in(counter, evidence) as stored:
        sub = reviewing.record_elsewhere(
            command.work,
            id,
            ItemKey(item),
            number=number,
            on=on,
            evidence=stored,
            officer=command.actor,
            now=command.now,
            new_id=counter.new_id,
        )
    return command.answer(case_after(command, sub.id))


@router.get("/documents/{id}/content", summary="文件内容 · a document's content", response_class=StreamingResponse)
def content(id: DocumentId, counter: TheCounter, work: Work, viewer: Viewer) -> StreamingResponse:
    document = seeing.see_document(work, id, viewer=viewer)
    headers = {
        # Never shown inside our own pages: what an applicant uploads must not run in an officer's session.
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.filename, safe='')}",
        "Content-Length": str(document.size),
        "ETag": f'"{document.sha256}"',
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(counter.files.read(document.sha256), media_type=document.media_type, headers=headers)


@contextmanager
def _taken_in(counter: Counter, upload: UploadFile) -> Iterator[StoredFile]:
    """The upload beside the store; it is kept when the block has gone through, before anything is committed."""
    with counter.files.arriving(upload.file, largest=counter.largest_document) as arriving:
        yield StoredFile(
            sha256=arriving.content.sha256,
            size=arriving.content.size,
            filename=safe_filename(upload.filename),
            media_type=media_type_of(upload.content_type),
        )
        arriving.keep()


def _document(names: Names, document: Document) -> DocumentOut:
    plain = {name: getattr(document, name) for name in DocumentOut.model_fields if name != "material"}
    return DocumentOut(**plain, material=names.material(document.material))


def _required(names: Names, one: PlannedDocument, latest: Mapping[MaterialKey, Document]) -> RequiredDocument:
    submitted = latest.get(one.material)
    return RequiredDocument(
        material=names.material(one.material),
        form=one.form,
        serves=[names.item(item) for item in one.serves],
        comes_from=[names.item(item) for item in one.comes_from],
        submitted=_document(names, submitted) if submitted else None,
    )
