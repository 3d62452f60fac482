"""References from one table to another."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalogs.checks.row_keys import name_of, rows_of
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import CONSTRUCTION_START


class Reference(NamedTuple):
    """A column whose cells name rows of another table; `besides` are the other words it may hold."""

    table: str
    field: str
    target: str
    besides: frozenset[str] = frozenset()


REFERENCES = (
    Reference("regions", "parent_code", "regions", frozenset({""})),
    Reference("offices", "region", "regions"),
    Reference("offices", "department", "departments"),
    Reference("items", "department", "departments"),
    Reference("materials", "item", "items"),
    Reference("results", "item", "items"),
    Reference("dependencies", "before", "items"),
    Reference("dependencies", "after", "items", frozenset({CONSTRUCTION_START})),
    Reference("kinds", "root_item", "items"),
    Reference("handling", "item", "items", frozenset({"*"})),
    Reference("legal_bases", "item", "items", frozenset({""})),
    Reference("stages", "theme", "themes"),
    Reference("stages", "lead_department", "departments"),
    Reference("stage_items", "theme", "themes"),
    Reference("stage_items", "item", "items"),
)


def reference_faults(edition: Edition) -> Iterator[Fault]:
    known = _known(edition)
    for reference in REFERENCES:
        allowed = known[reference.target] | reference.besides
        for row in rows_of(edition, reference.table):
            value = getattr(row, reference.field)
            if value not in allowed:
                yield _unknown(reference.table, name_of(reference.table, row), reference.field, value, reference.target)
    yield from _stages_of_themes(edition)


def _stages_of_themes(edition: Edition) -> Iterator[Fault]:
    stages = {(stage.theme, stage.stage) for stage in edition.stages}
    for row in edition.stage_items:
        if (row.theme, row.stage) not in stages:
            yield _unknown("stage_items", name_of("stage_items", row), "stage", row.stage, "stages")


def _unknown(table: str, row: str, field: str, value: str, target: str) -> Fault:
    return fault(FaultKind.UNKNOWN_REFERENCE, table, row, field, value=value, target=f"{target}.csv")


def _known(edition: Edition) -> Mapping[str, frozenset[str]]:
    return {
        "regions": frozenset(edition.region_by_code),
        "departments": frozenset(edition.department_by_key),
        "items": frozenset(edition.item_by_key),
        "themes": frozenset(theme.key for theme in edition.themes),
    }
