"""What is stored reads back as it was, evidence is append-only, and tampering is found and located."""

from collections.abc import Iterator
from dataclasses import replace
from traceback import format_exception
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from catalogs.schema import Procedure
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, minutes, officer
from tests.integration.stored import bring_to_review, store
from tests.unit.domain.test_applying import document
from workflow.domain import applying
from workflow.domain.aggregate import Project
from workflow.domain.events import EventType
from workflow.domain.ids import SubApprovalId
from workflow.domain.statuses import Outcome
from workflow.errors import KeyReused, NotFound
from workflow.operations import reviewing
from workflow.store.audit import verify
from workflow.store.database import engine_for
from workflow.store.migrating import pending
from workflow.store.tables import metadata
from workflow.store.unit_of_work import UnitOfWork

SOMEBODY = {"id": str(UUID(int=9)), "login": "login-of-somebody", "name": "王科"}


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


def events_of(engine: Engine, project: Project) -> int:
    with engine.connect() as connection:
        found: int = connection.execute(
            text("SELECT count(*) FROM events WHERE project_id = :id"), {"id": project.id}
        ).scalar_one()
    return found


def test_a_project_reads_back_as_it_was_written(engine: Engine) -> None:
    written = store(engine, [case("first", needs=["map"], offices=[COUNTY, CITY]), case("second", waits_for=["first"])])

    with UnitOfWork(engine) as work:
        read = work.projects.load(written.id)

    assert {sub.id: vars(sub) | {"legs": None} for sub in read.sub_approvals} == {
        sub.id: vars(sub) | {"legs": None} for sub in written.sub_approvals
    }
    assert [[vars(leg) for leg in sub.legs] for sub in read.sub_approvals] == [
        [vars(leg) for leg in sub.legs] for sub in written.sub_approvals
    ]
    assert (read.code, read.status, read.registered_at) == (written.code, written.status, written.registered_at)


def test_a_refused_command_changes_nothing(engine: Engine) -> None:
    cases = [case("first")]
    project = store(engine, cases)
    before = events_of(engine, project)

    def change_and_fail() -> None:
        with UnitOfWork(engine) as work:
            locked = work.projects.lock(project.id)
            locked.record(EventType.STAGE_BLOCKED, by=officer(), at=minutes(1))
            locked.stages[0].is_blocked = True
            locked.sub_approval(SubApprovalId(UUID(int=7)))

    with pytest.raises(NotFound):
        change_and_fail()

    assert events_of(engine, project) == before
    with UnitOfWork(engine) as work:
        assert not work.projects.load(project.id).stages[0].is_blocked


def test_events_can_be_neither_altered_nor_deleted(engine: Engine) -> None:
    project = store(engine, [case("first")])

    for change in (
        "UPDATE events SET reason = 'x' WHERE project_id = :id",
        "DELETE FROM events WHERE project_id = :id",
    ):
        with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
            connection.execute(text(change), {"id": project.id})
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text("TRUNCATE events"))


def test_an_untouched_chain_verifies(engine: Engine) -> None:
    cases = [case("first")]
    project = store(engine, cases)
    bring_to_review(engine, cases)
    with UnitOfWork(engine) as work:
        reviewing.decide(work, cases[0].id, outcome=Outcome.APPROVED, number="1", officer=officer(), now=minutes(4))

    with engine.connect() as connection:
        found = verify(connection, str(project.id))

    assert (found.projects, found.breaks) == (1, ())
    assert found.events == events_of(engine, project)


