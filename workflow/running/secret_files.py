"""Secrets made on this machine, for this machine: kept in files only their owner reads, never in the repository."""

import secrets
from pathlib import Path

from workflow.running.errors import VarDirNotWritable


def secret_in(file: Path) -> str:
    """The secret the file holds; a new one is made on the first call. Raises `VarDirNotWritable`."""
    try:
        if not file.exists():
            _write_new(file)
        return file.read_text()
    except OSError as fault:
        raise VarDirNotWritable(file, str(fault.strerror)) from None


def _write_new(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(24))
    fresh.replace(file)  # at once: a process killed here leaves no half-written secret
