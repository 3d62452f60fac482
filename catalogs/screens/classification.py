"""A classification on the command line."""

from collections.abc import Iterator

from rich.console import Console

from catalogs.edition import Edition
from catalogs.plan import Classification
from catalogs.screens.language import Speaker
from catalogs.screens.tables import show_table


def show_classification(console: Console, edition: Edition, found: Classification, speaker: Speaker) -> None:
    """Print the classification with its reasons."""
    title = speaker.say("项目分类", "Classification")
    headings = [speaker.say("项", "what"), speaker.say("结论", "answer")]
    show_table(console, title, headings, _rows(edition, found, speaker))
    headings = [speaker.say("理由", "why"), speaker.say("依据", "basis")]
    reasons = [[speaker.marked(speaker.of(one), from_memory=one.from_memory), one.basis] for one in found.why]
    show_table(console, speaker.say("为什么", "Why"), headings, reasons)
    console.print(speaker.legend, style="dim")


def _rows(edition: Edition, found: Classification, speaker: Speaker) -> Iterator[list[str]]:
    theme = next(one for one in edition.themes if one.key == found.theme)
    examined = [speaker.name(edition.office_by_id[office]) for office in found.preliminary_offices]
    yield [speaker.say("管理方式", "kind"), speaker.word(found.kind)]
    yield [speaker.say("核心事项", "root item"), speaker.name(edition.item_by_key[found.root_item])]
    yield [speaker.say("核准目录", "catalogue row"), found.catalog_row or speaker.say("未列入", "none")]
    yield [speaker.say("层级", "level"), speaker.word(found.level)]
    yield [speaker.say("办理部门", "office"), speaker.name(edition.office_by_id[found.office])]
    yield [speaker.say("初审", "preliminary examination"), "、".join(examined) or speaker.say("不需要", "none")]
    yield [speaker.say("主题", "theme"), speaker.name(theme)]
