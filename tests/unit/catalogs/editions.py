"""A small invented edition without a fault, and a way to write it down with one thing changed."""

import csv
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import fields
from pathlib import Path

from catalogs.edition import TABLES, Edition
from catalogs.loader import load_from
from catalogs.loader import read as read_folder

Rows = list[dict[str, str]]
Tables = dict[str, Rows]
Change = Callable[[Tables], None]

HEADING = """
id = "small"
title_zh = "小目录"
title_en = "Small catalogue"
region = "990100"
province = "990000"
effective_on = "2026-01-01"
notes = ""
"""
_TEXTS = [f"{word}_{language}" for word in ("name", "why", "rule", "question") for language in ("zh", "en")]
_FILLING = {
    "required": "true",
    "form": "file",
    "milestone": "false",
    "always": "false",
    "files_itself": "false",
    "limit_unit": "working-day",
    "limit_days": "20",
    "limit_basis": "行政许可法 Art.42",
    "legal_basis": "某法 Art.1",
    "kind_zh": "行政许可",
    "procedure": "permit",
    "basis": "某条例 Art.1",
    "source": "invented",
}


def small_tables() -> Tables:
    """The rows of the small edition; what a row does not say is filled in or blank."""
    return deepcopy(_TABLES)


def write(folder: Path, *changes: Change, heading: str = HEADING) -> Path:
    """Write the small edition, changed."""
    tables = small_tables()
    for change in changes:
        change(tables)
    folder.mkdir(exist_ok=True)
    (folder / "edition.toml").write_text(heading, encoding="utf-8")
    for name, rows in tables.items():
        _write_table(folder / f"{name}.csv", [field.name for field in fields(TABLES[name])], rows)
    return folder


def small_edition(folder: Path, *changes: Change) -> Edition:
    """The small edition, changed, as loaded."""
    return load_from(write(folder, *changes))


def read_edition(folder: Path, *changes: Change) -> Edition:
    """The same, with stand-ins for malformed cells."""
    return read_folder(write(folder, *changes))[0]


def find(rows: Rows, **cells: str) -> dict[str, str]:
    """The row with these cells."""
    return next(row for row in rows if all(row.get(column, "") == text for column, text in cells.items()))


def edit(table: str, where: Mapping[str, str], **cells: str) -> Change:
    """A change: other cells in one row."""
    return lambda tables: find(tables[table], **where).update(cells)


def add(table: str, **cells: str) -> Change:
    """A change: one more row."""
    return lambda tables: tables[table].append(dict(cells))


def remove(table: str, **cells: str) -> Change:
    """A change: one row less."""
    return lambda tables: tables[table].remove(find(tables[table], **cells))


def _write_table(place: Path, columns: list[str], rows: Rows) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({column: row.get(column, _filled(column, row)) for column in columns} for row in rows)


def _filled(column: str, row: Mapping[str, str]) -> str:
    if column.endswith(("_zh", "_en")) and column.split("_", maxsplit=1)[0] in (
        "name",
        "why",
        "rule",
        "question",
        "result",
    ):
        return f"{row.get('key') or row.get('material') or row.get('stage') or row.get('code') or 'text'}"
    return _FILLING.get(column, "")


def _item(key: str, department: str, applies_to: str = "approval verification filing", **more: str) -> dict[str, str]:
    return {"key": key, "department": department, "applies_to": applies_to, **more}


def _listed(stage: str, item: str, role: str = "mandatory", **more: str) -> list[dict[str, str]]:
    return [{"theme": theme, "stage": stage, "item": item, "role": role, **more} for theme in ("school", "general")]


def _stage(stage: str, order: str, standard: str, join: str, opens: str, lead: str) -> Rows:
    common = {"stage": stage, "order": order, "standard_stage": standard, "join": join, "opens": opens}
    return [{**common, "theme": theme, "lead_department": lead} for theme in ("school", "general")]


_COUNTIES = ("990121", "990122")
_DEPARTMENTS = ("drc", "plan", "build", "water")
_LEVELS = {"990000": "province", "990100": "city", **dict.fromkeys(_COUNTIES, "county")}
_ROOTS = {"proposal": "approval", "feasibility": "approval", "verify": "verification", "file": "filing"}

