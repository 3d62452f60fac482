"""A counter with the demonstration's people, on a database that is this module's alone."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create
from tests.integration.api.counter import Clock, Counter
from workflow.bootstrap import Wiring
from workflow.settings import Settings

SECRET = "shared-with-the-province"


class NumberedWiring(Wiring):
    """Serials in a row, so that no two projects of a test draw the same."""

    serials = count(1)

    def new_serial(self) -> int:
        return next(self.serials)


@pytest.fixture(scope="module")
def counter(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    directory = tmp_path_factory.mktemp("var")
    clock = Clock()
    settings = Settings(database_url=database, var_dir=directory, callback_secret=SECRET, document_megabytes=1)
    wiring = NumberedWiring(settings, clock=clock)
    wiring.load_demonstration()
    with TestClient(create(wiring), raise_server_exceptions=False) as client:
        yield Counter(wiring=wiring, client=client, password=password_in(directory), clock=clock)
    wiring.engine.dispose()


def password_in(directory: Path) -> str:
    lines = (directory / "demonstration-accounts.txt").read_text().splitlines()
    return next(line.removeprefix("password: ") for line in lines if line.startswith("password: "))
