"""The table at the end of the demonstration."""

from collections.abc import Callable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workflow.demonstration.reckoning import Reckoning
from workflow.domain.statuses import ProjectStatus
from workflow.domain.words import called

_ROWS: Sequence[tuple[str, Callable[[Reckoning], object]]] = (
    ("状态 status", lambda r: called(ProjectStatus(r.status)).zh if r.status else "-"),
    ("子审批 sub-approvals", lambda r: r.sub_approvals),
    ("申请次数 attempts", lambda r: r.attempts),
    ("补正 corrections", lambda r: r.corrections),
    ("不予许可 refusals", lambda r: r.refusals),
    ("撤件 withdrawals", lambda r: r.withdrawals),
    ("移交 hand-overs", lambda r: r.hand_overs),
    ("材料，提交一次 documents", lambda r: r.documents_handed_in),
    ("　　　使用 used", lambda r: f"{r.uses_of_documents} ×"),
    ("　　　由结果提供 shared", lambda r: r.documents_from_results),
    ("并联工作日 in parallel", lambda r: r.days_in_parallel),
    ("串联工作日 in series", lambda r: r.days_one_after_another),
    ("省级记录 at the province", lambda r: r.records_at_province),
    ("本地记录 here", lambda r: r.records_here),
    ("一致 equal", lambda r: "✗" if r.faults else "✓"),
)


def summary(reckonings: Sequence[Reckoning]) -> RenderableType:
    """One column a project, and below it whatever is amiss."""
    table = Table(title="演示结果 Result", title_justify="left", expand=False)
    table.add_column("", no_wrap=True)
    for reckoning in reckonings:
        table.add_column(f"{reckoning.project}\n{reckoning.code}", justify="right", overflow="fold")
    for label, cell in _ROWS:
        table.add_row(label, *(str(cell(reckoning)) for reckoning in reckonings))
    faults = [
        Text(f"✗ {reckoning.project}: {fault}", style="red") for reckoning in reckonings for fault in reckoning.faults
    ]
    return Group(table, *faults)
