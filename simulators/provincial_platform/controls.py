"""How the platform is told to misbehave. Kept in memory only: a restart behaves well again."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Mishap(StrEnum):
    """Things that happen to the next so many requests."""

    FAIL = "fail_next"  # 500, nothing stored
    LOSE_ANSWER = "lose_answer_next"  # stored, connection closed without an answer
    ANSWER_TWICE = "answer_twice_next"  # answered, and the receipts pushed once more


@dataclass(frozen=True, slots=True)
class Settings:
    delay_ms: int = 0
    fail_next: int = 0
    lose_answer_next: int = 0
    answer_twice_next: int = 0
    down: bool = False


class Controls:
    """The settings now, safe to use from many requests at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settings = Settings()
        self._stopping = threading.Event()

    @property
    def now(self) -> Settings:
        with self._lock:
            return self._settings

    def change(self, changes: Mapping[str, Any]) -> Settings:
        """Change the settings that are named; their values have been checked at the door."""
        with self._lock:
            self._settings = replace(self._settings, **changes)
            return self._settings

    def happens(self, mishap: Mishap) -> bool:
        """True when the mishap is due, which uses it up once."""
        with self._lock:
            left: int = getattr(self._settings, mishap)
            used_up: Mapping[str, Any] = {mishap: left - 1}
            if left > 0:
                self._settings = replace(self._settings, **used_up)
            return left > 0

    def be_slow(self) -> None:
        """Hold the request for the delay. An event is waited for, not time, so that stopping ends the delay at once."""
        self._stopping.wait(self.now.delay_ms / 1000)

    def stop_delays(self) -> None:
        self._stopping.set()
