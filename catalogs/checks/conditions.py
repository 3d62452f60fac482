"""The conditions of all tables: syntax, facts, types, and whether they can hold at all."""

from collections.abc import Iterator, Mapping

from catalogs.checks.literals import unknown_choices
from catalogs.checks.row_keys import name_of, rows_of
from catalogs.checks.search import possible
from catalogs.checks.soundness import compiles, failure, unknown_facts
from catalogs.conditions import condition
from catalogs.edition import Edition
from catalogs.errors import BrokenCondition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Row

CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "items": ("when",),
    "materials": ("when",),
    "dependencies": ("when",),
    "verification_catalog": ("when", "prohibited_unless"),
    "refusals": ("when",),
    "kinds": ("when",),
    "handling": ("when",),
    "themes": ("when",),
    "stage_items": ("when",),
}
# A clerk's way to keep a row on record that is not in force, such as a prerequisite the law has dropped.
OUT_OF_FORCE = "false"
# A table is read before these are derived; what they are derived from cannot refer to them.
_NOT_YET: Mapping[str, frozenset[str]] = {
    "verification_catalog": frozenset({"kind", "catalog_row", "catalog_organ", "organ_level"}),
    "kinds": frozenset({"kind", "organ_level"}),
    "refusals": frozenset({"organ_level"}),
}


def condition_faults(edition: Edition) -> Iterator[Fault]:
    for table, columns in CONDITIONS.items():
        for row in rows_of(edition, table):
            for column in columns:
                source = getattr(row, column)
                if source:
                    yield from _faults(edition, table, row, column, source)


def _faults(edition: Edition, table: str, row: Row, column: str, source: str) -> Iterator[Fault]:
    name = name_of(table, row)
    if not compiles(source):
        yield fault(FaultKind.CONDITION_DOES_NOT_COMPILE, table, name, column, value=source, why=_why(source))
        return
    unknown = unknown_facts(edition, source)
    for one in unknown:
        yield fault(FaultKind.UNKNOWN_FACT, table, name, column, value=one)
    for one in sorted(condition(source).variables & _NOT_YET.get(table, frozenset())):
        yield fault(FaultKind.FACT_NOT_YET_KNOWN, table, name, column, value=one)
    if not unknown:
        yield from _answers(edition, table, name, column, source)


def _answers(edition: Edition, table: str, name: str, column: str, source: str) -> Iterator[Fault]:
    failed = failure(edition, source)
    if failed:
        given, why = failed
        yield fault(FaultKind.CONDITION_FAILS, table, name, column, value=source, given=_shown(given), why=why)
        return
    wrong = list(unknown_choices(edition, source))
    for literal, expected in wrong:
        yield fault(FaultKind.UNKNOWN_CHOICE, table, name, column, value=literal, expected=", ".join(expected))
    if not wrong and source != OUT_OF_FORCE and not possible(edition, [source]):
        yield fault(FaultKind.CONDITION_NEVER_HOLDS, table, name, column, value=source)


def _shown(given: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in given.items()) or "—"


def _why(source: str) -> str:
    try:
        condition(source)
    except BrokenCondition as broken:
        return broken.why
    return ""
