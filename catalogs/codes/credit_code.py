"""Unified social credit codes (GB 32100-2015) with the organisation code inside them (GB 11714) [from knowledge].

18 characters: registrar, category, six digits of division, nine of the organisation code, one check character.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogs.errors import WrongCode
from catalogs.wording import Wording

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z, which are mistaken for digits and letters
LENGTH = 18
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0123456789X"
_DIVISION = range(3, 9)  # places, counted from 1


@dataclass(frozen=True, kw_only=True)
class CreditCode:
    """A credit code taken apart."""

    text: str
    registrar: str
    category: str
    division: str
    organisation: str


def read_credit_code(text: str) -> CreditCode:
    """The code taken apart. WrongCode names the wrong characters by their place, and the check character expected."""
    reasons = list(_shape(text)) or list(_checks(text))
    if reasons:
        raise WrongCode(text, reasons)
    return CreditCode(text=text, registrar=text[0], category=text[1], division=text[2:8], organisation=text[8:17])


def check_character(first_17: str) -> str:
    """The 18th character of GB 32100: (31 − Σ CiWi mod 31) mod 31."""
    total = sum(ALPHABET.index(one) * weight for one, weight in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(first_8: str) -> str:
    """The ninth character of GB 11714: 11 − Σ CiWi mod 11, with X for 10 and 0 for 11."""
    values = [_ORGANISATION_ALPHABET.index(one) for one in first_8]
    total = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    return _ORGANISATION_CHECKS[-total % 11]


def _shape(text: str) -> Iterator[Wording]:
    if len(text) != LENGTH:
        yield Wording(f"长 {len(text)} 位,应为 18 位", f"{len(text)} characters instead of 18")
    for place, one in enumerate(text, 1):
        if one not in ALPHABET:
            yield Wording(f"第 {place} 位“{one}”不是允许的字符", f"character {place}, '{one}', is not allowed")
        elif place in _DIVISION and not one.isdigit():
            yield Wording(f"第 {place} 位“{one}”应为数字", f"character {place}, '{one}', must be a digit")


def _checks(text: str) -> Iterator[Wording]:
    inner, outer = organisation_check(text[8:16]), check_character(text[:17])
    if text[16] != inner:
        zh = f"第 17 位(组织机构代码校验码)应为“{inner}”,实为“{text[16]}”"
        yield Wording(zh, f"character 17, the organisation code's check, is '{text[16]}'; it must be '{inner}'")
    if text[17] != outer:
        zh = f"第 18 位校验码应为“{outer}”,实为“{text[17]}”"
        yield Wording(zh, f"the check character is '{text[17]}'; it must be '{outer}'")
