"""The hash chain over a project's events: each hash covers the event and the hash before it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from workflow.domain.events import Event
from workflow.domain.ids import ProjectId


def canonical(event: Event) -> dict[str, object]:
    """The event as JSON values, the same before it is stored and after it is read back."""
    return {
        "type": str(event.type),
        "at": instant(event.at),
        "actor": {
            "role": str(event.actor.role),
            "id": event.actor.id,
            "name": event.actor.name,
            "office": event.actor.office,
            "organisation": event.actor.organisation,
        },
        "stage": event.stage,
        "sub_approval": str(event.sub_approval) if event.sub_approval else None,
        "reason": event.reason,
        "basis": event.basis,
        "data": dict(event.data),
    }


def instant(at: datetime) -> str:
    """An instant in UTC with microseconds, the one spelling that is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(previous: str, project: ProjectId, position: int, event: Mapping[str, object]) -> str:
    """The hash of the event at a position (from 1) of a project's chain; `previous` is empty for the first."""
    text = json.dumps(
        {"project": str(project), "position": position, "previous": previous, **event},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return sha256(text.encode()).hexdigest()
