"""The look of a table on the command line."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

WIDTH = 100


def console() -> Console:
    """A console no wider than 100 columns."""
    terminal = Console()
    return Console(width=min(WIDTH, terminal.width) if terminal.is_terminal else WIDTH)


def show_table(console: Console, title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a title and below it a plain table; long cells fold, nothing is cut off."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(escape(cell) for cell in row))
    console.print(f"[bold]{escape(title)}[/bold]")
    console.print(shown)
