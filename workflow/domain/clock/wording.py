"""The ledger's reasons in words, Chinese and English."""

from collections.abc import Mapping

from catalogs.holds import HoldEffect, SpecialProcedure
from catalogs.wording import Wording
from workflow.domain.clock.ledger import COUNTING, LedgerLine, Why

WORDS: Mapping[Why, Wording] = {
    Why.EVENT_DAY: Wording("当日不计", "day of the event"),
    Why.WORKING_DAY: Wording("工作日", "working day"),
    Why.MAKE_UP_DAY: Wording("调休上班", "make-up working day"),
    Why.CALENDAR_DAY: Wording("日历日", "calendar day"),
    Why.WEEKEND: Wording("周末", "weekend"),
    Why.HOLIDAY: Wording("放假", "holiday"),
    Why.HOLD: Wording("停钟", "on hold"),
    Why.RESET: Wording("重新起算,当日不计", "starts anew after this day"),
    Why.RUNS_ON: Wording("期满遇休息日,顺延", "the period runs on"),
    Why.OVERDUE: Wording("逾期", "overdue"),
}
_NAMES_A_FESTIVAL = frozenset({Why.HOLIDAY, Why.MAKE_UP_DAY, Why.RUNS_ON})
_RUNS_ON_TO = Wording("顺延至此日", "the period runs on to this day")
_PROVISIONAL = Wording("暂定", "provisional")
_EXTENDED = Wording("延期", "extension")
_SPENT = Wording("已满上限,恢复计时", "cap spent, the clock runs again")
_WITHOUT_EFFECT = Wording("不停钟", "does not stop the clock")


def why_in_words(line: LedgerLine, procedures: Mapping[str, SpecialProcedure]) -> Wording:
    """Why the day counts or does not, with the festival and the procedure it belongs to."""
    parts = [_RUNS_ON_TO if line.is_due and line.why is Why.RUNS_ON else WORDS[line.why]]
    if line.festival and line.why in _NAMES_A_FESTIVAL:
        parts.append(line.festival)
    if line.in_extension:
        parts.append(_EXTENDED)
    if line.procedure:
        parts.extend(_of_procedure(line, procedures.get(line.procedure)))
    if line.is_provisional:
        parts.append(_PROVISIONAL)
    return Wording(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _of_procedure(line: LedgerLine, procedure: SpecialProcedure | None) -> list[Wording]:
    if procedure is None:
        return [Wording(line.procedure, line.procedure)]
    name = Wording(procedure.name_zh, procedure.name_en)
    if procedure.effect is HoldEffect.NONE:
        return [name, _WITHOUT_EFFECT]
    return [name, _SPENT] if line.why in COUNTING else [name]
