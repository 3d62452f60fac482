"""Fields that requests share: texts without control characters, keys, facts."""

import json
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

_ALLOWED = frozenset("\n\t")


class Body(BaseModel):
    """A request's content. A field that does not exist is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _speakable(text: str) -> str:
    """Control characters and lone surrogates can neither be stored nor shown."""
    if any(unicodedata.category(one) in ("Cc", "Cs") and one not in _ALLOWED for one in text):
        raise ValueError("control character")
    return text


def _one_line(text: str) -> str:
    if _ALLOWED & set(text):
        raise ValueError("line break")
    return text


def _storable(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    _speakable(json.dumps(value, ensure_ascii=False).replace("\\u0000", "\0"))
    return value


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_speakable),
    AfterValidator(_one_line),
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_speakable)
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_speakable)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.:-]+$")]
Facts = Annotated[
    dict[str, JsonValue],
    AfterValidator(_storable),
    Field(
        description="情形的键和值，由 /catalog/questions 引导 · keys and values, as /catalog/questions asks",
        examples=[{"secret": False, "regions": ["530621"], "industry": "13", "investment": 186000000}],
    ),
]
