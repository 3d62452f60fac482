"""Projects in a real database, for tests of the store and of what must hold under concurrency."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Engine, event

from catalogs.schema import StageCode
from tests.factories.projects import APPLICANT, NOON, coded, minutes, officer, project_of
from workflow.domain import applying
from workflow.domain.aggregate import Project
from workflow.domain.ids import ProjectId, sub_approval_id
from workflow.domain.sub_approval import SubApproval
from workflow.operations import receiving, reviewing
from workflow.store.unit_of_work import UnitOfWork


def store(engine: Engine, cases: Sequence[SubApproval], *, applied: bool = True) -> Project:
    """A coded project of these cases, applied for and stored under an identifier of its own."""
    id = ProjectId(uuid4())
    for sub in cases:
        sub.id = sub_approval_id(id, sub.item, 1)
    project = coded(project_of(cases, id=id, code=str(id)))
    if applied:
        applying.apply_for_stage(project, StageCode("1"), None, by=APPLICANT, at=NOON)
    with UnitOfWork(engine) as work:
        work.projects.add(project)
    return project


def bring_to_review(engine: Engine, cases: Sequence[SubApproval]) -> None:
    """Receipt, acceptance, review, as their offices do them."""
    for sub in cases:
        with UnitOfWork(engine) as work:
            receiving.receive(work, [sub.id], now=minutes(1))
        with UnitOfWork(engine) as work:
            receiving.accept(work, sub.id, officer=officer(sub.accepting_office), now=minutes(2))
        with UnitOfWork(engine) as work:
            reviewing.begin_review(work, sub.id, officer=officer(sub.accepting_office), now=minutes(3))


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements sent meanwhile; transaction control is not among them."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
