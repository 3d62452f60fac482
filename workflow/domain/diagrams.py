"""The lifecycles as a page of mermaid diagrams: each arrow has a letter, explained by the trigger that causes it."""

from string import ascii_lowercase
from typing import Any

from workflow.domain.lifecycle import Lifecycle
from workflow.domain.lifecycles import ALL, GUARDS

_HEAD = """# Lifecycles

Drawn from the tables in `workflow/domain/lifecycles.py` by `make diagrams`; a test compares. The hold and the outcome
of a sub-approval are axes of their own, see `docs/glossary.md`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_section(lifecycle) for lifecycle in ALL)])


def _section(lifecycle: Lifecycle[Any]) -> str:
    letters = _letters(lifecycle)
    arrows = [
        f"    {source} --> {t.target}: {letters[t.trigger]}" for t in lifecycle.table for source in sorted(t.sources)
    ]
    ends = [f"    {state} --> [*]" for state in sorted(lifecycle.final)]
    legend = [f"- **{letter}** `{trigger}`{_guards(lifecycle, trigger)}" for trigger, letter in letters.items()]
    return "\n".join(
        [
            f"## {lifecycle.name.zh} {lifecycle.name.en}",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {lifecycle.initial}",
            *arrows,
            *ends,
            "```",
            "",
            *legend,
            "",
        ]
    )


def _letters(lifecycle: Lifecycle[Any]) -> dict[str, str]:
    triggers = list(dict.fromkeys(t.trigger for t in lifecycle.table))
    return dict(zip(triggers, ascii_lowercase, strict=False))


def _guards(lifecycle: Lifecycle[Any], trigger: str) -> str:
    guards = {guard for t in lifecycle.table if t.trigger == trigger for guard in t.guards}
    return f": refused when {'; '.join(_lower(GUARDS[guard].en) for guard in sorted(guards))}" if guards else ""


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
