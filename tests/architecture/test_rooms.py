"""Who may import whom, and whose the four top-level names are."""

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.repository import ROOMS, ROOT, all_files

NAMES_OF_LIBRARIES = {"alembic", "celery", "redis", "transitions"}


def test_every_import_contract_is_kept() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout[-4000:]


@pytest.mark.parametrize("name", ROOMS)
def test_no_installed_library_claims_one_of_our_names(name: str) -> None:
    owners = set(packages_distributions().get(name, ()))

    assert owners <= {"binglian"}


def test_no_folder_of_ours_hides_a_library() -> None:
    folders = {parent.name for file in all_files() for parent in file.relative_to(ROOT).parents}

    assert folders.isdisjoint(NAMES_OF_LIBRARIES)


@pytest.mark.parametrize("room", [*ROOMS, "simulators"])
def test_every_room_ships_its_types(room: str) -> None:
    assert (ROOT / room / "py.typed").is_file()
