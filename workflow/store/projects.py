"""Loading and saving a project in three statements: lock, load, save, whatever the number of its sub-approvals.

The lock is a statement of its own on purpose. A statement that waits for a row lock goes on with the snapshot it began
with; were the siblings read in it, the second of two officers deciding at once would not see the first's decision and
the join would be missed.
"""

from dataclasses import dataclass, fields
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, TextClause, text

from catalogs.bases import basis_of
from catalogs.loader import load
from workflow.domain.absence import absent
from workflow.domain.aggregate import Document, Project, Stage
from workflow.domain.events import Event
from workflow.domain.evidence import canonical, link
from workflow.domain.ids import ProjectId, SubApprovalId
from workflow.domain.messages import messages
from workflow.domain.sub_approval import SubApproval
from workflow.store import tables

T = TypeVar("T")
_PARTS = ("stages", "sub_approvals", "documents", "events")
_PROJECT = TypeAdapter(Project)
_STAGE = TypeAdapter(Stage)
_SUB_APPROVAL = TypeAdapter(SubApproval)
_DOCUMENT = TypeAdapter(Document)
_ROWS: TypeAdapter[list[dict[str, object]]] = TypeAdapter(list[dict[str, object]])
_PROJECT_COLUMNS = [field.name for field in fields(Project) if field.name not in _PARTS]

_LOCK = text("SELECT id FROM projects WHERE id = :id FOR UPDATE")
_LOCK_BY_SUB_APPROVAL = text(
    "SELECT id FROM projects WHERE id = (SELECT project_id FROM sub_approvals WHERE id = :id) FOR UPDATE"
)
_PROJECT_OF = text("SELECT project_id FROM sub_approvals WHERE id = :id")
# A provisional code is ours alone: whoever names a code from outside means the confirmed one.
_LOCK_BY_CODE = text("SELECT id FROM projects WHERE code = :code AND code_status = 'confirmed' FOR UPDATE")
_ID_BY_CODE = text("SELECT id FROM projects WHERE code = :code AND code_status = 'confirmed'")
_KNOWS_CODE = text("SELECT 1 FROM projects WHERE code = :code AND code_status = 'confirmed'")
_CODE_IS_IN_USE = text("SELECT 1 FROM projects WHERE code = :code")
_LOAD = text(
    f"""
    SELECT row_to_json(whole)::text FROM (
      SELECT {", ".join(_PROJECT_COLUMNS)},
        (SELECT coalesce(json_agg(s), '[]') FROM stages s WHERE s.project_id = p.id) AS stages,
        (SELECT coalesce(json_agg(a), '[]') FROM sub_approvals a WHERE a.project_id = p.id) AS sub_approvals,
        (SELECT coalesce(json_agg(d), '[]') FROM (
           SELECT DISTINCT ON (material) * FROM documents
           WHERE project_id = p.id ORDER BY material, version DESC) d) AS documents
      FROM projects p WHERE p.id = :id) whole
    """  # noqa: S608 -- the columns are the record's own field names
)


def _upsert(table: Table, parameter: str) -> str:
    """Insert the rows of a JSON array, or bring the rows of the same identifier up to date."""
    columns = [f'"{column.name}"' for column in table.columns]
    updates = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns if column != '"id"')
    names = ", ".join(columns)
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {names} "  # noqa: S608 -- names come from the schema
        f"FROM jsonb_populate_recordset(NULL::{table.name}, CAST(:{parameter} AS jsonb)) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def _append(table: Table, parameter: str) -> str:
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {names} "  # noqa: S608 -- names come from the schema
        f"FROM jsonb_populate_recordset(NULL::{table.name}, CAST(:{parameter} AS jsonb))"
    )


_SAVE: TextClause = text(
    f"""
    WITH stage_rows AS ({_upsert(tables.stages, "stages")}),
      sub_approval_rows AS ({_upsert(tables.sub_approvals, "sub_approvals")}),
      document_rows AS ({_append(tables.documents, "documents")}),
      event_rows AS ({_append(tables.events, "events")}),
      message_rows AS (
        INSERT INTO outbox (destination, shard, topic, payload, created_at, due_at)
        SELECT destination, shard, topic, payload, created_at, created_at
        FROM jsonb_populate_recordset(NULL::outbox, CAST(:messages AS jsonb)))
    {_upsert(tables.projects, "projects")}
    """  # noqa: S608 -- names come from the schema
)


@dataclass
class _Loaded:
    """A project in this transaction with what its parts looked like when it was loaded."""

    project: Project
    parts: dict[UUID, bytes]
    is_new: bool = False


