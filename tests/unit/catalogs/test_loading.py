"""Editions are read once, whole, or refused with every malformed cell."""

from decimal import Decimal
from pathlib import Path

import pytest

from catalogs.cells import parse
from catalogs.edition import Edition
from catalogs.errors import CatalogFaults, UnknownEdition
from catalogs.loader import load, load_from
from catalogs.schema import Level, LimitUnit
from tests.unit.catalogs.editions import edit, write


def test_an_edition_is_read_once_in_a_process() -> None:
    assert load("zhaotong-2026") is load("zhaotong-2026")


def test_an_unknown_edition_is_refused_with_the_installed_ones() -> None:
    with pytest.raises(UnknownEdition) as refusal:
        load("nowhere-1999")

    assert "zhaotong-2026" in refusal.value.known


def test_every_malformed_cell_is_refused_at_once(tmp_path: Path) -> None:
    changes = edit("items", {"key": "fire"}, limit_days="ten"), edit("facts", {"key": "land"}, always="yes")

    with pytest.raises(CatalogFaults) as refusal:
        load_from(write(tmp_path / "edition", *changes))

    assert [(fault.table, fault.field) for fault in refusal.value.faults] == [
        ("facts", "always"),
        ("items", "limit_days"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("", int | None, None, id="empty-optional"),
        pytest.param("20", int | None, 20, id="optional-number"),
        pytest.param("1.50", Decimal, Decimal("1.50"), id="decimal"),
        pytest.param("at-once", LimitUnit, LimitUnit.AT_ONCE, id="word"),
        pytest.param("true", bool, True, id="truth"),
    ],
)
def test_a_cell_becomes_the_type_of_its_column(text: str, kind: object, value: object) -> None:
    assert parse(text, kind) == (value, "")


def test_a_row_knows_whether_it_was_written_from_memory(tmp_path: Path) -> None:
    edition = load_from(
        write(tmp_path / "edition", edit("items", {"key": "fire"}, legal_basis="消防法 [from knowledge]"))
    )

    assert [item.key for item in edition.items if item.from_memory] == ["fire"]


def test_the_indexes_find_rows_by_key(small: Edition) -> None:
    assert small.office_by_id[small.offices[0].id] is small.offices[0]
    assert [county.code for county in small.counties] == ["990121", "990122"]
    assert small.offices[0].level is Level.PROVINCE
