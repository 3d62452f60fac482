"""Each check the receiver makes on a row."""

import pytest

from simulators.provincial_platform.sequence import sequence_refusal
from simulators.provincial_platform.tables import DEFINITIONS, Table
from tests import exchange_rows as rows
from tests.unit.simulators.conftest import Caller

CODE = "2603-530602-04-01-123456"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param(rows.record("SPGL_NOSUCH", "x"), "901 ", id="unknown-table"),
        pytest.param(rows.changed(rows.flow(), SPLCNAME="x"), "902 没有数据列 SPLCNAME", id="unknown-column"),
        pytest.param(rows.changed(rows.stage(), SPJDSX="二十"), "903 审批阶段时限（工作日） SPJDSX", id="not-a-number"),
        pytest.param(rows.changed(rows.flow(), GXSJ="2026-03-02T09:00:00"), "903 更新时间 GXSJ", id="not-a-moment"),
        pytest.param(rows.changed(rows.flow(), GXSJ="2026-03-02"), "903 更新时间 GXSJ", id="moment-without-hour"),
        pytest.param(rows.changed(rows.flow(), SPLCSXSJ="2026-02-30"), "903 ", id="impossible-date"),
        pytest.param(rows.changed(rows.flow(), SPLCSXSJ="2026-2-3"), "903 ", id="date-without-zeros"),
        pytest.param(rows.changed(rows.flow(), SPLCMC=["x"]), "903 ", id="list-for-text"),
        pytest.param(rows.changed(rows.flow(), SPLCLX=True), "903 ", id="boolean-for-number"),
        pytest.param(rows.changed(rows.project(CODE), ZTZE="NaN"), "903 总投资额", id="not-an-amount"),
        pytest.param(
            rows.changed(rows.flow(), SPLCMC="长" * 201), "904 审批流程名称 SPLCMC 超过 200 字", id="too-long"
        ),
        pytest.param(rows.changed(rows.flow(), SPLCLX=11), "905 审批流程类型 SPLCLX 不在代码表中：11", id="code-table"),
        pytest.param(rows.changed(rows.flow(), XZQHDM="530630"), "905 行政区划代码", id="former-region"),
        pytest.param(rows.event(CODE, 1, 16), "905 办理状态 BLZT", id="state-that-is-not-reported"),
        pytest.param(rows.changed(rows.flow(), SJYXBS=0), "906 ", id="invalid-without-reason"),
    ],
)
def test_malformed_row_is_rejected_with_its_reason(caller: Caller, record: rows.Record, reason: str) -> None:
    assert caller.reason(record).startswith(reason)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column.name) for table in Table for column in DEFINITIONS[table].columns if column.required],
)
def test_required_column_that_is_absent_or_blank_is_named(caller: Caller, table: Table, column: str) -> None:
    complete = next(record for record in rows.whole_case(CODE) if record["table"] == table)

    assert f" {column} 不能为空" in caller.reason(rows.without(complete, column))
    assert f" {column} 不能为空" in caller.reason(rows.changed(complete, **{column: "  "}))


def test_every_failed_check_has_one_reason(caller: Caller) -> None:
    record = rows.changed(rows.without(rows.flow(), "SPLCMC"), SPLCLX=99, XZQHDM="110000")

    reasons = caller.reason(record).split("；")

    assert sorted(reason[:3] for reason in reasons) == ["001", "905", "905"]


def test_project_code_that_was_not_issued_is_rejected(coded: Caller) -> None:
    coded.send(rows.flow())

    assert coded.reason(rows.project("2603-530602-04-01-000000")).startswith("907 ")


def test_planned_start_after_planned_end_is_rejected(coded: Caller) -> None:
    coded.send(rows.flow())
    backwards = rows.changed(rows.project(coded.code), NKGSJ="2028-01-01", NJCSJ="2027-12-31")

    assert coded.reason(backwards).startswith("130 ")


def test_project_without_a_held_flow_is_rejected(coded: Caller) -> None:
    assert coded.reason(rows.project(coded.code)).startswith("010 ")


def test_stage_item_without_its_stage_is_rejected(coded: Caller) -> None:
    coded.send(rows.flow())

    assert coded.reason(rows.stage_item()).startswith("020 ")


@pytest.mark.parametrize("build", [rows.unit, rows.attachment], ids=["unit", "attachment"])
def test_row_of_an_unknown_project_is_rejected(coded: Caller, build: rows.Builder) -> None:
    assert coded.reason(build(coded.code)).startswith("011 ")


