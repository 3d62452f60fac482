"""Keys given twice. A holiday given twice is a fault of the calendar."""

from collections import Counter
from collections.abc import Iterator

from catalogs.checks.row_keys import KEYS, name_of, rows_of
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind


def duplicate_faults(edition: Edition) -> Iterator[Fault]:
    for table, columns in KEYS.items():
        rows = rows_of(edition, table)
        names = {_key(row, columns): name_of(table, row) for row in rows}
        for key, count in Counter(_key(row, columns) for row in rows).items():
            if count > 1:
                field = columns[0]
                yield fault(FaultKind.DUPLICATE_KEY, table, names[key], field, value=names[key], count=count)


def _key(row: object, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)
