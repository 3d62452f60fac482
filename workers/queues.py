"""The queues: one for each centre of the installed editions, and those of the hub."""

import sys
from collections.abc import Iterable
from enum import StrEnum

from catalogs.edition import Edition
from catalogs.loader import installed, load
from workflow.domain.messages import EXCHANGE, queue_of
from workflow.domain.relaying import centre_of


class Hub(StrEnum):
    """Queues that belong to no centre."""

    EXCHANGE = EXCHANGE  # everything between us and the provincial platform
    CLOCKS = "clocks"  # sweeps and heartbeats


def queue_names(editions: Iterable[Edition] | None = None) -> tuple[str, ...]:
    """Every queue a worker may serve. All editions count, since a project keeps the one it was filed under."""
    known = [load(id) for id in installed()] if editions is None else editions
    centres = {centre_of(office.id) for edition in known for office in edition.offices}
    return (*(queue_of(centre) for centre in sorted(centres)), *Hub)


def main() -> None:
    """Print the names for a worker's `-Q`: `celery -A workers.app worker -Q $(python -m workers.queues)`."""
    sys.stdout.write(",".join(queue_names()) + "\n")


if __name__ == "__main__":
    main()
