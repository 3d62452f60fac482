"""The value tables of the project code, with their sources."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from catalogs.schema import Row
from catalogs.wording import Wording


@dataclass(frozen=True, kw_only=True)
class CodeValue(Row):
    """A row of a value table."""

    code: str
    name_zh: str
    name_en: str

    @property
    def name(self) -> Wording:
        return Wording(self.name_zh, self.name_en)


def central_departments() -> Mapping[str, CodeValue]:
    """中央业务指导部门 of the new layout. Incomplete: codes 02–99 exist that the table does not name."""
    return _table("central_departments")


def divisions() -> Mapping[str, CodeValue]:
    """The beginnings of division codes: two digits for each province, four for the prefectures of some provinces."""
    return _table("divisions")


def project_types() -> Mapping[str, CodeValue]:
    """项目类型 of the new layout."""
    return _table("project_types")


def former_types() -> Mapping[str, CodeValue]:
    """审批、核准、备案 of the old layout."""
    return _table("former_types")


@cache
def _table(name: str) -> Mapping[str, CodeValue]:
    text = (files("catalogs") / "data" / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    return {cells["code"]: CodeValue(**cells) for cells in csv.DictReader(io.StringIO(text, newline=""))}
