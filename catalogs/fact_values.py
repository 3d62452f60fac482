"""One reader for each type of fact: a JSON value to the typed value, or a refusal that says what to write instead."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from catalogs.choices import choices_of
from catalogs.edition import Edition
from catalogs.schema import Fact, FactType, RegionCode
from catalogs.wording import Wording

_LARGEST_INTEGER = 2**63 - 1  # CEL's integers are 64 bits wide


class NotThat(Exception):
    """A stated value that cannot be read as the fact's type."""

    def __init__(self, what: Wording, mend: Wording) -> None:
        self.what, self.mend = what, mend
        super().__init__(str(what))


def _refused(value: object, zh: str, en: str) -> NotThat:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return NotThat(Wording(f"{shown} 不是{zh}", f"{shown} is not {en}"), Wording(f"写成{zh}", f"write {en}"))


def _boolean(value: object, _fact: Fact, _edition: Edition) -> bool:
    if not isinstance(value, bool):
        raise _refused(value, "是非(true 或 false)", "true or false")
    return value


def _choice(value: object, fact: Fact, _edition: Edition) -> str:
    keys = [choice.key for choice in choices_of(fact.choices)]
    if not isinstance(value, str) or value not in keys:
        raise _refused(value, f"{'、'.join(keys)} 之一", f"one of {', '.join(keys)}")
    return value


def _choices(value: object, fact: Fact, edition: Edition) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise _refused(value, "列表", "a list of choices")
    return tuple(dict.fromkeys(_choice(one, fact, edition) for one in value))


def _integer(value: object, _fact: Fact, _edition: Edition) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_INTEGER:
        raise _refused(value, "非负整数", "a whole number, not negative")
    return value


def _decimal(value: object, _fact: Fact, _edition: Edition) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise _refused(value, "非负的数", "a number, not negative")
    try:
        # A float from JSON is read by its shortest text, so that 0.1 is 0.1 and nothing is calculated in doubles.
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise _refused(value, "非负的数", "a number, not negative") from None
    if not number.is_finite() or number < 0:
        raise _refused(value, "非负的数", "a number, not negative")
    return number


def _money(value: object, fact: Fact, edition: Edition) -> Decimal:
    amount = _decimal(value, fact, edition)
    if amount.as_tuple().exponent < -2:  # type: ignore[operator]  # finite, so never 'n' or 'F'
        raise _refused(value, "至多两位小数的金额(元)", "an amount in yuan with at most two decimals")
    return amount


def _text(value: object, _fact: Fact, _edition: Edition) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refused(value, "非空文字", "a text that is not blank")
    return value.strip()


def _date(value: object, _fact: Fact, _edition: Edition) -> str:
    """ISO text rather than a date: it compares alike, and CEL needs no timestamps with zones."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise _refused(value, "存在的日期(YYYY-MM-DD)", "a date that exists (YYYY-MM-DD)")


def _regions(value: object, _fact: Fact, edition: Edition) -> tuple[RegionCode, ...]:
    if not isinstance(value, (list, tuple)) or not value:
        raise _refused(value, "县区代码列表,主要所在县区在前", "a list of county codes, the main county first")
    counties = {county.code: county for county in edition.counties}
    unknown = [one for one in value if one not in counties]
    if unknown:
        known = ", ".join(counties)
        shown = ", ".join(map(str, unknown))
        what = Wording(f"没有县区“{shown}”", f"there is no county '{shown}' in this prefecture")
        raise NotThat(what, Wording(f"可用:{known}", f"use one of {known}"))
    return tuple(dict.fromkeys(RegionCode(one) for one in value))


READERS: Mapping[FactType, Callable[[object, Fact, Edition], object]] = {
    FactType.BOOLEAN: _boolean,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.INTEGER: _integer,
    FactType.DECIMAL: _decimal,
    FactType.MONEY: _money,
    FactType.TEXT: _text,
    FactType.DATE: _date,
    FactType.REGIONS: _regions,
}
