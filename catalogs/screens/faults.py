"""Faults of an edition on the command line."""

from collections.abc import Sequence

from rich.console import Console

from catalogs.edition import TABLES, Edition
from catalogs.faults import Fault
from catalogs.screens.language import Speaker
from catalogs.screens.tables import show_table
from catalogs.seal import digest_of


def show_check(console: Console, edition: Edition, faults: Sequence[Fault], speaker: Speaker) -> None:
    """Print the faults, or what the sound edition holds."""
    if faults:
        headings = [speaker.say("位置", "where"), speaker.say("问题", "what"), speaker.say("改法", "how to mend it")]
        rows = [[one.where, speaker.of(one.what), speaker.of(one.mend)] for one in faults]
        show_table(console, speaker.say(f"{len(faults)} 处问题", f"{len(faults)} faults"), headings, rows)
        return
    rows = [[name, *map(str, _counts(edition, name))] for name in TABLES]
    headings = [speaker.say("表", "table"), speaker.say("行", "rows"), speaker.say("其中凭记忆", "from memory")]
    show_table(console, f"{edition.id} · {speaker.say(edition.title_zh, edition.title_en)}", headings, rows)
    console.print(_seal(edition, speaker))
    console.print(speaker.say("没有问题", "no fault"))


def _seal(edition: Edition, speaker: Speaker) -> str:
    digest = digest_of(edition)
    if edition.published_on is None:
        return speaker.say(f"草案,尚未发布;摘要 {digest}", f"a draft, not published; digest {digest}")
    on = edition.published_on
    return speaker.say(f"{on} 发布;摘要 {digest}", f"published on {on}; digest {digest}")


def _counts(edition: Edition, name: str) -> tuple[int, int]:
    rows = getattr(edition, name)
    return len(rows), sum(row.from_memory for row in rows)
