"""What a column of an exchange table may hold, and the checks on a single value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from simulators.provincial_platform.codetables import CodeTable
from simulators.provincial_platform.faults import Fault, FaultCode

Row = Mapping[str, object]


class Form(StrEnum):
    """How a value is written. A DAY may carry an hour; a MOMENT must (YYYY-MM-DD HH:MM:SS, Beijing time)."""

    TEXT = "文本"
    INTEGER = "整数"
    DECIMAL = "小数"
    DAY = "日期"
    MOMENT = "时间"


@dataclass(frozen=True, slots=True)
class Column:
    """Definition of a column: `length` in characters; an empty code table admits any value."""

    name: str
    meaning: str
    form: Form
    length: int
    required: bool = True
    codes: CodeTable = field(default_factory=dict)


def text_of(row: Row, column: str) -> str:
    """The value as the platform compares it: text without blanks around it, "" when absent."""
    value = row.get(column)
    return "" if value is None else str(value).strip()


def column_fault(column: Column, row: Row) -> Fault | None:
    """The first thing wrong with the row's value in this column."""
    text = text_of(row, column.name)
    if not text:
        return _missing(column) if column.required else None
    if not _is_written_as(column.form, row[column.name], text):
        return _fault(column, FaultCode.WRONG_TYPE, f"应为{column.form}", f"is not {column.form.name.lower()}: {text}")
    if len(text) > column.length:
        return _fault(column, FaultCode.TOO_LONG, f"超过 {column.length} 字", f"exceeds {column.length} characters")
    if column.codes and text not in column.codes:
        return _fault(column, FaultCode.NOT_IN_CODE_TABLE, f"不在代码表中：{text}", f"is not in its code table: {text}")
    return None


def moment_of(text: str) -> datetime:
    """A DAY or MOMENT as a point on the local clock. Raises ValueError."""
    # Without a zone on purpose: the standard writes local time, and values are only compared with each other.
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S" if " " in text else "%Y-%m-%d")  # noqa: DTZ007


def _missing(column: Column) -> Fault:
    return _fault(column, FaultCode.INCOMPLETE, "不能为空", "is required")


def _fault(column: Column, code: FaultCode, zh: str, en: str) -> Fault:
    return Fault(code, f"{column.meaning} {column.name} {zh}", f"{column.name} {en}")


def _is_written_as(form: Form, value: object, text: str) -> bool:
    writable = str | int | float if form is Form.DECIMAL else str | int
    return isinstance(value, writable) and not isinstance(value, bool) and _WRITTEN_AS[form](text)


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    try:
        moment_of(text)
        date.fromisoformat(text[:10])  # strptime alone would take 2026-5-1
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text) is not None and _is_day(text)


def _is_integer(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+", text) is not None


_WRITTEN_AS: dict[Form, Callable[[str], bool]] = {
    Form.TEXT: lambda _: True,
    Form.INTEGER: _is_integer,
    Form.DECIMAL: _is_decimal,
    Form.DAY: _is_day,
    Form.MOMENT: _is_moment,
}
