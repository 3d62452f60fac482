"""The doctor on real servers."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import create_database
from workflow.running.checks import Finding
from workflow.running.doctor import diagnose, is_well
from workflow.running.postgres import Postgres
from workflow.running.preparations import migrate
from workflow.settings import Settings


@pytest.fixture
def settings(postgres_server: Postgres, redis_url: str, tmp_path: Path) -> Settings:
    """A machine with both servers, where no migration has run yet."""
    empty = create_database(postgres_server, f"doctor_{uuid4().hex[:12]}")
    return Settings(var_dir=tmp_path, database_url=empty, broker_url=redis_url, api_port=1, province_port=1)


@pytest.fixture
def connection(settings: Settings) -> Iterator[psycopg.Connection]:
    migrate(settings)
    with psycopg.connect(settings.database_url or "", autocommit=True) as connection:
        yield connection


def found(settings: Settings) -> dict[str, Finding]:
    return {check.title: finding for check, finding in diagnose(settings)}


def test_reachable_servers_are_well_and_tell_their_version(settings: Settings) -> None:
    findings = found(settings)

    assert findings["数据库 PostgreSQL"].ok
    assert findings["数据库 PostgreSQL"].said.startswith("version 18.")
    assert findings["消息队列 Redis"].ok


def test_an_empty_database_lacks_its_migrations_until_they_have_run(settings: Settings) -> None:
    before = found(settings)

    migrate(settings)

    assert not before["数据库迁移 migrations"].ok
    assert "behind" in before["数据库迁移 migrations"].said
    assert found(settings)["数据库迁移 migrations"].ok


def test_programs_of_other_machines_are_known_by_their_heartbeats(
    settings: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("INSERT INTO heartbeats (process, at) VALUES ('relay@elsewhere', now())")
    connection.execute("INSERT INTO heartbeats (process, at) VALUES ('worker@elsewhere', now() - interval '1 hour')")

    findings = found(settings)

    assert findings["转发 relay"].ok
    assert not findings["办理进程 workers"].ok
    assert "3600" in findings["办理进程 workers"].said or "3601" in findings["办理进程 workers"].said


def test_parked_messages_are_pointed_out_but_do_not_make_the_system_ill(
    settings: Settings, connection: psycopg.Connection
) -> None:
    connection.execute(
        "INSERT INTO outbox (destination, shard, topic, payload, created_at, due_at, parked_at) "
        "VALUES ('exchange', 's', 't', '{}', now() - interval '90 s', now(), now())"
    )

    findings = diagnose(settings)

    outbox = next((check, finding) for check, finding in findings if "outbox" in check.title)
    assert not outbox[1].ok
    assert "parked 1" in outbox[1].said
    assert not outbox[0].needed


def test_the_system_is_not_well_while_something_needed_is_missing(settings: Settings) -> None:
    assert not is_well(diagnose(settings))


def test_a_password_in_an_address_is_never_repeated(settings: Settings) -> None:
    unreachable = settings.model_copy(update={"database_url": "postgresql://city:pa55word@127.0.0.1:1/x"})

    assert not any("pa55word" in finding.said for finding in found(unreachable).values())
