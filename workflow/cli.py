"""The command `binglian`: a table of contents. What a command does is written in its room."""

import sys

import typer
from rich.console import Console

from catalogs.cli import catalog_app, code_app
from catalogs.errors import CatalogError
from workflow.commands.audit import audit_app
from workflow.commands.calendar import calendar_app
from workflow.commands.drawing import draw
from workflow.commands.exchange import exchange_app
from workflow.commands.outbox import outbox_app
from workflow.demonstration.command import demo
from workflow.errors import Refused
from workflow.running import commands as running

app = typer.Typer(
    name="binglian",
    help="Parallel approval of investment projects (投资项目并联审批).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

app.command("run")(running.run)
app.command("stop")(running.stop)
app.command("doctor")(running.doctor)
app.command("demo")(demo)
app.command("diagrams", hidden=True)(draw)
app.add_typer(running.db_app, name="db")
app.add_typer(exchange_app, name="exchange")
app.add_typer(outbox_app, name="outbox")
app.add_typer(audit_app, name="audit")
app.add_typer(calendar_app, name="calendar")
app.add_typer(catalog_app, name="catalog")
app.add_typer(code_app, name="code")


def main() -> None:
    """Run a command. Exit status: 0 done, 1 refused or not well (the reason is shown), 2 wrong usage."""
    try:
        app()
    except Refused as refusal:
        _show(f"{refusal.zh}\n{refusal.en}", f"{refusal.mend_zh}\n{refusal.mend_en}")
    except CatalogError as refusal:
        _show(str(refusal))
    sys.exit(1)


def _show(*paragraphs: str) -> None:
    Console(stderr=True, soft_wrap=True).print("\n".join(paragraphs), markup=False, highlight=False)
