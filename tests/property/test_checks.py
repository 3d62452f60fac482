"""The checks survive any damage to an edition: they report it and never break off."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogs.checks import check
from catalogs.edition import TABLES
from catalogs.faults import Fault
from catalogs.loader import read
from tests.unit.catalogs.editions import Tables, small_tables, write

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
CELLS = st.sampled_from(
    ["", "nothing", "true", "false", "secret &&", "floors > 1", "storeys", "secret", "-1", "drc", "*"]
)


def faults_of(tables: Tables) -> list[Fault]:
    """All faults of an edition with these rows."""

    def replaced(rows: Tables) -> None:
        rows.clear()
        rows.update(tables)

    with tempfile.TemporaryDirectory() as folder:
        edition, malformed = read(write(Path(folder) / "edition", replaced))
    return [*malformed, *check(edition)]


@OFTEN
@given(st.data())
def test_rows_may_be_missing_anywhere(data: st.DataObject) -> None:
    tables = small_tables()
    for name in data.draw(st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=4, unique=True)):
        keep = data.draw(st.lists(st.booleans(), min_size=len(tables[name]), max_size=len(tables[name])))
        tables[name] = [row for row, kept in zip(tables[name], keep, strict=True) if kept]

    assert all(fault.where and fault.what.en and fault.mend.en for fault in faults_of(tables))


@OFTEN
@given(st.data())
def test_cells_may_hold_anything(data: st.DataObject) -> None:
    tables = small_tables()
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(tables[data.draw(st.sampled_from(sorted(TABLES)))]))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(CELLS)

    assert all(fault.where and fault.what.en and fault.mend.en for fault in faults_of(tables))
