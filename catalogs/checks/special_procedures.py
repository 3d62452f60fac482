"""Special procedures: their caps can be counted, and there is a clock they can stop."""

from collections.abc import Iterator

from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.holds import HoldEffect, SpecialProcedure
from catalogs.schema import Item, LimitUnit, Procedure

_COUNTED = (LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY)


def special_procedure_faults(edition: Edition) -> Iterator[Fault]:
    clocked = {item.procedure for item in edition.items if _has_a_clock(item)}
    for row in edition.special_procedures:
        yield from _cap_faults(row)
        yield from _reach_faults(row, clocked)


def _cap_faults(row: SpecialProcedure) -> Iterator[Fault]:
    if row.cap_days is None and row.cap_unit is None:
        return
    stated = f"{row.cap_days or '—'} {row.cap_unit or '—'}"
    if row.cap_unit not in _COUNTED or not row.cap_days or row.cap_days < 1:
        expected = " | ".join(_COUNTED)
        yield fault(FaultKind.MALFORMED_CAP, "special_procedures", row.key, "cap_days", value=stated, expected=expected)
    elif row.effect is HoldEffect.NONE:
        yield fault(FaultKind.CAP_WITHOUT_EFFECT, "special_procedures", row.key, "cap_days", value=stated)


def _reach_faults(row: SpecialProcedure, clocked: set[Procedure]) -> Iterator[Fault]:
    """Misspelt procedures are a fault of `words`, and no clock is missed for them here."""
    named = {Procedure(word) for word in row.applies_to.split() if word in tuple(Procedure)}
    if named and not named & clocked:
        value = " ".join(sorted(named))
        yield fault(FaultKind.HOLD_WITHOUT_CLOCK, "special_procedures", row.key, "applies_to", value=value)


def _has_a_clock(item: Item) -> bool:
    return item.limit_unit in _COUNTED or bool(item.promised_days)
