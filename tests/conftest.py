"""The real servers, started once per test process and only when a test asks for them."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from workflow.running.ports import free_port
from workflow.running.postgres import NAME, Postgres, start_postgres
from workflow.running.redis import Redis, start_redis
from workflow.store.database import engine_for
from workflow.store.migrating import upgrade

# A timing never decides a test: neither a slow example nor slow drawing is a failure.
settings.register_profile("binglian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("binglian")

NEED_SERVERS = {"integration", "e2e", "browser"}
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in a folder of tests that need servers is marked so."""
    for item in items:
        if item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).parts[0] in NEED_SERVERS:
            item.add_marker(pytest.mark.integration)


@pytest.fixture(scope="session", autouse=True)
def settings_of_nobody() -> None:
    """Whatever a developer has set for a running system does not reach the tests or the processes they start."""
    for name in [name for name in os.environ if name.startswith("BINGLIAN_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """An embedded PostgreSQL of this test process. Tests that stop or kill a server start one of their own."""
    server = start_postgres(tmp_path_factory.mktemp("postgres"), port=free_port())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres) -> str:
    """The address of an empty database."""
    return postgres_server.url


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """An embedded Redis of this test process."""
    server = start_redis(tmp_path_factory.mktemp("redis"), port=free_port())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_url(redis_server: Redis) -> str:
    """The address of a Redis that other tests of this process use too."""
    return redis_server.url


@pytest.fixture(scope="session")
def migrated_template(postgres_server: Postgres) -> str:
    """The name of a database in which all migrations have run and which nobody uses."""
    engine = engine_for(create_database(postgres_server, "migrated_template"))
    upgrade(engine)
    engine.dispose()
    return "migrated_template"


@pytest.fixture(scope="module")
def database(postgres_server: Postgres, migrated_template: str) -> Iterator[str]:
    """The address of a migrated, otherwise empty database that is this module's alone."""
    name = f"test_{uuid4().hex[:12]}"
    yield create_database(postgres_server, name, template=migrated_template)
    with psycopg.connect(postgres_server.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def create_database(server: Postgres, name: str, *, template: str = "template1") -> str:
    """Create a database as a copy of `template` (milliseconds) and return its address."""
    command = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(command.format(*map(sql.Identifier, (name, NAME, template))))
    return server.url.removesuffix(NAME) + name
