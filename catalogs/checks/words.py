"""Cells that hold words of a fixed list: kinds, levels, organs, forms."""

from collections.abc import Iterator
from typing import NamedTuple

from catalogs.checks.row_keys import name_of, rows_of
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.samples import ORGANS
from catalogs.schema import Kind, Level, Procedure


class WordList(NamedTuple):
    """A column with words separated by spaces, each from the list; `least` is how many there must be."""

    table: str
    field: str
    words: tuple[str, ...]
    least: int


WORD_LISTS = (
    WordList("items", "applies_to", tuple(Kind), 1),
    WordList("departments", "levels", (Level.COUNTY, Level.CITY, Level.PROVINCE), 1),
    WordList("handling", "preliminary", (Level.COUNTY, Level.CITY, Level.PROVINCE), 0),
    WordList("special_procedures", "applies_to", tuple(Procedure), 0),
    WordList("regions", "level", ("province", "prefecture", "county"), 1),
    WordList("verification_catalog", "organ", tuple(organ for organ in ORGANS if organ), 1),
    WordList("materials", "form", ("file", "field"), 1),
)
_ASCENDING = tuple(Level)


def word_faults(edition: Edition) -> Iterator[Fault]:
    for one in WORD_LISTS:
        for row in rows_of(edition, one.table):
            words = getattr(row, one.field).split()
            wrong = [word for word in words if word not in one.words]
            if wrong or len(words) < one.least:
                yield _malformed(one.table, name_of(one.table, row), one.field, " ".join(wrong), " ".join(one.words))
    yield from _levels_that_do_not_ascend(edition)


def _levels_that_do_not_ascend(edition: Edition) -> Iterator[Fault]:
    """Lower organs examine first, and all of them below the one that decides (行政许可法 Art.35)."""
    for rule in edition.handling:
        levels = [*rule.preliminary.split(), rule.level]
        if set(levels) <= set(_ASCENDING) and levels != sorted(set(levels), key=_ASCENDING.index):
            expected = " < ".join(_ASCENDING)
            yield _malformed("handling", name_of("handling", rule), "preliminary", " ".join(levels), expected)


def _malformed(table: str, row: str, field: str, value: str, expected: str) -> Fault:
    return fault(FaultKind.MALFORMED_WORDS, table, row, field, value=value, expected=expected)
