"""What is installed from the wheel alone works, and it holds the four rooms and nothing else."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.architecture.repository import ROOMS, ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which only the wheel is installed."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, capture_output=True, check=True)
    return python


def run(python: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    # The dependencies are borrowed by path: folders named so are not searched for .pth files, so this checkout,
    # which is installed among them by such a file, stays out of sight.
    dependencies = next(folder for folder in sys.path if folder.endswith("site-packages"))
    environment = {**os.environ, "PYTHONPATH": dependencies, "BINGLIAN_VAR_DIR": str(cwd / "var")}
    program = [str(python.with_name(command[0])), *command[1:]]
    return subprocess.run(program, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_exactly_the_four_rooms(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_wheel_holds_everything_the_rooms_hold(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())

    kept = {
        file.relative_to(ROOT).as_posix()
        for room in ROOMS
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert kept <= packed


def test_the_command_runs_where_only_the_wheel_is_installed(installed: Path, tmp_path: Path) -> None:
    helped = run(installed, "binglian", "--help", cwd=tmp_path)

    assert helped.returncode == 0, helped.stderr
    assert "run" in helped.stdout


def test_the_code_comes_from_the_wheel_and_not_from_this_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import workflow, importlib.util as u; print(workflow.__file__, u.find_spec('simulators'))"

    where = run(installed, "python", "-c", code, cwd=tmp_path)

    assert where.stdout.startswith(str(installed.parents[1])), where.stderr
    assert where.stdout.rstrip().endswith("None")


def test_the_installed_catalog_passes_its_checks(installed: Path, tmp_path: Path) -> None:
    checked = run(installed, "binglian", "catalog", "check", cwd=tmp_path)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_installed_doctor_answers_with_data(installed: Path, tmp_path: Path) -> None:
    asked = run(installed, "binglian", "doctor", "--json", cwd=tmp_path)

    assert asked.returncode == 1
    edition = next(line for line in json.loads(asked.stdout) if "catalog" in line["check"])
    assert edition["ok"]
