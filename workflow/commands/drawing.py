"""`binglian diagrams`: for those who work on Binglian itself."""

from pathlib import Path

from workflow.domain.diagrams import page


def draw() -> None:
    """Draw the lifecycles into docs/ of this checkout."""
    Path("docs/lifecycles.md").write_text(page(), encoding="utf-8")
