"""The counter without its database: what must work, and what must be told well, when PostgreSQL is away."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.main import create
from workflow.bootstrap import Wiring
from workflow.settings import Settings

NOBODY_LISTENS = "postgresql://binglian@127.0.0.1:1/binglian"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    directory: Path = tmp_path_factory.mktemp("var")
    return create(Wiring(Settings(database_url=NOBODY_LISTENS, var_dir=directory, callback_secret="secret")))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)
