"""What the law gives a clock: how many days of which sort, and which holds may stop it."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogs.edition import Edition
from catalogs.holds import HoldEffect
from catalogs.schema import LimitUnit, Procedure

COUNTED_UNITS = frozenset({LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY})


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A number of days from the day of an event, which itself does not count (行政许可法 Art.42, 82).

    ValueError for a unit that is not counted in days, or a negative number: the catalogue check lets neither pass.
    """

    days: int
    unit: LimitUnit
    basis: str = ""

    def __post_init__(self) -> None:
        if self.unit not in COUNTED_UNITS or self.days < 0:
            what = f"不是可按日计算的时限:{self.days} {self.unit} / not a limit in days: {self.days} {self.unit}"
            raise ValueError(what)


@dataclass(frozen=True, kw_only=True)
class HoldRule:
    """What a hold of one type does to the clock, and the most that all holds of the type may take of a case."""

    effect: HoldEffect
    cap_days: int | None = None  # None: the law sets no cap
    cap_unit: LimitUnit | None = None


def allowed_holds(edition: Edition, procedure: Procedure | None = None) -> Mapping[str, HoldRule]:
    """The hold types an edition lists, for one procedure or for any."""
    return {
        row.key: HoldRule(effect=row.effect, cap_days=row.cap_days, cap_unit=row.cap_unit)
        for row in edition.special_procedures
        if procedure is None or not row.applies_to or procedure in row.applies_to.split()
    }