@pytest.mark.parametrize(
    ("tampering", "at"),
    [
        pytest.param("UPDATE events SET reason = 'nothing' WHERE project_id = :id AND position = 2", 2, id="altered"),
        pytest.param("DELETE FROM events WHERE project_id = :id AND position = 3", 3, id="removed"),
        pytest.param(
            "DELETE FROM events WHERE project_id = :id AND position = "
            "(SELECT event_count FROM projects WHERE id = :id)",
            None,
            id="cut off at the end",
        ),
        pytest.param(
            "UPDATE events SET at = at + interval '1 second' WHERE project_id = :id AND position = 1", 1, id="backdated"
        ),
    ],
)
def test_tampering_by_someone_who_owns_the_database_is_found_and_located(
    engine: Engine, tampering: str, at: int | None
) -> None:
    project = store(engine, [case("first"), case("second")])
    last = events_of(engine, project)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE events DISABLE TRIGGER events_are_kept"))
        connection.execute(text(tampering), {"id": project.id})
        connection.execute(text("ALTER TABLE events ENABLE TRIGGER events_are_kept"))

    with engine.connect() as connection:
        found = verify(connection, str(project.id))

    assert [broken.position for broken in found.breaks] == [at or last]


def test_a_repeated_key_returns_the_first_answer_and_another_command_under_it_is_refused(engine: Engine) -> None:
    with UnitOfWork(engine) as work:
        assert work.commands.begin("k1", principal="p", fingerprint="a", now=minutes(0)) is None
        work.commands.finish("k1", principal="p", answer={"status": 201})

    with UnitOfWork(engine) as work:
        assert work.commands.begin("k1", principal="p", fingerprint="a", now=minutes(1)) == {"status": 201}
    with pytest.raises(KeyReused), UnitOfWork(engine) as work:
        work.commands.begin("k1", principal="p", fingerprint="b", now=minutes(1))


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "INSERT INTO people (id, login, name, role) VALUES (:id, :login, :name, 'officer')", id="repeated"
        ),
        pytest.param("INSERT INTO people (id, login, name, role) VALUES (:id, :login, :name, 'king')", id="impossible"),
        pytest.param("INSERT INTO people (id, login, name) VALUES (:id, :login, :name)", id="incomplete"),
    ],
)
def test_what_the_database_refuses_is_told_without_the_values_it_was_about(engine: Engine, statement: str) -> None:
    first = "INSERT INTO people (id, login, role) VALUES (gen_random_uuid(), :login, 'officer') ON CONFLICT DO NOTHING"
    with engine.begin() as connection:
        connection.execute(text(first), SOMEBODY)

    with pytest.raises(IntegrityError) as refused, engine.begin() as connection:
        connection.execute(text(statement), SOMEBODY)

    told = "".join(format_exception(refused.value))
    assert "violates" in told
    assert [value for value in SOMEBODY.values() if value in told] == []


def test_the_migrations_lead_to_exactly_the_schema_of_the_code(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        assert pending(connection) == ()
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_document_exchanged_behind_the_logs_back_is_found(engine: Engine) -> None:
    project = store(engine, [case("forest", needs=["map"])])
    with UnitOfWork(engine) as work:
        work.records.add_file(sha256="a" * 64, size=1, media_type="application/pdf", at=minutes(1))
        work.records.add_file(sha256="b" * 64, size=1, media_type="application/pdf", at=minutes(1))
    with UnitOfWork(engine) as work:
        locked = work.projects.lock(project.id)
        applying.submit_document(locked, replace(document("map"), sha256="a" * 64), by=APPLICANT, at=minutes(1))

    with engine.begin() as connection:
        connection.execute(
            text("UPDATE documents SET sha256 = :other WHERE project_id = :id"), {"other": "b" * 64, "id": project.id}
        )
    with engine.connect() as connection:
        found = verify(connection, str(project.id))

    assert ["document" in broken.what for broken in found.breaks] == [True]


def test_an_act_is_recorded_with_the_article_the_edition_gives_for_its_procedure(engine: Engine) -> None:
    permit, verification = case("eia_form"), case("enterprise_verification", procedure=Procedure.VERIFICATION)
    store(engine, [permit, verification])
    bring_to_review(engine, [permit, verification])

    with engine.connect() as connection:
        bases = {
            str(row.sub_approval): row.basis
            for row in connection.execute(
                text("SELECT sub_approval, basis FROM events WHERE type = 'sub-approval:acceptance:accepted'")
            )
        }
    assert bases[str(permit.id)] == "行政许可法 Art.32, 42"
    assert bases[str(verification.id)] == "行政许可法 Art.32; 条例673 Art.10"
