"""Reads an edition: a folder with `edition.toml` and one CSV file for each table of the schema."""

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_type_hints

from catalogs.cells import parse
from catalogs.edition import TABLES, Edition
from catalogs.errors import CatalogFaults, UnknownEdition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Row
from catalogs.seal import seal_faults

_HEADER = ("id", "title_zh", "title_en", "region", "province", "effective_on", "published_on", "digest", "notes")
_DEFAULTS: dict[str, object] = {"published_on": "", "digest": "", "notes": ""}


@cache
def load(edition_id: str) -> Edition:
    """The installed edition of that id, read once in a process. UnknownEdition, or CatalogFaults with all of them."""
    if edition_id not in installed():
        raise UnknownEdition(edition_id, installed())
    return _sound(_data() / edition_id)


def load_from(path: Path) -> Edition:
    """An edition from any folder. CatalogFaults with every malformed cell, when there are any."""
    return _sound(path)


def installed() -> tuple[str, ...]:
    """The ids of the installed editions."""
    return tuple(sorted(one.name for one in _data().iterdir() if (one / "edition.toml").is_file()))


def folder_of(name: str) -> Traversable | Path:
    """The folder of an installed edition, or the folder itself. UnknownEdition when it is neither."""
    if name in installed():
        return _data() / name
    if Path(name).is_dir():
        return Path(name)
    raise UnknownEdition(name, installed())


def read(folder: Traversable | Path) -> tuple[Edition, list[Fault]]:
    """The edition with its malformed cells replaced by stand-ins, and a fault for each of them or for a broken seal.

    For `catalog check` alone, which must list these faults and all others together.
    """
    faults: list[Fault] = []
    tables: dict[str, Any] = {name: tuple(_rows(folder, name, row_type, faults)) for name, row_type in TABLES.items()}
    edition = Edition(**_heading(folder, faults), **tables)
    return edition, faults or seal_faults(edition)


def _data() -> Traversable:
    return files("catalogs") / "data"


def _sound(folder: Traversable | Path) -> Edition:
    edition, faults = read(folder)
    if faults:
        raise CatalogFaults(faults)
    return edition


def _heading(folder: Traversable | Path, faults: list[Fault]) -> dict[str, Any]:
    place = folder / "edition.toml"
    if not place.is_file():
        faults.append(fault(FaultKind.MISSING_TABLE, "edition", "-", value="edition.toml"))
        return _heading_of({}, [])
    try:
        return _heading_of(tomllib.loads(place.read_text(encoding="utf-8")), faults)
    except tomllib.TOMLDecodeError as error:
        faults.append(fault(FaultKind.MALFORMED_CELL, "edition", "-", value=error, expected="TOML"))
        return _heading_of({}, [])


def _heading_of(stated: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    hints = get_type_hints(Edition)
    heading: dict[str, Any] = {}
    for name in _HEADER:
        text = str(stated.get(name, _DEFAULTS.get(name, "")))
        heading[name], expected = parse(text, hints[name])
        if expected or (not text and name not in _DEFAULTS):
            faults.append(fault(FaultKind.MALFORMED_CELL, "edition", "-", name, value=text, expected=expected or "…"))
    return heading


def _rows(folder: Traversable | Path, name: str, row_type: type[Row], faults: list[Fault]) -> Iterator[Row]:
    place = folder / f"{name}.csv"
    if not place.is_file():
        faults.append(fault(FaultKind.MISSING_TABLE, name, "-", value=f"{name}.csv"))
        return
    reader = csv.DictReader(io.StringIO(place.read_text(encoding="utf-8"), newline=""), restkey="…", restval=None)
    columns = {field.name for field in fields(row_type)}
    if set(reader.fieldnames or ()) != columns:
        faults.append(_wrong_header(name, reader.fieldnames or (), row_type))
        return
    hints = get_type_hints(row_type)
    for cells in reader:
        yield _row(row_type, hints, cells, name, reader.line_num, faults)


def _row(
    row_type: type[Row], hints: dict[str, object], cells: dict[str, str], table: str, line: int, faults: list[Fault]
) -> Row:
    if "…" in cells or None in cells.values():
        faults.append(fault(FaultKind.MALFORMED_CELL, table, line, value=cells, expected=f"{len(hints)} ×"))
    values = {}
    for column, kind in hints.items():
        text = (cells.get(column) or "").strip()
        values[column], expected = parse(text, kind)
        if expected:
            faults.append(fault(FaultKind.MALFORMED_CELL, table, line, column, value=text, expected=expected))
    return row_type(**values)


def _wrong_header(table: str, found: object, row_type: type[Row]) -> Fault:
    expected = ",".join(field.name for field in fields(row_type))
    return fault(FaultKind.WRONG_HEADER, table, 1, value=",".join(map(str, found)), expected=expected)  # type: ignore[call-overload]
