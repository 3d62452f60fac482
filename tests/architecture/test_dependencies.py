"""What is imported is declared, and the lock files hold it by hash without an address."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import pairwise

import pytest

from tests.architecture.repository import ROOMS, ROOT, python_files

LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
OURS = {*ROOMS, "simulators", "tests"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OTHER_HALVES = {"kombu", "starlette"}  # of Celery and of FastAPI: released with them, documented as theirs
# The stand-in for the province uses what the API uses; it is not installed without it.
SHIPPED = (*ROOMS, "simulators")


def distribution(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(line.removesuffix(" \\").split("==", 1) for line in lines if "==" in line)


def imported(*rooms: str) -> set[str]:
    names = set()
    for file in python_files(*rooms):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return {name.partition(".")[0] for name in names} - OURS - sys.stdlib_module_names


def test_every_library_we_import_is_a_dependency_we_declare() -> None:
    declared = {distribution(each) for each in PROJECT["project"]["dependencies"]}
    providers = packages_distributions()

    undeclared = {name for name in imported(*SHIPPED) if not declared & {distribution(d) for d in providers[name]}}

    assert undeclared - OTHER_HALVES == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_everything_by_hash_and_names_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not PINNED.fullmatch(line) and not HASH.fullmatch(line)] == []
    assert all(HASH.fullmatch(after) for line, after in pairwise(lines) if PINNED.fullmatch(line))


def test_both_lock_files_agree() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_lock_files_hold_every_dependency_the_project_names() -> None:
    for_running = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    groups = PROJECT["dependency-groups"].values()
    for_development = [each for group in groups for each in group if isinstance(each, str)]

    assert {distribution(each) for each in for_running} <= pins("requirements.lock").keys()
    assert {distribution(each) for each in for_development} <= pins("requirements-dev.lock").keys()
