"""`binglian doctor`: what is running, reachable and migrated, what is not, and the cure."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from workflow.running.checks import CHECKS, Check, Finding, examine
from workflow.running.deployment import completed
from workflow.settings import Settings

Findings = Sequence[tuple[Check, Finding]]


def diagnose(settings: Settings) -> Findings:
    """All checks with what they found."""
    full = completed(settings)
    return [(check, examine(check, full)) for check in CHECKS]


def is_well(findings: Findings) -> bool:
    """Whether everything needed is as it must be."""
    return all(finding.ok for check, finding in findings if check.needed)


def show(findings: Findings, console: Console) -> None:
    """A line for each check, and its cure below where one is needed."""
    for check, finding in findings:
        console.print(f"{_mark(check, finding)} {check.title}: {escape(finding.said)}")
        if not finding.ok:
            console.print(f"    [dim]→ {escape(check.cure)}[/]")


def as_json(findings: Findings) -> str:
    """The same as data: a list of check, needed, ok, said, cure (blank when ok)."""
    lines = [
        {
            "check": check.title,
            "needed": check.needed,
            "ok": finding.ok,
            "said": finding.said,
            "cure": "" if finding.ok else check.cure,
        }
        for check, finding in findings
    ]
    return json.dumps(lines, ensure_ascii=False, indent=2)


def _mark(check: Check, finding: Finding) -> str:
    if finding.ok:
        return "[green]✓[/]"
    return "[red]✗[/]" if check.needed else "[yellow]![/]"
