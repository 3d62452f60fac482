"""The documents of a plan: each asked for once, and never when an item's result supplies it."""

from collections.abc import Iterable, Mapping, Sequence

from catalogs.edition import Edition, grouped
from catalogs.plan import PlannedDocument
from catalogs.schema import ItemKey, Material, MaterialKey

AllBefore = Mapping[ItemKey, frozenset[ItemKey]]


def documents(
    edition: Edition, asked: Iterable[Material], order: Sequence[ItemKey], before: AllBefore
) -> tuple[PlannedDocument, ...]:
    """The de-duplicated document list, in the order in which items first ask for them (268号 item 4)."""
    place = {key: number for number, key in enumerate(order)}
    rows = sorted(asked, key=lambda row: place[row.item])
    by_material = grouped(rows, lambda row: row.material)
    return tuple(_document(some, _suppliers(edition, material, some, before)) for material, some in by_material.items())


def _document(rows: tuple[Material, ...], comes_from: tuple[ItemKey, ...]) -> PlannedDocument:
    first = rows[0]
    return PlannedDocument(
        material=first.material,
        name_zh=first.name_zh,
        name_en=first.name_en,
        form=first.form,
        serves=tuple(dict.fromkeys(row.item for row in rows)),
        comes_from=comes_from,
        from_memory=any(row.from_memory for row in rows),
    )


def _suppliers(
    edition: Edition, material: MaterialKey, rows: tuple[Material, ...], before: AllBefore
) -> tuple[ItemKey, ...]:
    """Items of the plan whose result is this material and that come before every item asking for it.

    An item that asks for the document without coming after its issuer would wait for ever for what nobody is asked to
    hand in; then the document is asked for.
    """
    issuers = [row.item for row in edition.results if row.material == material and row.item in before]
    return tuple(issuer for issuer in issuers if all(issuer in before[row.item] for row in rows))