def test_unit_with_a_wrong_check_character_is_rejected(underway: Caller) -> None:
    wrong = rows.changed(rows.unit(underway.code), DWTYSHXYDM="91350100M000100Y44")

    assert underway.reason(wrong).startswith("908 ")


def test_case_of_an_item_that_is_not_in_the_flow_is_rejected(underway: Caller) -> None:
    other = rows.changed(rows.instance(underway.code), SPSXBM="SX-UNKNOWN")

    assert underway.reason(other).startswith("021 ")


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(lambda code: rows.event(code, 1, 1, case="no-such-case"), id="event"),
        pytest.param(lambda code: rows.changed(rows.document(code), SPSXSLBM="no-such-case"), id="document"),
        pytest.param(lambda code: rows.changed(rows.attachment(code), SPSXSLBM="no-such-case"), id="attachment"),
    ],
)
def test_row_of_an_unknown_case_is_rejected(underway: Caller, record: rows.Builder) -> None:
    assert underway.reason(record(underway.code)).startswith("030 ")


def test_event_before_the_previous_one_is_rejected(underway: Caller) -> None:
    underway.send(rows.event(underway.code, 1, 1, at="2026-03-02 09:00:00"))

    assert underway.reason(rows.event(underway.code, 2, 3, at="2026-03-02 08:59:59")).startswith("910 ")
    assert underway.send_one(rows.event(underway.code, 2, 3, at="2026-03-02 09:00:00"))["SJSCZT"] == 3


def test_illegal_event_is_rejected_and_the_case_goes_on_without_it(underway: Caller) -> None:
    underway.send(rows.event(underway.code, 1, 1))

    refused = underway.send_one(rows.event(underway.code, 2, 11))
    accepted = underway.send_one(rows.event(underway.code, 3, 3))

    assert refused["SBYY"].startswith("909 办理状态顺序不合法：11 办结（通过） 之前应先有 8 部门受理")
    assert accepted["SJSCZT"] == 3


def test_changed_event_is_judged_in_its_own_place(underway: Caller) -> None:
    underway.send(*(rows.event(underway.code, n, state) for n, state in enumerate((1, 3, 8, 11), start=1)))

    same_state = rows.changed(rows.event(underway.code, 3, 8), BLYJ="同意办理")
    other_state = rows.event(underway.code, 3, 9)

    assert underway.send_one(same_state)["SJSCZT"] == 3
    assert underway.reason(other_state).startswith("909 ")


def test_last_event_can_be_withdrawn_and_the_case_goes_on(underway: Caller) -> None:
    underway.send(*(rows.event(underway.code, n, state) for n, state in enumerate((1, 3, 8, 11), start=1)))
    withdrawn = rows.changed(rows.event(underway.code, 4, 11), SJYXBS=0, SJWXYY="误报办结")

    assert underway.send_one(withdrawn)["SJSCZT"] == 3
    assert underway.send_one(rows.event(underway.code, 5, 13))["SJSCZT"] == 3


@pytest.mark.parametrize(
    "states",
    [
        (1, 3, 8, 11),
        (1, 3, 8, 12),
        (1, 3, 8, 13),
        (1, 6, 7, 3, 8, 11),
        (1, 3, 8, 9, 10, 9, 10, 11),
        (1, 3, 8, 6, 7, 11),
        (1, 3, 8, 8, 11),
        (1, 2),
        (1, 3, 4),
        (1, 6, 7, 5),
        (1, 3, 8, 11, 15),
        (1, 3, 8, 12, 14),
        (1, 3, 14),
    ],
    ids=str,
)
def test_legal_sequence_is_accepted(states: tuple[int, ...]) -> None:
    assert sequence_refusal(states) is None


@pytest.mark.parametrize(
    "states",
    [
        (3,),
        (1, 1),
        (1, 8),
        (1, 3, 11),
        (1, 9),
        (1, 7),
        (1, 3, 10),
        (1, 6, 3),
        (1, 3, 8, 9, 11),
        (1, 3, 8, 9, 9),
        (1, 6, 10),
        (1, 2, 3),
        (1, 4, 14),
        (1, 5, 15),
        (1, 3, 8, 13, 15),
        (1, 3, 8, 11, 13),
        (1, 3, 8, 11, 14, 15),
    ],
    ids=str,
)
def test_illegal_sequence_is_refused_in_both_languages(states: tuple[int, ...]) -> None:
    refusal = sequence_refusal(states)

    assert refusal is not None
    assert refusal.zh
    assert refusal.en
