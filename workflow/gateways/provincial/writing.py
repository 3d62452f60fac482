"""How a row of any exchange table begins, and how instants, numbers and long texts are written in it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from catalogs.edition import Edition
from catalogs.schema import RegionCode
from workflow.domain.clock import PLACE, local_date
from workflow.gateways.provincial.tables import COLUMNS, Column, Table
from workflow.store.exchange import Record

CUT = "…"  # where a text was cut


def record(table: Table, key: str, *, region: RegionCode, at: datetime, **values: object) -> Record:
    """A valid row of that table under a local key that stays its own for ever."""
    common = {
        "LSH": uuid5(NAMESPACE_OID, f"{table}/{key}").hex,
        "DFSJZJ": key,
        "XZQHDM": region,
        "SJYXBS": 1,
        "SJWXYY": "",
        "GXSJ": moment(at),
    }
    return Record(table=table, local_key=key, row=_shortened(table, {**common, **values}))


def _shortened(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    told = {column.name: column for column in COLUMNS[table] if column.is_only_told}
    return {name: _cut(told[name], value) if name in told else value for name, value in row.items()}


def _cut(column: Column, value: object) -> object:
    text = "" if value is None else str(value)
    return value if len(text) <= column.length else text[: column.length - len(CUT)] + CUT


def moment(at: datetime) -> str:
    """An instant as the province writes it: Beijing time, whole seconds."""
    return at.astimezone(PLACE).strftime("%Y-%m-%d %H:%M:%S")


def day(at: datetime) -> str:
    """The day of an instant in Beijing."""
    return local_date(at).isoformat()


def region_of(edition: Edition, region: RegionCode) -> RegionCode:
    """The division under which an office's work is reported: its county, or the prefecture for anything above."""
    return region if region in {county.code for county in edition.counties} else edition.region