class Projects:
    """The projects one transaction has locked or added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loaded: dict[ProjectId, _Loaded] = {}

    def lock(self, id: ProjectId) -> Project:
        """Lock a project by name and load it."""
        return self._lock(_LOCK, what_zh=f"项目 {id}", what_en=f"project {id}", id=id)

    def lock_by_sub_approval(self, id: SubApprovalId) -> Project:
        """Lock the project of a sub-approval: the join reads all its siblings."""
        return self._in_hand(id) or self._lock(
            _LOCK_BY_SUB_APPROVAL, what_zh=f"子审批 {id}", what_en=f"sub-approval {id}", id=id
        )

    def lock_by_code(self, code: str) -> Project:
        """Lock the project of a confirmed project code."""
        return self._lock(_LOCK_BY_CODE, what_zh=f"项目代码 {code}", what_en=f"project code {code}", code=code)

    def knows_code(self, code: str) -> bool:
        """Is there a project of that confirmed code?"""
        return self._connection.execute(_KNOWS_CODE, {"code": code}).first() is not None

    def code_is_in_use(self, code: str) -> bool:
        """Does a project have that code, confirmed or provisional?"""
        return self._connection.execute(_CODE_IS_IN_USE, {"code": code}).first() is not None

    def id_by_code(self, code: str) -> ProjectId:
        """The project of that confirmed code, neither locked nor loaded."""
        found = self._connection.execute(_ID_BY_CODE, {"code": code}).scalar_one_or_none()
        if found is None:
            raise absent(f"项目代码 {code}", f"project code {code}")
        return ProjectId(found)

    def add(self, project: Project) -> None:
        """A project that is not stored yet."""
        self._loaded[project.id] = _Loaded(project, {}, is_new=True)

    def load(self, id: ProjectId) -> Project:
        """Read a project without locking it; changes to it are not saved. One that is locked is given as it is now."""
        if id in self._loaded:
            return self._loaded[id].project
        found = self._connection.execute(_LOAD, {"id": id}).scalar_one_or_none()
        if found is None:
            raise absent(f"项目 {id}", f"project {id}")
        return _PROJECT.validate_json(found)

    def load_by_sub_approval(self, id: SubApprovalId) -> Project:
        """Read the project of a sub-approval without locking it; what this transaction has just made is found too."""
        if in_hand := self._in_hand(id):
            return in_hand
        project = self._connection.execute(_PROJECT_OF, {"id": id}).scalar_one_or_none()
        if project is None:
            raise absent(f"子审批 {id}", f"sub-approval {id}")
        return self.load(project)

    def _in_hand(self, id: SubApprovalId) -> Project | None:
        for loaded in self._loaded.values():
            if any(sub.id == id for sub in loaded.project.sub_approvals):
                return loaded.project
        return None

    def flush(self) -> None:
        """Write what changed: one statement for each project with news."""
        for loaded in self._loaded.values():
            if loaded.project.events or loaded.is_new:
                self._save(loaded)

    def _lock(self, statement: TextClause, *, what_zh: str, what_en: str, **key: object) -> Project:
        id = self._connection.execute(statement, key).scalar_one_or_none()
        if id is None:
            raise absent(what_zh, what_en)
        if id in self._loaded:
            return self._loaded[id].project
        project = _PROJECT.validate_json(self._connection.execute(_LOAD, {"id": id}).scalar_one())
        self._loaded[id] = _Loaded(project, dict(_dumps(project)))
        return project

    def _save(self, loaded: _Loaded) -> None:
        project = loaded.project
        parts = dict(_dumps(project))
        changed = {key for key, dump in parts.items() if loaded.parts.get(key) != dump}
        self._connection.execute(
            _SAVE,
            {
                "stages": _json(_stage_row(project, s) for s in project.stages if s.id in changed),
                "sub_approvals": _json(_sub_approval_row(project, s) for s in project.sub_approvals if s.id in changed),
                "documents": _json(_document_row(project, d) for d in project.documents if d.id in changed),
                "events": _json(_chain(project)),
                "messages": _json(_message_rows(project)),
                "projects": _json([_PROJECT.dump_python(project, mode="json", exclude=set(_PARTS))]),
            },
        )
        project.events.clear()
        loaded.parts, loaded.is_new = parts, False


def _dumps(project: Project) -> list[tuple[UUID, bytes]]:
    """Each part as it would be written: what has not changed is not written."""
    return (
        [(stage.id, _STAGE.dump_json(stage)) for stage in project.stages]
        + [(sub.id, _SUB_APPROVAL.dump_json(sub)) for sub in project.sub_approvals]
        + [(document.id, _DOCUMENT.dump_json(document)) for document in project.documents]
    )


def _chain(project: Project) -> list[dict[str, object]]:
    """The event rows of this transaction, linked to the project's chain."""
    rows = []
    for event in project.events:
        fact = canonical(event) | {"basis": event.basis or _basis(project, event)}
        project.event_count += 1
        project.chain_hash = link(project.chain_hash, project.id, project.event_count, fact)
        rows.append(
            {"project_id": str(project.id), "position": project.event_count, "hash": project.chain_hash, **fact}
        )
    return rows


def _basis(project: Project, event: Event) -> str:
    """The article the act rests on, by the project's own edition."""
    edition = load(project.edition)
    if event.sub_approval is None:
        return basis_of(edition, event.type, project.kind, "")  # the root item's procedure is named like the kind
    sub = project.sub_approval(event.sub_approval)
    return basis_of(edition, event.type, sub.procedure, sub.item)


def _message_rows(project: Project) -> list[dict[str, object]]:
    at = max((event.at for event in project.events), default=None)
    return [
        {
            "destination": message.destination,
            "shard": message.shard,
            "topic": str(message.topic),
            "payload": dict(message.payload),
            "created_at": at.isoformat() if at else None,
        }
        for message in messages(project, project.events)
    ]


def _stage_row(project: Project, stage: Stage) -> dict[str, object]:
    return {"project_id": str(project.id), **_STAGE.dump_python(stage, mode="json")}


def _sub_approval_row(project: Project, sub: SubApproval) -> dict[str, object]:
    row = _SUB_APPROVAL.dump_python(sub, mode="json")
    offices = {name: getattr(sub, name) for name in ("acting_offices", "consulted_offices", "involved_offices")}
    return {"project_id": str(project.id), **offices, **row}


def _document_row(project: Project, document: Document) -> dict[str, object]:
    return {"project_id": str(project.id), **_DOCUMENT.dump_python(document, mode="json")}


def _json(rows: object) -> str:
    return _ROWS.dump_json(list(rows)).decode()  # type: ignore[call-overload]
