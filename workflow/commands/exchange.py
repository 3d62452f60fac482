"""`binglian exchange`: what the province has been told, what is stuck, and telling it again."""

from typing import Annotated

import typer

from workflow.commands.opening import platform, say, show, wiring
from workflow.commands.outbox import release
from workflow.gateways.provincial.definitions import shard_of
from workflow.gateways.provincial.reconciling import compare
from workflow.operations import exchanging
from workflow.views.exchange import StuckRecord, ToldOfTable, stuck_records, told_by_table, unreported_projects

exchange_app = typer.Typer(help="The exchange with the province (与省平台的数据交换).", no_args_is_help=True)
exchange_app.command("release")(release)

Code = Annotated[str | None, typer.Option("--project", help="A project code (项目代码).")]
OfEdition = Annotated[bool, typer.Option("--edition", help="The flows of the edition (本目录版本的流程定义).")]
TableName = Annotated[str | None, typer.Option("--table", help="An exchange table (交换表名), SPGL_…")]
Key = Annotated[str | None, typer.Option("--key", help="A record's local key (地方数据主键 DFSJZJ).")]


@exchange_app.command("status")
def status(project: Code = None, edition: OfEdition = False) -> None:  # noqa: FBT002 - a command-line switch
    """Records by table, those that are stuck with their reasons, and projects not reported in full (交换状态)."""
    shard = _shard(project, edition=edition)
    with wiring().reading() as connection:
        told, stuck = told_by_table(connection, shard=shard), stuck_records(connection, shard=shard)
        behind = unreported_projects(connection)
    show(
        ("表 table", "共 told", "已接受 accepted", "待发 waiting", "被拒 rejected", "校验不过 failed"), map(_told, told)
    )
    show(("项目 project", "表 table", "主键 key", "原因 reason", "其后待发 behind"), map(_stuck, stuck))
    show(("未报送 unreported", "事件 events", "始于 since"), [(one.code, one.events, one.since) for one in behind])


@exchange_app.command("resend")
def resend(project: Code = None, edition: OfEdition = False, table: TableName = None, key: Key = None) -> None:  # noqa: FBT002 - a command-line switch
    """Send records again: of a project, of the edition, of a table, or one (重新报送)."""
    shard = _shard(project, edition=edition)
    with wiring().work() as work:
        count = exchanging.resend(work, shard=shard, table=table, key=key, now=wiring().clock())
    say(f"将重新报送 will be sent again: {count} 个项目或版本 projects or editions")


@exchange_app.command("holdings")
def holdings(project: Annotated[str, typer.Argument(help="A project code (项目代码).")]) -> None:
    """What the province holds of a project, and every difference from our books (对账); exit 1 when there are any."""
    with wiring().work() as work:
        id = work.projects.id_by_code(project)
    with platform() as province:
        counts = province.counts(project=project)
        differences = compare(wiring().engine, province, id)
    show(("表 table", "省平台 held"), [(table, count) for table, count in counts.items() if count])
    show(
        ("差异 difference", "表 table", "主键 key", "列 columns"),
        [(one.kind, one.table, one.local_key, ", ".join(one.columns)) for one in differences],
    )
    say(f"差异 differences: {len(differences)}")
    raise typer.Exit(1 if differences else 0)


def _shard(project: str | None, *, edition: bool) -> str | None:
    if edition:
        return shard_of(wiring().edition.id)
    if project is None:
        return None
    with wiring().work() as work:
        return str(work.projects.id_by_code(project))


def _told(one: ToldOfTable) -> tuple[object, ...]:
    return one.table, one.told, one.accepted, one.waiting, one.rejected, one.failed_here


def _stuck(one: StuckRecord) -> tuple[object, ...]:
    return one.code or one.shard, one.table, one.local_key, one.reason, one.waiting_behind
