"""Texts and numbers fit the columns: what people state is measured at the door, what is only told is cut visibly."""

from decimal import Decimal

import pytest

from tests.factories.projects import case, minutes
from tests.unit.gateways.told import EDITION, FACTS, STAGE, accepted, applied, rows
from workflow.domain import reviewing
from workflow.domain.statuses import Outcome
from workflow.errors import WrongInput
from workflow.gateways.provincial.project_rows import ProjectRows
from workflow.gateways.provincial.records import records
from workflow.gateways.provincial.tables import COLUMNS, Column, Table
from workflow.operations.tellable import BELOW, LONGEST, require_tellable

COLUMN_OF = {
    "name": (Table.PROJECT, "XMMC"),
    "applicant.name": (Table.UNIT, "DWMC"),
    "number": (Table.DOCUMENT, "PFWH"),
    "construction_place": (Table.PROJECT, "JSDD"),
    "construction_scale": (Table.PROJECT, "JSGMJNR"),
}


def column(table: Table, name: str) -> Column:
    return next(column for column in COLUMNS[table] if column.name == name)


@pytest.mark.parametrize("stated", LONGEST)
def test_the_door_takes_what_the_column_takes_and_no_more(stated: str) -> None:
    assert LONGEST[stated] == column(*COLUMN_OF[stated]).length


def test_the_largest_investment_the_door_takes_fits_its_column() -> None:
    largest = BELOW["investment"] - Decimal("0.01")
    project = applied(case("land_pre_examination", stage=STAGE))
    facts = FACTS | {"investment": format(largest, "f")}

    row = ProjectRows(edition=EDITION, project=project, facts=facts).basic(project.events).row

    assert len(str(row["ZTZE"])) <= column(Table.PROJECT, "ZTZE").length
    assert Decimal(str(row["ZTZE"])) * 10_000 == largest


def test_the_number_of_every_filing_fits_its_column() -> None:
    longest = max(len(item.key) for item in EDITION.items)

    assert len("2603-530602-04-01-100001--99") + longest <= LONGEST["number"]


@pytest.mark.parametrize(
    "stated",
    [{"number": "昭" * 101}, {"construction_place": "县" * 501}, {"investment": Decimal(10) ** 17}],
    ids=lambda stated: next(iter(stated)),
)
def test_what_does_not_fit_is_refused_with_its_name_and_its_limit(stated: dict[str, object]) -> None:
    [name] = stated

    with pytest.raises(WrongInput) as refused:
        require_tellable(stated)

    assert refused.value.facts["field"] == name
    assert f"'{name}'" in refused.value.en


def test_what_fits_exactly_and_what_has_no_limit_are_taken() -> None:
    require_tellable({"number": "昭" * 100, "industry": "44", "capacity_mw": Decimal(10) ** 30})


def test_an_opinion_too_long_for_its_column_is_cut_visibly() -> None:
    sub = case("land_pre_examination", stage=STAGE)
    project = applied(sub)
    by = accepted(project, sub)
    reviewing.begin_review(project, sub, by=by, at=minutes(3))

    reviewing.decide(project, sub, outcome=Outcome.REFUSED, number="1", reason="不" * 5000, by=by, at=minutes(4))

    told = str(rows(project, Table.HANDLING)[-1]["BLYJ"])
    assert (len(told), told[-2:]) == (column(Table.HANDLING, "BLYJ").length, "不…")


@pytest.mark.parametrize("table", Table)
def test_only_texts_are_cut_never_a_code_or_a_key(table: Table) -> None:
    cut = {column.name for column in COLUMNS[table] if column.is_only_told}

    assert not cut & {"DFSJZJ", "GCDM", "XMDM", "SPSXSLBM", "SPSXBM", "SPJDBM", "PFWH", "FJID", "JSDD", "JSGMJNR"}
    assert all(column.form == "text" for column in COLUMNS[table] if column.is_only_told)


def test_a_shortened_name_is_shortened_the_same_each_time() -> None:
    project = applied(case("land_pre_examination", stage=STAGE))
    project.name = "风" * 400

    first, again = (records(EDITION, project, FACTS, project.events, after=0)[0] for _ in range(2))

    assert first == again
