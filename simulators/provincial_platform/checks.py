"""All checks the platform makes on one row: its columns, its parents, and what only some tables must keep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from simulators.provincial_platform.columns import Row, column_fault, moment_of, text_of
from simulators.provincial_platform.creditcode import credit_code_is_valid
from simulators.provincial_platform.faults import Fault, FaultCode
from simulators.provincial_platform.sequence import sequence_refusal
from simulators.provincial_platform.tables import DEFINITIONS, SENDERS_OWN, Definition, Parent, Table


class Evidence(Protocol):
    """What the platform already holds, as far as a check needs it."""

    def code_is_issued(self, code: str) -> bool: ...

    def holds(self, table: Table, identity: str) -> bool:
        """True when an accepted and valid row of that identity is held."""

    def rows_of(self, table: Table, identity: str) -> Sequence[Row]:
        """The accepted rows of that identity, in order of first arrival."""


def identity_of(row: Row, columns: tuple[str, ...]) -> str:
    """The values of the columns as one text."""
    return "\x1f".join(text_of(row, column) for column in columns)


def is_valid(row: Row) -> bool:
    """False when the sender has withdrawn the row (SJYXBS 0)."""
    return text_of(row, "SJYXBS") != "0"


def faults_of(table_name: str, row: Row, evidence: Evidence) -> tuple[Fault, ...]:
    """Every check the row fails, one fault each. Relations are only judged between well-formed columns."""
    if table_name not in DEFINITIONS:
        return (Fault(FaultCode.UNKNOWN_TABLE, f"没有数据表 {table_name}", f"there is no table {table_name}"),)
    table = Table(table_name)
    malformed = tuple(_form_faults(DEFINITIONS[table], row))
    return malformed or tuple(_relation_faults(table, row, evidence))


def _form_faults(definition: Definition, row: Row) -> Iterator[Fault]:
    for column in definition.columns:
        fault = column_fault(column, row)
        if fault is not None:
            yield fault
    known = {column.name for column in definition.columns} | SENDERS_OWN
    for name in row:
        if name not in known:
            yield Fault(FaultCode.UNKNOWN_COLUMN, f"没有数据列 {name}", f"there is no column {name}")
    if not is_valid(row) and not text_of(row, "SJWXYY"):
        yield Fault(
            FaultCode.INVALID_WITHOUT_REASON, "数据无效时必须填写原因 SJWXYY", "SJYXBS 0 needs a reason in SJWXYY"
        )


def _relation_faults(table: Table, row: Row, evidence: Evidence) -> Iterator[Fault]:
    for parent in DEFINITIONS[table].parents if is_valid(row) else ():
        if _is_missing(parent, row, evidence):
            yield _missing_parent(parent, row)
    for rule in RULES.get(table, ()):
        fault = rule(row, evidence)
        if fault is not None:
            yield fault


def _is_missing(parent: Parent, row: Row, evidence: Evidence) -> bool:
    if parent.optional and not text_of(row, parent.columns[-1]):
        return False
    return not evidence.holds(parent.table, identity_of(row, parent.columns))


def _missing_parent(parent: Parent, row: Row) -> Fault:
    named = "，".join(f"{column}={text_of(row, column)}" for column in parent.columns)
    return Fault(
        parent.fault,
        f"{DEFINITIONS[parent.table].meaning} {parent.table} 中没有已通过的 {named}",
        f"no accepted {parent.table} has {named}",
    )


def _code_was_issued(row: Row, evidence: Evidence) -> Fault | None:
    code = text_of(row, "XMDM")
    if evidence.code_is_issued(code):
        return None
    return Fault(FaultCode.CODE_NOT_ISSUED, f"项目代码 {code} 不是本平台赋予的", f"code {code} was not issued here")


def _ends_after_its_start(row: Row, _: Evidence) -> Fault | None:
    start, end = text_of(row, "NKGSJ"), text_of(row, "NJCSJ")
    if moment_of(start) <= moment_of(end):
        return None
    return Fault(
        FaultCode.START_AFTER_END,
        f"拟开工时间 {start} 晚于拟建成时间 {end}",
        f"planned start {start} is after planned end {end}",
    )


def _credit_code_is_right(row: Row, _: Evidence) -> Fault | None:
    code = text_of(row, "DWTYSHXYDM")
    if credit_code_is_valid(code):
        return None
    return Fault(
        FaultCode.WRONG_CREDIT_CODE, f"统一社会信用代码 {code} 校验不通过", f"credit code {code} fails its check"
    )


def _events_with(row: Row, evidence: Evidence) -> tuple[Row, ...]:
    """The events the case would have with this row in its place: appended, replaced, or withdrawn."""
    held = evidence.rows_of(Table.EVENT, identity_of(row, DEFINITIONS[Table.EVENT].identity))
    by_key = {text_of(event, "DFSJZJ"): event for event in held} | {text_of(row, "DFSJZJ"): row}
    return tuple(event for event in by_key.values() if is_valid(event))


def _sequence_is_legal(row: Row, evidence: Evidence) -> Fault | None:
    refusal = sequence_refusal(int(text_of(event, "BLZT")) for event in _events_with(row, evidence))
    if refusal is None:
        return None
    return Fault(FaultCode.ILLEGAL_SEQUENCE, f"办理状态顺序不合法：{refusal.zh}", refusal.en)


def _time_does_not_run_back(row: Row, evidence: Evidence) -> Fault | None:
    times = [text_of(event, "BLSJ") for event in _events_with(row, evidence)]
    for earlier, later in pairwise(times):
        if later < earlier:
            return Fault(
                FaultCode.BEFORE_PREVIOUS,
                f"办理时间 {later} 早于上一状态的 {earlier}",
                f"BLSJ {later} is before the previous {earlier}",
            )
    return None


Rule = Callable[[Row, Evidence], Fault | None]
RULES: Mapping[Table, tuple[Rule, ...]] = {
    Table.PROJECT: (_code_was_issued, _ends_after_its_start),
    Table.UNIT: (_credit_code_is_right,),
    Table.EVENT: (_sequence_is_legal, _time_does_not_run_back),
}
