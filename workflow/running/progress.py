"""What a person sees while the system starts: a spinner on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console


class Step:
    """A step under way; `detail` is shown once it is done."""

    detail = ""


class Progress:
    """Writes to standard output, one line for a finished step."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Show that `title` is being done, then that it is done or failed, and how long it took."""
        step, begun = Step(), monotonic()
        try:
            with self._console.status(f"{title} …"):
                yield step
        except BaseException:
            self._console.print(f"[red]✗[/] {title}")
            raise
        detail = f" · {step.detail}" if step.detail else ""
        self._console.print(f"[green]✓[/] {title}{detail} [dim]({monotonic() - begun:.1f} s)[/]")

    def say(self, line: str) -> None:
        """A line of its own."""
        self._console.print(line, markup=False)
