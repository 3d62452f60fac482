"""Pages by cursor: a page tells where the next one begins, and stays right while rows are added."""

import base64
import binascii
import json
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from workflow.errors import WrongInput

T = TypeVar("T")
P = TypeVar("P")

Limit = Annotated[int, Query(ge=1, le=100, description="每页行数 · rows a page")]
Cursor = Annotated[str | None, Query(max_length=400, description="上一页的 next · the previous page's `next`")]


class Page(BaseModel, Generic[T]):
    """Some rows, and the cursor of those behind them; null on the last page."""

    items: list[T]
    next: str | None = Field(examples=["WyIyMDI2LTAzLTMwIl0"])


def cursor_of(place: object) -> str:
    """A place in a list as an opaque text."""
    return base64.urlsafe_b64encode(TypeAdapter(type(place)).dump_json(place)).decode().rstrip("=")


def place_of(cursor: str | None, kind: type[P]) -> P | None:
    """The place a cursor stands for. Raises `WrongInput` for a text that is no cursor of this list."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return TypeAdapter(kind).validate_python(json.loads(base64.urlsafe_b64decode(padded)))
    except (binascii.Error, ValueError, ValidationError):
        raise WrongInput(
            "页码游标无效。",
            "The cursor is not one of this list.",
            mend_zh="请使用上一页返回的 next，或去掉 after 从头开始。",
            mend_en="Use the previous page's 'next', or leave 'after' out to begin again.",
        ) from None
