"""What words and dates must be before the domain sees them: known to the edition, and possible."""

from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches

from catalogs.holds import HoldEffect, SpecialProcedure
from catalogs.loader import load
from catalogs.schema import EditionId, MaterialKey, OfficeId, Procedure
from workflow.domain.clock import local_date
from workflow.errors import WrongInput

SHOWN = 5  # near matches named in an error


def require_office(edition: EditionId, office: OfficeId) -> None:
    """Raises `WrongInput` for an office the edition does not have."""
    known = load(edition).office_by_id
    if office not in known:
        raise _unknown("部门", "office", office, known)


def require_material(edition: EditionId, material: MaterialKey) -> None:
    """Raises `WrongInput` for a material that no item of the edition asks for."""
    known = {row.material for row in load(edition).materials}
    if material not in known:
        raise _unknown("材料", "material", material, known)


def require_hold(edition: EditionId, type: str, procedure: Procedure) -> SpecialProcedure:
    """The catalog's row of a special procedure that stops the clock of such a case; `WrongInput` for any other."""
    known = {
        row.key: row
        for row in load(edition).special_procedures
        if row.effect is not HoldEffect.NONE and (not row.applies_to or procedure in row.applies_to.split())
    }
    if type not in known:
        raise WrongInput(
            f"“{type}”不是本事项可以停钟的特别程序。",
            f"'{type}' is no special procedure that stops the clock of this item.",
            mend_zh=f"可以停钟的：{'、'.join(f'{row.name_zh} {key}' for key, row in known.items())}。",
            mend_en=f"Those that do: {', '.join(known)}.",
            given=type,
            known=sorted(known),
        )
    return known[type]


def require_not_past(on: date, *, now: datetime) -> None:
    """Raises `WrongInput` for a date before today in Asia/Shanghai: nobody can keep it."""
    today = local_date(now)
    if on < today:
        raise WrongInput(
            f"日期 {on} 已经过去（今天是 {today}）。",
            f"The date {on} has passed (today is {today}).",
            mend_zh="请填写今天或以后的日期。",
            mend_en="Give today or a later date.",
            on=on.isoformat(),
        )


def _unknown(what_zh: str, what_en: str, given: str, known: Iterable[str]) -> WrongInput:
    near = get_close_matches(given, list(known), n=SHOWN, cutoff=0.5)
    return WrongInput(
        f"目录中没有{what_zh}“{given}”。",
        f"The catalog has no {what_en} '{given}'.",
        mend_zh=f"是否指：{'、'.join(near)}？" if near else "请从目录中选择。",
        mend_en=f"Did you mean: {', '.join(near)}?" if near else "Choose one of the catalog.",
        given=given,
        near=near,
    )
