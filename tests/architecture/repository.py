"""The files of the repository as the architecture tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("workflow", "api", "workers", "catalogs")
NOT_OURS = {".git", ".venv", "var", "dist", "build", "node_modules", "__pycache__", ".hypothesis"}
CACHES = ".*_cache"


@cache
def all_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository."""
    return tuple(sorted(_below(ROOT)))


def python_files(*rooms: str) -> list[Path]:
    """The Python files of some top-level folders."""
    return [file for file in all_files() if file.suffix == ".py" and file.relative_to(ROOT).parts[0] in rooms]


def named(file: Path) -> str:
    """The file as a person would name it."""
    return file.relative_to(ROOT).as_posix()


def calls(file: Path) -> Iterator[ast.Call]:
    """Every call in a Python file."""
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in NOT_OURS or entry.match(CACHES):
            continue
        if entry.is_dir():
            yield from _below(entry)
        elif entry.suffix != ".pyc":
            yield entry
