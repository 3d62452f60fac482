"""Cells of a table: text to the type the schema declares, with a stand-in and the expectation where it does not fit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import UnionType
from typing import Any, NewType, get_args

_TRUTHS = {"true": True, "false": False}


def parse(text: str, kind: object) -> tuple[Any, str]:
    """The value and "", or a stand-in and what was expected. An optional cell that is empty is None."""
    if isinstance(kind, UnionType):
        (inner,) = [one for one in get_args(kind) if one is not type(None)]
        return (None, "") if not text else parse(text, inner)
    if isinstance(kind, NewType):
        return parse(text, kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(text, kind)
    if kind is bool:
        return _TRUTHS.get(text, False), "" if text in _TRUTHS else "true | false"
    reader, stand_in, expected = _READERS[kind]
    try:
        return reader(text), ""
    except (ValueError, InvalidOperation):
        return stand_in, expected


def _member(text: str, kind: type[StrEnum]) -> tuple[StrEnum, str]:
    try:
        return kind(text), ""
    except ValueError:
        return next(iter(kind)), " | ".join(kind)


_READERS: dict[object, tuple[Callable[[str], Any], Any, str]] = {
    str: (str, "", ""),
    int: (int, 0, "整数 / a whole number"),
    Decimal: (Decimal, Decimal(0), "数 / a number"),
    date: (date.fromisoformat, date.min, "日期 / a date YYYY-MM-DD"),
}
