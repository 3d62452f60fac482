"""`binglian calendar`: when a period ends, and why, day by day."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from catalogs.answering import edition_of
from catalogs.calendar import Calendar
from catalogs.cli import DEFAULT_EDITION, EditionName, Json
from catalogs.edition import Edition
from catalogs.schema import LimitUnit
from catalogs.screens.tables import console
from workflow.commands.calendar_screen import Question, show_due
from workflow.domain.clock import ClockEvents, ClockHold, Extension, LedgerLine, Limit, allowed_holds, reckon
from workflow.domain.clock.wording import why_in_words

calendar_app = typer.Typer(help="工作日历与期限 / Working days and periods.", no_args_is_help=True)

_MOST_DAYS = 3650  # ten years: more is a slip of the keyboard, and nobody reads its ledger
_HOLD = re.compile(r"(?P<first>[^.]+)\.\.(?P<last>[^?:]*)(?P<expected>\?)?:(?P<type>\w+)")
_HOLD_FORMS = (
    "2015-10-12..2015-10-20:expert_review | 2015-10-12..2015-10-20?:expert_review | 2015-10-12..:expert_review"
)


class Unit(StrEnum):
    """The units a period can be counted in."""

    WORKING_DAY = LimitUnit.WORKING_DAY
    CALENDAR_DAY = LimitUnit.CALENDAR_DAY


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        what = f"“{text}”不是日期,须写成 YYYY-MM-DD / '{text}' is no date; write YYYY-MM-DD ({error})"
        raise typer.BadParameter(what) from error


def _hold(text: str) -> ClockHold:
    """WrongInput when it ends before it begins."""
    parts = _HOLD.fullmatch(text)
    if parts is None or (parts["expected"] and not parts["last"]):
        what = f"“{text}”不是停钟期间,须写成以下之一 / '{text}' is no hold; write one of: {_HOLD_FORMS}"
        raise typer.BadParameter(what)
    first, last = _day(parts["first"]), _day(parts["last"]) if parts["last"] else None
    if last and abs((last - first).days) > _MOST_DAYS:
        what = f"“{text}”超过 {_MOST_DAYS} 日,请核对年份 / '{text}' is longer than {_MOST_DAYS} days; check the years"
        raise typer.BadParameter(what)
    if parts["expected"]:
        return ClockHold(type=parts["type"], first=first, expected_last=last)
    return ClockHold(type=parts["type"], first=first, last=last)


@calendar_app.command()
def due(
    from_: Annotated[
        date,
        typer.Option(
            "--from",
            parser=_day,
            metavar="DATE",
            help="期间开始之日,不计算在内 / The day of the event; does not count.",
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, max=_MOST_DAYS, help="期限天数 / The number of days.")],
    *,
    unit: Annotated[Unit, typer.Option(help="工作日或日历日 / How they are counted.")] = Unit.WORKING_DAY,
    hold: Annotated[
        list[ClockHold] | None,
        typer.Option(
            parser=_hold,
            metavar="FIRST..LAST:TYPE",
            help="停钟期间,首尾两日均不计,可多次给出;FIRST..:TYPE 尚未结束,FIRST..LAST?:TYPE 预计结束 / "
            "A hold, both days not counted; may be repeated. FIRST..:TYPE still runs, FIRST..LAST?:TYPE should end.",
        ),
    ] = None,
    extension: Annotated[int, typer.Option(min=0, max=_MOST_DAYS, help="经批准的延期天数 / Days of extension.")] = 0,
    as_of: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATE", help="截至某日的进度 / Where the clock is on that day.")
    ] = None,
    edition: EditionName = DEFAULT_EDITION,
    as_json: Json = False,
) -> None:
    """期限何时届满,逐日说明 / When a period ends, explained day by day."""
    law = edition_of(edition)
    extensions = (Extension(days=extension),) if extension else ()
    events = ClockEvents(started_on=from_, holds=tuple(hold or ()), extensions=extensions)
    terms = Limit(days=limit, unit=LimitUnit(unit))
    found = reckon(events, limit=terms, allowed=allowed_holds(law), calendar=Calendar(law.workcalendar), as_of=as_of)
    question = Question(events=events, limit=terms, found=found, law=law)
    typer.echo(_as_json(question)) if as_json else show_due(console(), question)


@calendar_app.callback()
def _calendar() -> None:
    """工作日历与期限 / Working days and periods."""  # makes `due` a command of its own name though it is the only one


def _as_json(question: Question) -> str:
    found = question.found
    data = {
        "edition": question.law.id,
        "from": question.events.started_on,
        "limit": question.limit.days,
        "unit": question.limit.unit,
        "extension": question.events.days_of_extension,
        "holds": [asdict(hold) for hold in question.events.holds],
        "due_on": found.due_on,
        "expected_on": found.expected_on,
        "provisional": found.is_provisional,
        "position": asdict(found.position) if found.position else None,
        "ledger": [_line(line, question.law) for line in found.ledger],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _line(line: LedgerLine, law: Edition) -> Mapping[str, object]:
    words = why_in_words(line, law.special_procedure_by_key)
    return {
        "date": line.date,
        "counted": line.counted,
        "number": line.number,
        "why": line.why,
        "why_zh": words.zh,
        "why_en": words.en,
        "procedure": line.procedure,
        "festival": asdict(line.festival) if line.festival else None,
        "is_due": line.is_due,
        "provisional": line.is_provisional,
    }
