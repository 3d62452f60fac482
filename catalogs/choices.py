"""The `choices` cell of facts.csv: `key=中文=English`, separated by ` | `."""

from dataclasses import dataclass
from functools import cache

from catalogs.wording import Wording


@dataclass(frozen=True)
class Choice:
    """One answer a question offers."""

    key: str
    label: Wording


@cache
def choices_of(cell: str) -> tuple[Choice, ...]:
    """The choices in their order. A part that is not key=中文=English is left out; `catalog check` reports it."""
    parts = (part.strip().split("=") for part in cell.split("|"))
    return tuple(Choice(one[0].strip(), Wording(one[1].strip(), one[2].strip())) for one in parts if len(one) == 3)


def malformed_choices(cell: str) -> tuple[str, ...]:
    """The parts that are not key=中文=English with all three given, and keys given twice."""
    parts = [part.strip() for part in cell.split("|")]
    wrong = [part for part in parts if len([word for word in part.split("=") if word.strip()]) != 3]
    keys = [choice.key for choice in choices_of(cell)]
    return tuple(wrong + sorted({key for key in keys if keys.count(key) > 1}))
