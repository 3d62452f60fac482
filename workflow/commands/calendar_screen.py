"""A period on the command line: the due date, then the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rich.console import Console

from catalogs.edition import Edition
from catalogs.screens.language import MEMORY_MARK, WORDS
from catalogs.screens.tables import show_table
from workflow.domain.clock import ClockEvents, ClockHold, LedgerLine, Limit, Reckoning
from workflow.domain.clock.wording import why_in_words

_WEEKDAYS = ("周一 Mon", "周二 Tue", "周三 Wed", "周四 Thu", "周五 Fri", "周六 Sat", "周日 Sun")
_COLUMNS = ("日期 date", "星期 day", "计 counts", "事由", "why")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked of the clock, and what it answered."""

    events: ClockEvents
    limit: Limit
    found: Reckoning
    law: Edition


def show_due(screen: Console, question: Question) -> None:
    """Print when the period ends, the ledger, and what the holds rest on. Chinese first, English beside."""
    title = "\n".join(_answer(question))
    show_table(screen, title, _COLUMNS, (_row(line, question.law) for line in question.found.ledger))
    for line in _holds(question):
        screen.print(line, markup=False, highlight=False)


def _answer(question: Question) -> Iterator[str]:
    events, limit, found = question.events, question.limit, question.found
    unit = WORDS[limit.unit]
    extended = f" + 延期 extension {events.days_of_extension}" if events.extensions else ""
    yield f"自 from {_named(events.started_on)}: {limit.days}{extended} {unit.zh} {unit.en} · {question.law.id}"
    if found.due_on:
        yield f"到期日 due on {_named(found.due_on)}"
    else:
        yield "停钟尚未结束,到期日待定 / a hold is still running: the due date is open"
    if found.expected_on:
        yield f"预计到期日 expected on {_named(found.expected_on)}"
    if found.is_provisional:
        yield "暂定:涉及尚未公布放假安排的年份 / provisional: it touches a year whose calendar is not published"
    if position := found.position:
        yield f"截至 as of {position.on}: 已用 used {position.days_used} · 剩余 left {position.days_left}" + (
            " · 逾期 overdue" if position.is_overdue else " · 停钟中 on hold" if position.is_held else ""
        )


def _row(line: LedgerLine, law: Edition) -> tuple[str, ...]:
    words = why_in_words(line, law.special_procedure_by_key)
    number = f"✓ {line.number}" if line.counted else "–"
    due = ("→ 到期 ", "→ due ") if line.is_due else ("", "")
    weekday = _WEEKDAYS[line.date.weekday()]
    return line.date.isoformat(), weekday, number, due[0] + words.zh, due[1] + words.en


def _holds(question: Question) -> Iterator[str]:
    """The law behind each type of hold, and the holds that moved nothing because they lie outside the period."""
    types = {hold.type for hold in question.events.holds}
    for row in question.law.special_procedures:
        if row.key in types:
            mark = MEMORY_MARK if row.from_memory else ""
            yield f"{mark}{row.name_zh} {row.key}: {row.basis}"
    for hold in question.events.holds:
        if _lies_outside(hold, question):
            yield f"{hold.first}..{hold.last or ''}:{hold.type} 在期间之外,不起作用 / outside the period, no effect"


def _lies_outside(hold: ClockHold, question: Question) -> bool:
    due_on = question.found.due_on
    too_early = hold.last is not None and hold.last <= question.events.started_on
    return too_early or (due_on is not None and hold.first > due_on)


def _named(day: date) -> str:
    return f"{day} ({_WEEKDAYS[day.weekday()]})"
