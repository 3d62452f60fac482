"""Project codes in both layouts (发改投资〔2020〕1439号 Art.4–5; GB/T 40058-2021): 24 characters with four hyphens.

New, from 2020-11: `YYMM-RRRRRR-DD-TT-NNNNNC`. Old, 2016–2020: `YYYY-RRRRRR-II-TT-NNNNNN`; a project keeps its old code.
No published text gives the rule of the check digit C, so it is checked by format unless a rule is passed in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogs.codes.divisions import RegionKnown, in_the_country
from catalogs.codes.tables import central_departments, former_types, project_types
from catalogs.errors import WrongCode
from catalogs.wording import Wording

IndustryKnown = Callable[[str], bool]
CheckDigit = Callable[[str], str]  # the 19 digits before the check digit → the check digit

LENGTH = 24
_SEGMENTS = (4, 6, 2, 2, 6)
_OLD_YEARS = range(2015, 2022)
_DEPARTMENTS = range(2, 100)


class Layout(StrEnum):
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class ProjectCode:
    """A project code taken apart. `third` is the industry in the old layout, the central department in the new."""

    text: str
    layout: Layout
    year: int
    month: int | None  # the old layout has none
    region: str
    third: str
    type: str
    number: str

    @property
    def type_name(self) -> Wording:
        return (project_types() if self.layout is Layout.NEW else former_types())[self.type].name

    @property
    def third_name(self) -> Wording | None:
        """The central department's name, where the table has it."""
        known = central_departments().get(self.third) if self.layout is Layout.NEW else None
        return known.name if known else None


def read_project_code(
    text: str,
    *,
    region_known: RegionKnown = in_the_country,
    industry_known: IndustryKnown = lambda _: True,
    check_digit: CheckDigit | None = None,
) -> ProjectCode:
    """The code taken apart. WrongCode lists every reason why it is none.

    The first segment tells the layouts apart: a year 2015–2021 is never a two-digit year with a month.
    """
    segments = text.split("-")
    reasons = list(_shape(text, segments))
    if reasons:
        raise WrongCode(text, reasons)
    layout = _layout(segments[0])
    reasons += _time(segments[0], layout)
    reasons += _region(segments[1], region_known)
    reasons += _third(segments[2], layout, industry_known)
    reasons += _type(segments[3], layout)
    reasons += _check(segments, layout, check_digit)
    if reasons:
        raise WrongCode(text, reasons)
    return _taken_apart(text, segments, layout)


def compose(
    on: date, *, region: str, department: str, project_type: str, serial: int, check_digit: CheckDigit | None = None
) -> str:
    """A provisional code of the new layout, valid until the platform confirms or replaces it.

    `serial` fills the five random digits (0–99999). Without a rule the check digit is 0, which says nothing. WrongCode
    when a part does not fit.
    """
    head = f"{on:%y%m}-{region}-{department}-{project_type}-{serial:05d}"
    digit = check_digit(head.replace("-", "")) if check_digit else "0"
    return read_project_code(head + digit, check_digit=check_digit).text


def _shape(text: str, segments: list[str]) -> Iterator[Wording]:
    if len(text) != LENGTH:
        yield Wording(f"长 {len(text)} 位,应为 24 位(含四个连字符)", f"{len(text)} characters; 24 with four hyphens")
    if len(segments) != len(_SEGMENTS):
        yield Wording(f"有 {len(segments) - 1} 个连字符,应为 4 个", f"{len(segments) - 1} hyphens instead of 4")
        return
    for number, (segment, length) in enumerate(zip(segments, _SEGMENTS, strict=True), 1):
        if not re.fullmatch(rf"[0-9]{{{length}}}", segment):
            zh = f"第 {number} 段“{segment}”应为 {length} 位数字"
            yield Wording(zh, f"segment {number} '{segment}' must be {length} digits")


def _layout(first: str) -> Layout:
    return Layout.OLD if int(first) in _OLD_YEARS and not 1 <= int(first[2:]) <= 12 else Layout.NEW


def _time(first: str, layout: Layout) -> Iterator[Wording]:
    if layout is Layout.NEW and not 1 <= int(first[2:]) <= 12:
        zh = f"第 1 段“{first}”:月份 {first[2:]} 不在 01–12 之间,也不是旧码的年份 2015–2021"
        yield Wording(
            zh, f"segment 1 '{first}': month {first[2:]} is not 01–12, nor is it an old code's year 2015–2021"
        )


def _region(code: str, known: RegionKnown) -> Iterator[Wording]:
    if known(code) is False:
        yield Wording(f"第 2 段:没有行政区划“{code}”", f"segment 2: there is no region '{code}'")


def _third(code: str, layout: Layout, industry_known: IndustryKnown) -> Iterator[Wording]:
    if layout is Layout.OLD and not industry_known(code):
        yield Wording(f"第 3 段:没有行业大类“{code}”", f"segment 3: there is no industry division '{code}'")
    if layout is Layout.NEW and int(code) not in _DEPARTMENTS:
        zh = f"第 3 段:中央业务指导部门“{code}”不在 02–99 之间"
        yield Wording(zh, f"segment 3: the central department '{code}' is not 02–99")


def _type(code: str, layout: Layout) -> Iterator[Wording]:
    known: Mapping[str, object] = project_types() if layout is Layout.NEW else former_types()
    if code not in known:
        listed = ", ".join(known)
        yield Wording(f"第 4 段:没有项目类型“{code}”,应为 {listed}", f"segment 4: type '{code}' is none of {listed}")


def _check(segments: list[str], layout: Layout, check_digit: CheckDigit | None) -> Iterator[Wording]:
    if layout is Layout.OLD or check_digit is None:
        return
    digits = "".join(segments)
    expected, found = check_digit(digits[:-1]), digits[-1]
    if expected != found:
        yield Wording(f"第 24 位校验码应为“{expected}”,实为“{found}”", f"check digit {found}; it must be {expected}")


def _taken_apart(text: str, segments: list[str], layout: Layout) -> ProjectCode:
    first, region, third, project_type, number = segments
    new = layout is Layout.NEW
    return ProjectCode(
        text=text,
        layout=layout,
        year=2000 + int(first[:2]) if new else int(first),
        month=int(first[2:]) if new else None,
        region=region,
        third=third,
        type=project_type,
        number=number,
    )
