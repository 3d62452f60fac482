"""What every command of this room starts from."""

from collections.abc import Iterable, Sequence
from functools import cache

import httpx
from rich.console import Console
from rich.table import Table

from workflow.bootstrap import Wiring
from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.running.deployment import completed
from workflow.settings import read_settings


@cache
def wiring() -> Wiring:
    """The running system's database, clock and edition."""
    return Wiring(completed(read_settings()))


def platform() -> HttpProvincialPlatform:
    """The provincial platform of the settings; to be closed."""
    settings = wiring().settings
    assert settings.province_token is not None  # noqa: S101 -- `completed` has filled it in
    token = settings.province_token.get_secret_value()
    return HttpProvincialPlatform(settings.province_url or "", token=token, timeout=httpx.Timeout(30, connect=5))


def show(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; nothing at all when it has no rows."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")  # a key or a code that is cut is of no use
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    if table.row_count:
        Console(soft_wrap=True, highlight=False).print(table)


def say(words: str) -> None:
    """One line."""
    Console(soft_wrap=True, highlight=False).print(words, markup=False)