_TABLES: Tables = {
    "regions": [
        {"code": "990000", "level": "province"},
        {"code": "990100", "level": "prefecture", "parent_code": "990000"},
        *({"code": code, "level": "county", "parent_code": "990100"} for code in _COUNTIES),
    ],
    "industries": [
        {"code": "44", "name_zh": "电力", "name_en": "Power", "section": "D"},
        {"code": "83", "name_zh": "教育", "name_en": "Education", "section": "P"},
    ],
    "workcalendar": [
        {"date": "2026-01-01", "kind": "holiday", "festival_zh": "元旦", "festival_en": "New Year's Day"},
        {"date": "2026-01-02", "kind": "holiday", "festival_zh": "元旦", "festival_en": "New Year's Day"},
        {"date": "2026-01-04", "kind": "working-weekend", "festival_zh": "元旦", "festival_en": "New Year's Day"},
    ],
    "departments": [{"key": key, "levels": "county city province"} for key in _DEPARTMENTS],
    "offices": [
        {"id": f"{region}.{key}", "region": region, "department": key, "level": level, "name_zh": key, "name_en": key}
        for region, level in _LEVELS.items()
        for key in _DEPARTMENTS
    ],
    "facts": [
        {"key": "secret", "type": "boolean", "order": "1", "always": "true"},
        {"key": "regions", "type": "regions", "order": "2", "always": "true"},
        {"key": "industry", "type": "text", "order": "3", "always": "true"},
        {"key": "investment", "type": "money", "unit": "元", "order": "4", "always": "true"},
        {"key": "funding", "type": "choice", "order": "5", "choices": "budget=政府=Budget | own=自有=Own"},
        {"key": "sector", "type": "choice", "order": "6", "choices": "wind=风电=Wind | other=其他=Other"},
        {"key": "capacity", "type": "decimal", "unit": "MW", "order": "7"},
        {"key": "new_land", "type": "boolean", "order": "8"},
        {"key": "land", "type": "choice", "order": "9", "choices": "granted=出让=Granted | allocated=划拨=Allocated"},
        {"key": "storeys", "type": "integer", "unit": "层", "order": "10"},
        {"key": "uses_water", "type": "boolean", "order": "11"},
    ],
    "items": [
        *(_item(key, "drc", kind, procedure=kind) for key, kind in _ROOTS.items()),
        _item("site", "plan", when="new_land", trigger_zh="占用新增建设用地"),
        _item("land_use", "plan", when="new_land"),
        _item("land_deed", "plan", when="new_land", limit_unit="calendar-day", limit_days="30"),
        _item("drawings", "build", promised_days="5"),
        _item("fire", "build", when="storeys >= 10", promised_days="10"),
        _item("permit", "build", limit_unit="calendar-day", limit_days="7"),
        _item("water_use", "water", when="uses_water"),
        _item("completion", "build", procedure="filing", limit_unit="at-once", limit_days=""),
    ],
    "materials": [
        {"item": "proposal", "material": "proposal_text"},
        {"item": "feasibility", "material": "feasibility_text"},
        {"item": "feasibility", "material": "proposal_reply"},
        {"item": "verify", "material": "application"},
        {"item": "file", "material": "declaration", "form": "field"},
        {"item": "site", "material": "site_drawing"},
        {"item": "land_use", "material": "site_drawing"},
        {"item": "land_use", "material": "site_opinion"},
        {"item": "land_deed", "material": "site_drawing"},
        {"item": "drawings", "material": "drawing_set"},
        {"item": "fire", "material": "drawing_set"},
        {"item": "permit", "material": "builder_contract"},
        {"item": "permit", "material": "deep_pit_plan", "required": "false", "when": "storeys >= 30"},
        {"item": "water_use", "material": "water_study"},
        {"item": "completion", "material": "completion_report"},
    ],
    "results": [
        {"material": "proposal_reply", "item": "proposal"},
        {"material": "site_opinion", "item": "site"},
    ],
    "dependencies": [
        {"before": "proposal", "after": "feasibility", "kind": "precondition"},
        {"before": "site", "after": "land_use", "kind": "shares-result"},
        {"before": "land_use", "after": "land_deed", "kind": "precondition", "when": "land == 'allocated'"},
        {"before": "land_deed", "after": "land_use", "kind": "precondition", "when": "land == 'granted'"},
        {"before": "drawings", "after": "permit", "kind": "precondition"},
        {"before": "fire", "after": "permit", "kind": "precondition"},
        {"before": "permit", "after": "construction_start", "kind": "precondition"},
        {"before": "water_use", "after": "construction_start", "kind": "precondition"},
    ],
    "verification_catalog": [
        {"key": "wind", "rank": "10", "when": "sector == 'wind'", "organ": "local", "english": "Wind power"},
        {
            "key": "big_wind",
            "rank": "5",
            "when": "sector == 'wind' && capacity > 1000.0",
            "prohibited_unless": "storeys > 0",
            "organ": "province",
            "english": "Large wind power",
        },
        {"key": "no_condition", "rank": "1", "organ": "state", "english": "Never matched"},
    ],
    "refusals": [{"key": "secret", "when": "secret", "basis": "令第3号 Art.3"}],
    "kinds": [
        {"order": "1", "when": "funding == 'budget'", "kind": "approval", "root_item": "proposal"},
        {"order": "2", "when": "catalog_row != ''", "kind": "verification", "root_item": "verify"},
        {"order": "3", "kind": "filing", "root_item": "file"},
    ],
    "handling": [
        {
            "order": "1",
            "item": "verify",
            "when": "catalog_organ == 'province'",
            "level": "province",
            "preliminary": "city",
        },
        {"order": "2", "item": "verify", "level": "city", "preliminary": "county", "preliminary_days": "20"},
        {"order": "3", "item": "*", "when": "county_count > 1", "level": "city"},
        {"order": "4", "item": "*", "level": "county"},
    ],
    "special_procedures": [
        {"key": "expert_review", "effect": "pause", "holder": "expert"},
        {
            "key": "evaluation",
            "applies_to": "verification",
            "effect": "pause",
            "cap_days": "30",
            "cap_unit": "working-day",
            "holder": "intermediary",
        },
        {"key": "publicity", "effect": "none", "holder": "publicity"},
    ],
    "legal_bases": [
        {"act": "case:decided", "procedure": "", "basis": "某法 Art.1"},
        {"act": "case:decided", "procedure": "permit", "basis": "某法 Art.2"},
        {"act": "case:decided", "procedure": "", "item": "fire", "basis": "某法 Art.3"},
        {"act": "case:decided", "procedure": "permit", "item": "permit", "basis": "某法 Art.4"},
        {"act": "case:filed", "procedure": "filing", "basis": "某条例 Art.13"},
    ],
    "themes": [
        {"key": "school", "order": "1", "flow_type": "1", "when": "kind == 'approval'"},
        {"key": "general", "order": "2", "flow_type": "3"},
    ],
    "stages": [
        *_stage("start", "1", "1", "all", "coded", "drc"),
        *_stage("planning", "2", "2", "all", "previous-closed", "plan"),
        *_stage("building", "3", "3", "milestone", "previous-closed", "build"),
        *_stage("completion", "4", "4", "all", "constructing", "build"),
    ],
    "stage_items": [
        *_listed("start", "site", "conditional"),
        *(
            {"theme": "school", "stage": "start", "item": key, "role": "mandatory"}
            for key in ("proposal", "feasibility")
        ),
        *({"theme": "general", "stage": "start", "item": key, "role": "mandatory"} for key in ("verify", "file")),
        *_listed("planning", "land_use", "conditional"),
        *_listed("planning", "land_deed", "conditional"),
        *_listed("building", "drawings"),
        *_listed("building", "fire", "conditional"),
        *_listed("building", "permit", milestone="true"),
        *_listed("building", "water_use", "beside"),
        *_listed("completion", "completion"),
    ],
}
