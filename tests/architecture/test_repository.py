"""What a stranger who clones the repository finds in it, and what must not be in it."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, all_files, named
from workflow.settings import Settings, variable

READMES = ("README.md", "README.zh-CN.md")
REGISTRY = re.compile(r"https?://\S*(pypi|pythonhosted|npmjs|npmmirror|debian\.org|proxy\.golang|crates\.io)")
PLACE_OF_ONE_MACHINE = re.compile(r"(?<![\w.~:/-])/(home|root|work|Users|opt|mnt|tmp)/[\w.]")


def test_no_file_names_a_package_registry_or_a_place_of_one_machine() -> None:
    found = [
        f"{named(file)}: {match.group()}"
        for file in all_files()
        for pattern in (REGISTRY, PLACE_OF_ONE_MACHINE)
        for match in pattern.finditer(readable(file))
    ]

    assert found == []


def readable(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="ignore")


@pytest.fixture(scope="module")
def targets() -> set[str]:
    listed = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {line.split()[1] for line in listed.stdout.splitlines()}


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_every_make_target_and_no_other(targets: set[str], readme: str) -> None:
    assert set(re.findall(r"`make ([a-z-]+)", (ROOT / readme).read_text())) == targets - {"help"}


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_lists_every_setting_with_its_default(readme: str) -> None:
    rows = re.findall(r"^\| `(BINGLIAN_\w+)` \| *`?([^|`]*?)`? *\|", (ROOT / readme).read_text(), flags=re.MULTILINE)

    listed = {name: default.strip() for name, default in rows}

    assert listed.keys() == {variable(field) for field in Settings.model_fields}
    for field, information in Settings.model_fields.items():
        if information.default is not None and information.default_factory is None:
            assert listed[variable(field)] == str(information.default), field


def test_every_decision_says_what_enforces_it() -> None:
    decisions = (ROOT / "docs" / "adr").glob("[0-9]*.md")

    assert [named(file) for file in decisions if "**Enforced by**" not in file.read_text()] == []


def test_decisions_are_numbered_without_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert numbers == list(range(len(numbers)))
