"""How each table names its rows: the columns that identify one."""

from collections.abc import Mapping

from catalogs.edition import Edition
from catalogs.schema import Row

KEYS: Mapping[str, tuple[str, ...]] = {
    "regions": ("code",),
    "industries": ("code",),
    "departments": ("key",),
    "offices": ("id",),
    "facts": ("key",),
    "items": ("key",),
    "materials": ("item", "material", "when"),
    "results": ("material", "item"),
    "dependencies": ("before", "after", "when"),
    "verification_catalog": ("key",),
    "refusals": ("key",),
    "kinds": ("order",),
    "handling": ("order", "item"),
    "special_procedures": ("key",),
    "legal_bases": ("act", "procedure", "item"),
    "themes": ("key",),
    "stages": ("theme", "stage"),
    "stage_items": ("theme", "stage", "item"),
}
_SHOWN: Mapping[str, tuple[str, ...]] = {
    **KEYS,
    "materials": ("item", "material"),
    "dependencies": ("before", "after"),
    "workcalendar": ("date",),
}


def name_of(table: str, row: Row) -> str:
    """The row's name in a fault."""
    cells = (getattr(row, column) for column in _SHOWN[table])
    return "/".join("" if cell is None else str(cell) for cell in cells)


def rows_of(edition: Edition, table: str) -> tuple[Row, ...]:
    """The rows of a table by its name."""
    rows: tuple[Row, ...] = getattr(edition, table)
    return rows
