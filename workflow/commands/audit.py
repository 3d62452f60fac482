"""`binglian audit`: does the evidence still hold?"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from workflow.commands.opening import say, show, wiring
from workflow.store.audit import Verified, verify

audit_app = typer.Typer(help="The evidence (痕迹与证据链).", no_args_is_help=True)

Code = Annotated[str | None, typer.Argument(help="A project code; all projects by default (项目代码,缺省为全部).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as data (以数据形式输出).")]


@audit_app.command("verify")
def verify_database(project: Code = None, as_json: AsJson = False) -> None:  # noqa: FBT002 - a command-line switch
    """Recompute the hash chain of every project's events; exit 1 when one does not hold (校验证据链)."""
    with wiring().work() as work:
        found = verify(work.connection, project and str(work.projects.id_by_code(project)))
    typer.echo(json.dumps(asdict(found), ensure_ascii=False)) if as_json else _tell(found)
    raise typer.Exit(1 if found.breaks else 0)


@audit_app.callback()
def audit() -> None:
    """The evidence (痕迹与证据链)."""  # makes `verify` a command of its own name though it is the only one


def _tell(found: Verified) -> None:
    show(
        ("项目 project", "事件 event", "问题 problem"),
        [(broken.project_code, broken.position, broken.what) for broken in found.breaks],
    )
    say(f"项目 projects: {found.projects} · 事件 events: {found.events} · 断裂 breaks: {len(found.breaks)}")
