"""Small records beside the projects: stated facts, stored files, supervision orders, callbacks, heartbeats."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from workflow.domain.absence import no_document
from workflow.domain.aggregate import Document
from workflow.domain.ids import DocumentId, ProjectId
from workflow.store import tables

_NEXT_VERSION = text(
    "SELECT coalesce(max(version), 0) + 1 FROM documents WHERE project_id = :project AND material = :material"
)
_DOCUMENT = text("SELECT * FROM documents WHERE id = :id")


class Records:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state_facts(self, project: ProjectId, facts: Mapping[str, object]) -> None:
        """Keep what a project states about itself, as JSON values."""
        self._connection.execute(
            insert(tables.project_facts)
            .values(project_id=project, facts=dict(facts))
            .on_conflict_do_update(index_elements=["project_id"], set_={"facts": dict(facts)})
        )

    def facts(self, project: ProjectId) -> Mapping[str, object]:
        found: Mapping[str, object] = self._connection.execute(
            select(tables.project_facts.c.facts).where(tables.project_facts.c.project_id == project)
        ).scalar_one()
        return found

    def add_file(self, *, sha256: str, size: int, media_type: str, at: datetime) -> None:
        """Know a stored content by its digest; the same content twice is stored once."""
        self._connection.execute(
            insert(tables.files)
            .values(sha256=sha256, size=size, media_type=media_type, stored_at=at)
            .on_conflict_do_nothing()
        )

    def document(self, id: DocumentId) -> tuple[ProjectId, Document]:
        """A document of whichever version, with the project it belongs to."""
        row = self._connection.execute(_DOCUMENT, {"id": id}).mappings().one_or_none()
        if row is None:
            raise no_document(id)
        fields = dict(row)
        return fields.pop("project_id"), Document(**fields)

    def next_version(self, project: ProjectId, material: str) -> int:
        version: int = self._connection.execute(_NEXT_VERSION, {"project": project, "material": material}).scalar_one()
        return version

    def add_supervision_order(
        self,
        *,
        id: str,
        project: ProjectId,
        item: str | None,
        matter: str,
        due_on: date,
        issued_by: str,
        issued_at: datetime,
        at: datetime,
    ) -> bool:
        """Keep an order; False when it has arrived before."""
        statement = (
            insert(tables.supervision_orders)
            .values(
                id=id,
                project_id=project,
                item=item,
                matter=matter,
                due_on=due_on,
                issued_by=issued_by,
                issued_at=issued_at,
                arrived_at=at,
            )
            .on_conflict_do_nothing()
            .returning(tables.supervision_orders.c.id)
        )
        return self._connection.execute(statement).first() is not None

    def note_callback(self, nonce: str, *, at: datetime) -> bool:
        """Remember a callback's nonce; False when it was used before (a replay)."""
        statement = (
            insert(tables.callbacks)
            .values(nonce=nonce, arrived_at=at)
            .on_conflict_do_nothing()
            .returning(tables.callbacks.c.nonce)
        )
        return self._connection.execute(statement).first() is not None

    def beat(self, process: str, *, at: datetime) -> None:
        """A process says that it is alive."""
        self._connection.execute(
            insert(tables.heartbeats)
            .values(process=process, at=at)
            .on_conflict_do_update(index_elements=["process"], set_={"at": at})
        )
