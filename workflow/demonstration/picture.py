"""The live picture: stages and cases by centre as they move."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from workflow.demonstration.driving import Json, Progress

# status (or hold, or outcome of an end) → glyph, colour, legend in Chinese and English
GLYPHS: Mapping[str, tuple[str, str, str]] = {
    "planned": ("·", "bright_black", "待派发 planned"),
    "dispatched": ("→", "cyan", "派发中 dispatched"),
    "received": ("○", "cyan", "已收件 received"),
    "accepted": ("◔", "blue", "已受理 accepted"),
    "in_review": ("◑", "blue", "审查中 in review"),
    "held": ("‖", "yellow", "停钟 on hold"),
    "passed": ("●", "green", "通过 passed"),
    "refused": ("✕", "red", "不予许可 refused"),
    "ended": ("−", "magenta", "撤件、退件 withdrawn, returned"),
}


def picture(progress: Sequence[Progress], centres: Mapping[str, str]) -> RenderableType:
    """All projects now. `centres` gives the names of centres by region code."""
    return Group(*(_project(each, centres) for each in progress), _legend())


def _project(progress: Progress, centres: Mapping[str, str]) -> Panel:
    columns = sorted({_centre(case) for case in progress.cases}, reverse=True)
    table = Table(box=None, expand=True, pad_edge=False)
    table.add_column("", ratio=2, no_wrap=True)
    for region in columns:
        table.add_column(centres.get(region, region), ratio=2, no_wrap=True)
    for stage in progress.stages:
        cells = [_glyphs(case for case in stage["cases"] if _centre(case) == region) for region in columns]
        table.add_row(_door(stage), *cells)
    title = f"{progress.story.name}  {progress.code}  {progress.status}"
    content = Group(table, Text(progress.failure, style="red")) if progress.failure else table
    return Panel(content, title=title, title_align="left", border_style="red" if progress.failure else "bright_black")


def _door(stage: Json) -> Text:
    mark, style = {"locked": ("🔒", "bright_black"), "open": ("▸", "bold"), "closed": ("✓", "green")}[stage["status"]]
    name = stage.get("name") or stage["stage"]
    return Text(f"{mark} {name}{' !' if stage['is_blocked'] else ''}", style=style)


def _centre(case: Json) -> str:
    return str(case["centre"])


def _glyphs(cases: Iterable[Json]) -> Text:
    text = Text()
    for case in cases:
        glyph, style, _ = GLYPHS[_look(case)]
        text.append(glyph + " ", style=style)
    return text


def _look(case: Json) -> str:
    if case["hold"] != "none":
        return "held"
    if case["outcome"] != "none":
        return "refused" if case["outcome"] == "refused" else "passed"
    return case["status"] if case["status"] in GLYPHS else "ended"


def _legend() -> Text:
    text = Text()
    for glyph, style, words in GLYPHS.values():
        text.append(f"{glyph} ", style=style)
        text.append(f"{words}   ", style="bright_black")
    return text
