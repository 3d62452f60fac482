"""The project as a whole, the flows it refers to, and our own check before anything is sent."""

from dataclasses import replace
from uuid import UUID

import pytest

from catalogs.schema import MaterialKey
from simulators.provincial_platform.tables import DEFINITIONS
from tests.factories.projects import APPLICANT, CREDIT_CODE, case, minutes
from tests.unit.gateways.told import EDITION, STAGE, applied, decided, rows, told
from workflow.domain import applying
from workflow.domain.aggregate import Document
from workflow.domain.ids import DocumentId
from workflow.gateways.provincial.checking import checked
from workflow.gateways.provincial.definitions import definitions
from workflow.gateways.provincial.tables import COLUMNS, Table
from workflow.store.exchange import Record, RecordStatus

ITEM = "land_pre_examination"


def project_record(**changes: object) -> Record:
    found = next(record for record in told(applied(case(ITEM, stage=STAGE))) if record.table == Table.PROJECT)
    return replace(found, row={**found.row, **changes})


def test_the_project_comes_first_then_its_organisation() -> None:
    project = applied(case(ITEM, stage=STAGE))

    assert [record.table for record in told(project)] == [Table.PROJECT, Table.UNIT]


def test_the_project_is_told_in_the_words_of_the_standard() -> None:
    row = project_record().row

    assert {name: row[name] for name in ("SPLCBM", "SPLCBBH", "SPLCLX", "LXLX", "GBHY", "XMTZLY", "TDHQFS")} == {
        "SPLCBM": "energy",
        "SPLCBBH": "zhaotong-2026",
        "SPLCLX": 9,
        "LXLX": 2,
        "GBHY": "44",
        "XMTZLY": 2,
        "TDHQFS": 1,
    }
    assert (row["ZTZE"], row["JSDD"], row["JSGMJNR"]) == ("128600", "昭阳区大山包镇", "装机容量200兆瓦")


def test_reported_construction_corrects_the_dates_and_ends_the_project() -> None:
    sub = case(ITEM, stage=STAGE)
    project = applied(sub)
    decided(project, sub)
    before = rows(project, Table.PROJECT)[0]

    applying.report_start(project, by=APPLICANT, at=minutes(60 * 24))
    applying.report_completion(project, by=APPLICANT, at=minutes(60 * 48))

    [after] = rows(project, Table.PROJECT)
    assert (before["NKGSJ"], before["NJCSJ"], before["XMSFWQBJ"]) == ("2027-03-01", "2028-12-31", 0)
    assert (after["NKGSJ"], after["NJCSJ"], after["XMSFWQBJ"]) == ("2026-03-03", "2026-03-04", 1)


def test_a_document_is_one_attachment_whatever_items_it_serves() -> None:
    project = applied(case(ITEM, stage=STAGE, needs=["a"]), case("forest_land_use", stage=STAGE, needs=["a"]))
    paper = Document(
        id=DocumentId(UUID(int=7)),
        material=MaterialKey("a"),
        version=2,
        sha256="b" * 64,
        size=1,
        filename="x.pdf",
        media_type="application/pdf",
        submitted_at=minutes(1),
        submitted_by="applicant",
    )

    applying.submit_document(project, paper, by=APPLICANT, at=minutes(1))

    [attachment] = rows(project, Table.ATTACHMENT)
    assert (attachment["DFSJZJ"], attachment["SPSXSLBM"], attachment["FJID"]) == (str(paper.id), "", "b" * 64)


def test_the_whole_edition_passes_our_own_check() -> None:
    failed = [(record.local_key, checked(record).reason) for record in definitions(EDITION) if checked(record).reason]

    assert failed == []


def test_definitions_come_parents_before_children_and_each_once() -> None:
    told_of = definitions(EDITION)
    tables = [Table(record.table) for record in told_of]

    assert len({(record.table, record.local_key) for record in told_of}) == len(told_of)
    assert tables.index(Table.STAGE) > max(n for n, table in enumerate(tables) if table is Table.FLOW)
    assert tables.index(Table.STAGE_ITEM) > tables.index(Table.STAGE)


def test_everything_told_of_a_project_passes_our_own_check() -> None:
    sub = case(ITEM, stage=STAGE)
    project = applied(sub)
    decided(project, sub)

    assert [checked(record).reason for record in told(project) if checked(record).reason] == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"XMMC": ""}, "XMMC 不能为空", id="missing"),
        pytest.param({"SPLCLX": 11}, "SPLCLX 不在代码表中", id="not-in-code-table"),
        pytest.param({"SBSJ": "2026-3-1"}, "SBSJ 应为", id="badly-written-day"),
        pytest.param({"ZTZE": "很多"}, "ZTZE 应为", id="not-a-number"),
        pytest.param({"JSDD": "县" * 501}, "JSDD 超过 500 字", id="too-long"),
        pytest.param({"NKGSJ": "2027-01-01", "NJCSJ": "2026-01-01"}, "130", id="ends-before-it-starts"),
        pytest.param({"XYZ": 1}, "XYZ 不是该表的列", id="unknown-column"),
    ],
)
def test_a_row_that_cannot_be_accepted_is_kept_back_with_its_reason(changes: dict[str, object], reason: str) -> None:
    found = checked(project_record(**changes))

    assert found.status is RecordStatus.FAILED_LOCAL_CHECK
    assert reason in found.reason


def test_a_credit_code_with_a_wrong_check_character_is_kept_back() -> None:
    unit = next(record for record in told(applied(case(ITEM, stage=STAGE))) if record.table == Table.UNIT)

    found = checked(replace(unit, row={**unit.row, "DWTYSHXYDM": CREDIT_CODE[:-1] + "0"}))

    assert found.status is RecordStatus.FAILED_LOCAL_CHECK


@pytest.mark.parametrize("table", Table)
def test_both_sides_of_the_exchange_know_the_same_columns(table: Table) -> None:
    theirs = next(definition for name, definition in DEFINITIONS.items() if name == table)

    assert {column.name for column in COLUMNS[table]} == {column.name for column in theirs.columns}
