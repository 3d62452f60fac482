"""How a command of the catalogues reads its input, answers, and ends when it is refused."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from catalogs.edition import Edition
from catalogs.errors import CatalogError
from catalogs.facts import typed
from catalogs.loader import load, load_from
from catalogs.plan import Facts
from catalogs.screens.language import Language, Speaker
from catalogs.screens.refusals import as_data, as_lines
from catalogs.screens.tables import console


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who is answered: a person in a language, or a program."""

    speaker: Speaker
    as_json: bool


@contextmanager
def answering(language: Language, *, as_json: bool) -> Iterator[Answering]:
    """Run a command; a refusal is told to the same reader, and the exit status is 1."""
    answer = Answering(speaker=Speaker(language), as_json=as_json)
    try:
        yield answer
    except CatalogError as refusal:
        give(answer, as_data(refusal), partial(_tell, refusal=refusal, speaker=answer.speaker))
        raise typer.Exit(1) from refusal


def give(answer: Answering, data: Mapping[str, Any], show: Callable[[Console], None]) -> None:
    """Print the answer as data or as a screen."""
    if answer.as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))
    else:
        show(console())


def edition_of(name: str) -> Edition:
    """The installed edition of that name, or the one in that folder."""
    return load_from(Path(name)) if Path(name).is_dir() else load(name)


def facts_of(edition: Edition, file: Path) -> Facts:
    """The typed facts of a file. Wrong usage when it does not hold a JSON object."""
    try:
        stated = json.loads(file.read_text(encoding="utf-8-sig"))  # Windows editors put a mark before the text
    except UnicodeDecodeError as error:
        raise _wrong_file(file, "另存为 UTF-8 / save it as UTF-8") from error
    except ValueError as error:
        raise _wrong_file(file, str(error)) from error
    if not isinstance(stated, dict):
        raise _wrong_file(file, "{ … }")
    return typed(edition, stated)


def _wrong_file(file: Path, why: str) -> typer.BadParameter:
    return typer.BadParameter(f"{file} 须为 JSON 对象 / must hold a JSON object: {why}")


def _tell(screen: Console, refusal: CatalogError, speaker: Speaker) -> None:
    for line in as_lines(refusal, speaker):
        screen.print(line, markup=False, highlight=False)


def _plain(value: object) -> object:
    """Wordings and faults inside an exception's attributes as data, everything else as text."""
    return vars(value) if hasattr(value, "__dataclass_fields__") else str(value)
