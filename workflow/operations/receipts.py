"""Receipts the province sends on its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The province's word on one uploaded row."""

    table: str
    local_key: str
    accepted: bool
    receipt: str


def compare_receipts(work: UnitOfWork, receipts: Sequence[Receipt]) -> int:
    """How many of them say what we hold already.

    They are compared, not applied. Each sending reads its own answer, and one whose answer was lost is sent again and
    gets the same receipt; but a receipt that comes late could mark a row as accepted that has changed since.
    """
    by_table: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_table.setdefault(receipt.table, []).append(receipt)
    return sum(_agreeing(work, table, some) for table, some in by_table.items())


def _agreeing(work: UnitOfWork, table: str, receipts: Sequence[Receipt]) -> int:
    held = work.exchange.receipts(table, [receipt.local_key for receipt in receipts])
    return sum(one.accepted and held.get(one.local_key) == one.receipt for one in receipts)
