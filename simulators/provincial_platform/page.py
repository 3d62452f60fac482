"""HTML of the page for a person."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from html import escape

from simulators.provincial_platform.clock import BEIJING
from simulators.provincial_platform.codetables import REGIONS
from simulators.provincial_platform.controls import Settings
from simulators.provincial_platform.ledger import ACCEPTED, Upload
from simulators.provincial_platform.projectcodes import IssuedCode
from simulators.provincial_platform.tables import DEFINITIONS, Table

STYLE = """
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; } }
body { font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 72rem;
  padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; } .whole { white-space: nowrap; overflow-wrap: normal; } .long { min-width: 14rem; }
.bad { color: var(--bad); } small { opacity: .75; }
"""

CONTROL_NAMES = {
    "delay_ms": "延迟（毫秒） delay",
    "fail_next": "接下来失败次数 fail next",
    "lose_answer_next": "接下来丢失应答次数 lose answer next",
    "answer_twice_next": "接下来重复应答次数 answer twice next",
    "down": "停机 down",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All the page shows; lists newest first."""

    counts: dict[str, int]
    uploads: Sequence[Upload]
    codes: Sequence[IssuedCode]
    controls: Settings
    pushes: Sequence[dict[str, object]]
    now: datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a table cell, escaped when written, and its CSS class."""

    text: object
    style: str = ""


def render(picture: Picture) -> str:
    """The whole document."""
    sections = "".join(
        (
            _section("持有的记录", "Records held", ("数据表 Table", "名称 Name", "条数 Rows"), _counts(picture)),
            _section("控制状态", "Controls now", ("控制 Control", "当前值 Now"), _controls(picture)),
            _section(
                "已赋予的项目代码",
                "Codes issued",
                ("代码 Code", "项目 Project", "地区 Region", "时间 At"),
                _codes(picture),
            ),
            _section(
                "最近 50 条上传",
                "Last 50 records",
                ("时间 At", "记录 Record", "结果 Result", "内容 Row"),
                _uploads(picture),
            ),
            _section("下行推送", "Pushes", ("推送 Push", "状态 State", "次数 Tries", "应答 Answer"), _pushes(picture)),
        )
    )
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>省平台（模拟） Provincial platform</title><style>{STYLE}</style></head><body>"
        "<h1>省投资项目审批平台（模拟） <small>Provincial approval platform, simulated</small></h1>"
        f"<p>北京时间 Beijing time {_local(picture.now.isoformat())}</p>{sections}</body></html>"
    )


def _section(zh: str, en: str, heads: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> str:
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not body:
        return f"<h2>{zh} <small>{en}</small></h2><p>暂无 None yet</p>"
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{zh} <small>{en}</small></h2><div class="scroll">{table}</div>'


def _cell(cell: Cell) -> str:
    return f'<td class="{cell.style}">{escape(str(cell.text))}</td>'


def _counts(picture: Picture) -> Iterable[tuple[Cell, ...]]:
    return (
        (Cell(name, "whole"), Cell(DEFINITIONS[Table(name)].meaning), Cell(n)) for name, n in picture.counts.items()
    )


def _controls(picture: Picture) -> Iterable[tuple[Cell, ...]]:
    return (
        (Cell(CONTROL_NAMES[name]), Cell(_yes_no(value), "bad" if value else ""))
        for name, value in asdict(picture.controls).items()
    )


def _codes(picture: Picture) -> Iterable[tuple[Cell, ...]]:
    for issued in picture.codes:
        region = issued.request.get("region", "")
        yield (
            Cell(issued.code, "whole"),
            Cell(issued.request.get("name", ""), "long"),
            Cell(REGIONS.get(region, region), "whole"),
            Cell(_local(issued.confirmed_at), "whole"),
        )


def _uploads(picture: Picture) -> Iterable[tuple[Cell, ...]]:
    for upload in picture.uploads:
        accepted = upload.state == ACCEPTED
        yield (
            Cell(_local(upload.received_at), "whole"),
            Cell(f"{upload.table_name} {upload.local_key} v{upload.version}", "long"),
            Cell("3 已接收" if accepted else f"2 拒收 {upload.reason}", "long" if accepted else "long bad"),
            Cell(_row_in_words(upload.content), "long"),
        )


def _pushes(picture: Picture) -> Iterable[tuple[Cell, ...]]:
    for push in reversed(picture.pushes):
        yield (
            Cell(f"{push['id']} {push['kind']}", "whole"),
            Cell(push["state"], "whole" if push["state"] == "delivered" else "whole bad"),
            Cell(push["attempts"]),
            Cell(push["last_answer"], "long"),
        )


def _row_in_words(content: str) -> str:
    shown = {name: value for name, value in json.loads(content).items() if value not in ("", None)}
    return "  ".join(f"{name}={value}" for name, value in shown.items())


def _yes_no(value: object) -> object:
    return {True: "是 yes", False: "否 no"}[value] if isinstance(value, bool) else value


def _local(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
