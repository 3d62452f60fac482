"""What is said of something that does not exist, and in the same words of what the asker may not know exists."""

from collections.abc import Iterable
from uuid import UUID

from workflow.errors import NotFound


def no_project(id: UUID) -> NotFound:
    return absent(f"项目 {id}", f"project {id}")


def no_case(id: UUID) -> NotFound:
    return absent(f"子审批 {id}", f"sub-approval {id}")


def no_document(id: UUID) -> NotFound:
    return NotFound(
        f"没有文件 {id}。",
        f"There is no document {id}.",
        mend_zh="请从项目的材料清单重新打开。",
        mend_en="Open it again from the project's documents.",
    )


def no_item(item: str, known: Iterable[str]) -> NotFound:
    """An item the project does not have; those it has are named."""
    return NotFound(
        f"没有事项“{item}”。",
        f"There is no item '{item}' here.",
        mend_zh=f"可选事项：{'、'.join(sorted(known))}。",
        mend_en=f"Items: {', '.join(sorted(known))}.",
        item=item,
    )


def absent(what_zh: str, what_en: str) -> NotFound:
    """Nothing of that identifier."""
    return NotFound(
        f"没有{what_zh}。",
        f"There is no {what_en}.",
        mend_zh="请核对编号，或从列表重新打开。",
        mend_en="Check the identifier, or open it from the list.",
    )
