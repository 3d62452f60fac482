"""A code on the command line."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Console

from catalogs.codes.credit_code import CreditCode
from catalogs.codes.project_code import Layout, ProjectCode
from catalogs.screens.language import Speaker
from catalogs.screens.tables import show_table


def show_code(console: Console, code: ProjectCode | CreditCode, speaker: Speaker) -> None:
    """Print a right code, part by part."""
    rows = _project(code, speaker) if isinstance(code, ProjectCode) else _credit(code, speaker)
    show_table(console, code.text, [speaker.say("部分", "part"), speaker.say("内容", "content")], rows)


def code_data(code: ProjectCode | CreditCode) -> dict[str, Any]:
    """A right code for a program; `code` says which it is."""
    return {"code": "project" if isinstance(code, ProjectCode) else "credit", **asdict(code)}


def _project(code: ProjectCode, speaker: Speaker) -> Iterator[list[str]]:
    third = speaker.say("中央业务指导部门", "central department")
    if code.layout is Layout.OLD:
        third = speaker.say("行业", "industry")
    name = code.third_name
    yield [speaker.say("种类", "what"), speaker.say("项目代码,", "project code, ") + speaker.word(code.layout)]
    yield [speaker.say("时间", "time"), f"{code.year}" + (f"-{code.month:02d}" if code.month else "")]
    yield [speaker.say("区划", "region"), code.region]
    yield [third, f"{code.third} {speaker.of(name) if name else ''}".strip()]
    yield [speaker.say("类型", "type"), f"{code.type} {speaker.of(code.type_name)}"]
    yield [speaker.say("序号", "number"), code.number]
    if code.layout is Layout.NEW:
        unchecked = speaker.say("仅核对格式:校验规则未公开", "format only: its rule is not published")
        yield [speaker.say("校验码", "check digit"), f"{code.number[-1]} ({unchecked})"]


def _credit(code: CreditCode, speaker: Speaker) -> Iterator[list[str]]:
    yield [speaker.say("种类", "what"), speaker.say("统一社会信用代码", "unified social credit code")]
    yield [speaker.say("登记管理部门", "registrar"), code.registrar]
    yield [speaker.say("机构类别", "category"), code.category]
    yield [speaker.say("登记区划", "division"), code.division]
    yield [speaker.say("组织机构代码", "organisation code"), code.organisation]
