"""The article an act rests on: the most specific row of the table."""

import pytest

from catalogs.bases import basis_of
from catalogs.edition import Edition
from catalogs.loader import load
from catalogs.schema import Procedure
from workflow.domain.events import EventType


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("zhaotong-2026")


@pytest.mark.parametrize(
    ("procedure", "item", "article"),
    [
        pytest.param("assessment", "drawings", "某法 Art.1", id="the-act-whatever-its-procedure"),
        pytest.param("permit", "drawings", "某法 Art.2", id="the-procedure"),
        pytest.param("permit", "fire", "某法 Art.3", id="the-item-before-its-procedure"),
        pytest.param("permit", "permit", "某法 Art.4", id="the-item-in-this-procedure-first-of-all"),
        pytest.param("", "", "某法 Art.1", id="neither-procedure-nor-item"),
    ],
)
def test_the_most_specific_basis_of_an_act_counts(small: Edition, procedure: str, item: str, article: str) -> None:
    assert basis_of(small, "case:decided", procedure, item) == article


def test_an_act_without_a_row_has_no_basis(small: Edition) -> None:
    assert basis_of(small, "case:filed", "permit", "fire") == ""
    assert basis_of(small, "case:dreamt", "permit", "fire") == ""


def test_each_procedure_of_the_shipped_edition_is_decided_under_its_own_law(edition: Edition) -> None:
    decided = EventType.DECIDED

    assert basis_of(edition, decided, Procedure.PERMIT, "construction_permit") == "行政许可法 Art.38"
    assert basis_of(edition, decided, Procedure.VERIFICATION, "enterprise_verification") == "条例673 Art.9, 10"
    assert basis_of(edition, decided, Procedure.APPROVAL, "feasibility_study") == "政府投资条例 Art.11"
    assert basis_of(edition, decided, Procedure.APPROVAL, "farmland_conversion") == "土地管理法 Art.44, 46"


def test_only_the_filing_of_an_enterprise_rests_on_the_regulation_of_enterprise_projects(edition: Edition) -> None:
    filed = {
        item.key: basis_of(edition, EventType.FILED, item.procedure, item.key)
        for item in edition.items
        if item.procedure is Procedure.FILING
    }

    assert all(filed.values())
    assert [key for key, basis in filed.items() if "条例673" in basis] == ["enterprise_filing"]


def test_every_item_has_a_basis_for_the_act_that_settles_it(edition: Edition) -> None:
    settling = {True: EventType.FILED, False: EventType.DECIDED}

    assert all(basis_of(edition, settling[item.files_itself], item.procedure, item.key) for item in edition.items)


def test_every_act_of_the_table_is_one_the_platform_records(edition: Edition) -> None:
    assert {row.act for row in edition.legal_bases} <= set(EventType)
