"""Named points at which a test can kill the process. Inert unless BINGLIAN_FAULTS names a folder."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

POINTS = (
    "relay:claimed-before-publish",
    "relay:published",
    "task:begun",
    "task:effect-before-commit",
    "task:committed-before-acknowledgement",
    "exchange:sent-before-mark",
)


def reach(point: str, environment: Mapping[str, str] = os.environ) -> None:
    """Die as by kill -9 if a file of the point's name lies in the folder; it is removed first, so it acts once."""
    folder = environment.get("BINGLIAN_FAULTS")
    if folder is None:
        return
    if point not in POINTS:
        raise ValueError(f"unknown fault point {point}")
    try:
        (Path(folder) / point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
