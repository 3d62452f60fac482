"""The table at the end of the demonstration."""

from collections.abc import Callable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workflow.demonstration.reckoning import Reckoning
from workflow.domain.statuses import ProjectStatus
from workflow.domain.words import called

_ROWS: Sequence[tuple[str, Callable[[Reckoning], str]]] = (
    ("项目状态\nstatus", lambda r: str(called(ProjectStatus(r.status))) if r.status else "-"),
    ("子审批（次数）\nsub-approvals (attempts)", lambda r: f"{r.sub_approvals} ({r.attempts})"),
    ("补正·不予许可·撤件·移交\ncorrections·refusals·withdrawals·hand-overs",
     lambda r: f"{r.corrections} · {r.refusals} · {r.withdrawals} · {r.hand_overs}"),
    ("材料提交一次\ndocuments handed in once", lambda r: str(r.documents_handed_in)),
    ("……使用次数\n… used", lambda r: f"{r.uses_of_documents} ×"),
    ("由前序结果提供\nsupplied by earlier results", lambda r: str(r.documents_from_results)),
    ("并联工作日\nworking days in parallel", lambda r: str(r.days_in_parallel)),
    ("串联工作日\none after another", lambda r: str(r.days_one_after_another)),
    ("省级平台记录／本地\nrecords at the province / here", lambda r: f"{r.records_at_province} / {r.records_here}"),
    ("一致 equal", lambda r: "✗" if r.faults else "✓"),
)  # fmt: skip


def summary(reckonings: Sequence[Reckoning]) -> RenderableType:
    """One column a project, and below it whatever is amiss."""
    table = Table(title="演示结果 Result", title_justify="left", expand=False, show_lines=True)
    table.add_column("", overflow="fold")
    for reckoning in reckonings:
        table.add_column(f"{reckoning.project}\n{reckoning.code}", justify="right", overflow="fold")
    for label, cell in _ROWS:
        table.add_row(label, *(cell(reckoning) for reckoning in reckonings))
    faults = [
        Text(f"✗ {reckoning.project}: {fault}", style="red") for reckoning in reckonings for fault in reckoning.faults
    ]
    return Group(table, *faults)
