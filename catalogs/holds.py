"""Holds of the clock (停钟): which special procedures (特别程序) stop it, for how long, and whose time they are."""

from dataclasses import dataclass
from enum import StrEnum

from catalogs.schema import LimitUnit, Row


class HoldEffect(StrEnum):
    """What a hold does to a clock."""

    PAUSE = "pause"  # it stands, and goes on where it stood
    RESET = "reset"  # it stands, and starts anew when the hold ends
    NONE = "none"  # it runs on


class Holder(StrEnum):
    """Whose time a case is taking. Every minute of it is exactly one's."""

    GOVERNMENT = "government"
    APPLICANT = "applicant"
    INTERMEDIARY = "intermediary"  # 中介机构
    EXPERT = "expert"
    PUBLICITY = "publicity"  # 公示


@dataclass(frozen=True, kw_only=True)
class SpecialProcedure(Row):
    """special_procedures.csv: a sort of 特别程序, and whether the clock stands for it (行政许可法 Art.45).

    Only what a law or regulation names may stop a clock. The cap is the most that all holds of this sort together
    may take of one case; past it the clock runs again. Both cap columns are blank where the law sets none.
    """

    key: str
    name_zh: str
    name_en: str
    applies_to: str  # procedures, separated by spaces; blank: all
    effect: HoldEffect
    cap_days: int | None
    cap_unit: LimitUnit | None
    holder: Holder  # whose time it is
    basis: str
