"""What must not be blank: limits, legal bases, sources, names in both languages."""

from collections.abc import Iterator, Mapping

from catalogs.checks.row_keys import name_of, rows_of
from catalogs.edition import TABLES, Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Item, LimitUnit, Procedure

NAMES: Mapping[str, tuple[str, ...]] = {
    "regions": ("name_zh", "name_en"),
    "industries": ("name_zh", "name_en"),
    "workcalendar": ("festival_zh", "festival_en"),
    "departments": ("name_zh", "name_en"),
    "offices": ("name_zh", "name_en"),
    "facts": ("question_zh", "question_en"),
    "items": ("name_zh", "name_en"),
    "materials": ("name_zh", "name_en"),
    "refusals": ("rule_zh", "rule_en"),
    "kinds": ("why_zh", "why_en"),
    "handling": ("why_zh", "why_en"),
    "special_procedures": ("name_zh", "name_en"),
    "themes": ("name_zh", "name_en"),
    "stages": ("name_zh", "name_en"),
}
BASES: Mapping[str, tuple[str, ...]] = {
    "items": ("legal_basis",),
    "refusals": ("basis",),
    "kinds": ("basis",),
    "handling": ("basis",),
    "special_procedures": ("basis",),
    "legal_bases": ("act", "basis"),
}
_COUNTED = (LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY)


def completeness_faults(edition: Edition) -> Iterator[Fault]:
    yield from _blank(edition, NAMES, FaultKind.MISSING_NAME)
    yield from _blank(edition, BASES, FaultKind.MISSING_BASIS)
    yield from _blank(edition, dict.fromkeys(TABLES, ("source",)), FaultKind.MISSING_SOURCE)
    for item in edition.items:
        yield from _limit_faults(item)
        yield from _filing_faults(item)


def _limit_faults(item: Item) -> Iterator[Fault]:
    if item.limit_unit in _COUNTED and item.limit_days is None:
        yield fault(FaultKind.MISSING_LIMIT, "items", item.key, "limit_days", value=item.limit_unit)
    if item.limit_unit is LimitUnit.NONE and item.promised_days is None:
        yield fault(FaultKind.MISSING_LIMIT, "items", item.key, "promised_days", value=item.limit_unit)
    if item.limit_unit is not LimitUnit.NONE and not item.limit_basis:
        yield fault(FaultKind.MISSING_BASIS, "items", item.key, "limit_basis")


def _filing_faults(item: Item) -> Iterator[Fault]:
    if item.files_itself and (item.procedure, item.limit_unit) != (Procedure.FILING, LimitUnit.AT_ONCE):
        value = f"{item.procedure} / {item.limit_unit}"
        yield fault(FaultKind.CHECKED_FILING, "items", item.key, "files_itself", value=value)


def _blank(edition: Edition, columns: Mapping[str, tuple[str, ...]], kind: FaultKind) -> Iterator[Fault]:
    for table, names in columns.items():
        for row in rows_of(edition, table):
            for column in names:
                if not getattr(row, column):
                    yield fault(kind, table, name_of(table, row), column)
