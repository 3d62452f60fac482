"""Our own check of a row before it is sent: one that cannot be accepted is kept with its reason and not sent."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from catalogs.codes import read_credit_code
from catalogs.errors import CatalogError
from workflow.gateways.provincial.tables import COLUMNS, Column, Form, Table
from workflow.store.exchange import Record, RecordStatus

ExchangeRow = Mapping[str, object]


def checked(record: Record) -> Record:
    """The record as it is, or marked as failed with everything that is wrong with it."""
    faults = list(_faults(Table(record.table), record.row))
    if not faults:
        return record
    return replace(record, status=RecordStatus.FAILED_LOCAL_CHECK, reason="；".join(faults))


def _faults(table: Table, row: ExchangeRow) -> Iterator[str]:
    found = [fault for column in COLUMNS[table] for fault in _column_faults(column, row.get(column.name))]
    yield from found
    known = {column.name for column in COLUMNS[table]}
    yield from (f"{name} 不是该表的列 (no such column)" for name in row.keys() - known)
    if not found and table in RULES:
        yield from RULES[table](row)


def _column_faults(column: Column, value: object) -> Iterator[str]:
    text = "" if value is None else str(value).strip()
    if not text:
        if not column.may_be_blank:
            yield f"{column.meaning} {column.name} 不能为空 (is missing)"
    elif not _WRITTEN_AS[column.form](text):
        yield f"{column.meaning} {column.name} 应为 {column.form} (must be): {text}"
    elif len(text) > column.length:
        yield f"{column.meaning} {column.name} 超过 {column.length} 字 (too long)"
    elif column.codes and text not in column.codes:
        yield f"{column.meaning} {column.name} 不在代码表中 (not in its code table): {text}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _dates_in_order(row: ExchangeRow) -> Iterator[str]:
    if str(row["NKGSJ"]) > str(row["NJCSJ"]):
        yield f"130: 拟开工时间 {row['NKGSJ']} 晚于拟建成时间 {row['NJCSJ']} (planned start after planned end)"


def _credit_code(row: ExchangeRow) -> Iterator[str]:
    try:
        read_credit_code(str(row["DWTYSHXYDM"]))
    except CatalogError as wrong:
        yield str(wrong)


_WRITTEN_AS: Mapping[Form, Callable[[str], bool]] = {
    Form.TEXT: lambda _: True,
    Form.INTEGER: lambda text: re.fullmatch(r"-?[0-9]+", text) is not None,
    Form.DECIMAL: _is_decimal,
    Form.DAY: _is_day,
    Form.MOMENT: lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text) is not None and _is_day(text[:10]),
}
RULES: Mapping[Table, Callable[[ExchangeRow], Iterator[str]]] = {
    Table.PROJECT: _dates_in_order,
    Table.UNIT: _credit_code,
}
