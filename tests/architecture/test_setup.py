"""Setting up on a machine where something is missing: said in two languages, with the cure."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

PYTHON_WITHOUT_ENVIRONMENTS = """#!/bin/sh
case "$2" in
*ensurepip*) exit 1 ;;
*print*) echo 3.11 ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the script: it works on the folder it lies in."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "environment.sh", tmp_path / "deploy")
    return tmp_path


def set_up(checkout: Path, *, python: str) -> subprocess.CompletedProcess[str]:
    tools = checkout / "tools"  # all that the script needs, and no apt-get with which to mend this very machine
    tools.mkdir()
    for name in ("bash", "dirname", "id", "env"):
        (tools / name).symlink_to(str(shutil.which(name)))
    environment = {**os.environ, "PATH": str(tools), "PYTHON": python}
    command = [str(tools / "bash"), str(checkout / "deploy" / "environment.sh"), "python"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_machine_without_a_new_enough_python_is_told_how_to_get_one(checkout: Path) -> None:
    tried = set_up(checkout, python="python-of-no-machine")

    assert tried.returncode == 1
    assert "Python 3.11" in tried.stderr
    assert "apt-get install python3" in tried.stderr


def test_a_python_that_cannot_make_environments_is_named_with_the_package_it_lacks(checkout: Path) -> None:
    python = checkout / "python"
    python.write_text(PYTHON_WITHOUT_ENVIRONMENTS)
    python.chmod(0o755)

    tried = set_up(checkout, python=str(python))

    assert tried.returncode == 1
    assert str(python) in tried.stderr
    assert "apt-get install python3.11-venv" in tried.stderr
    assert not (checkout / ".venv").exists()
