"""The commands of this room."""

from typing import Annotated

import typer
from rich.console import Console

from workflow.running import doctor as doctoring
from workflow.running import presence
from workflow.running.deployment import completed
from workflow.running.preparations import migrate
from workflow.running.progress import Progress
from workflow.running.system import run as run_system
from workflow.settings import read_settings

Json = Annotated[bool, typer.Option("--json", help="Print the findings as data (以数据形式输出).")]

db_app = typer.Typer(help="The database (数据库).", no_args_is_help=True)


def run() -> None:
    """Start everything on this machine and keep it running until Ctrl-C (启动)."""
    run_system(read_settings(), progress=Progress())


def stop() -> None:
    """Stop the system that was started from this var directory (停止)."""
    var_dir = read_settings().var_dir
    stopped = presence.ask_to_stop(var_dir)
    Progress().say(f"已停止 stopped ({var_dir})" if stopped else f"没有在运行 nothing was running ({var_dir})")


def doctor(*, as_json: Json = False) -> None:
    """Say what is running, reachable and migrated, what is not, and the cure (体检)."""
    findings = doctoring.diagnose(read_settings())
    if as_json:
        typer.echo(doctoring.as_json(findings))
    else:
        doctoring.show(findings, Console(highlight=False, soft_wrap=True))
    raise typer.Exit(0 if doctoring.is_well(findings) else 1)


@db_app.command("upgrade")
def upgrade() -> None:
    """Bring the database to the schema this version needs (数据库迁移)."""
    Progress().say(migrate(completed(read_settings())))
