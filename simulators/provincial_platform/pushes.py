"""Downward pushes to the city: each is tried until the city answers 2xx, with bounded back-off."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import httpx

from simulators.provincial_platform.clock import Clock
from simulators.provincial_platform.signing import NonceSource, signed_headers


class PushKind(StrEnum):
    """What is pushed; the value is the last part of the city's address for it."""

    PROJECT = "projects"
    SUPERVISION_ORDER = "supervision-orders"
    RECEIPTS = "receipts"


class PushState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOff:
    """Seconds between tries: `first`, doubled each time, never above `longest`; `tries` in all."""

    first: float = 0.2
    longest: float = 10.0
    tries: int = 12

    def after(self, attempts: int) -> float:
        return min(self.first * 2.0 ** (attempts - 1), self.longest)


@dataclass(slots=True, kw_only=True)
class Push:
    id: int
    kind: PushKind
    body: object
    created_at: datetime
    state: PushState = PushState.WAITING
    attempts: int = 0
    last_answer: str = ""
    due: float = field(default=0.0, repr=False)  # on the monotonic clock

    def as_seen(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "state": self.state.value,
            "attempts": self.attempts,
            "last_answer": self.last_answer,
            "created_at": self.created_at.isoformat(),
            "body": self.body,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Where pushes go and how they are signed."""

    client: httpx.Client
    callback_url: str
    secret: str
    nonces: NonceSource


class Pusher:
    """A thread that delivers pushes in the background. `stop` ends it; what waits then is forgotten."""

    def __init__(self, city: City, clock: Clock, back_off: BackOff) -> None:
        self._city = city
        self._clock = clock
        self._back_off = back_off
        self._pushes: list[Push] = []
        self._changed = threading.Condition()
        self._stopping = False
        # A daemon, so that a city that holds the connection cannot keep the process alive.
        self._thread = threading.Thread(target=self._run, name="pushes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(timeout=1)
        self._city.client.close()

    def push(self, kind: PushKind, body: object) -> dict[str, object]:
        """Queue a push and return it as it is now."""
        with self._changed:
            push = Push(id=len(self._pushes) + 1, kind=kind, body=body, created_at=self._clock())
            self._pushes.append(push)
            self._changed.notify_all()
            return push.as_seen()

    def listing(self) -> list[dict[str, object]]:
        """All pushes since the start, oldest first."""
        with self._changed:
            return [push.as_seen() for push in self._pushes]

    def _run(self) -> None:
        while (push := self._next_due()) is not None:
            answer, delivered = self._try(push)
            with self._changed:
                self._note(push, answer, delivered=delivered)

    def _next_due(self) -> Push | None:
        """Wait for the next push to be due; None when the thread is to end."""
        with self._changed:
            while not self._stopping:
                waiting = [push for push in self._pushes if push.state is PushState.WAITING]
                soonest = min(waiting, key=lambda push: push.due, default=None)
                if soonest is None:
                    self._changed.wait()
                elif soonest.due <= (now := time.monotonic()):
                    return soonest
                else:
                    self._changed.wait(soonest.due - now)
            return None

    def _try(self, push: Push) -> tuple[str, bool]:
        body = json.dumps(push.body, ensure_ascii=False).encode()
        # Signed anew for each try: the city refuses a nonce it has seen, also when its answer was lost.
        headers = signed_headers(self._city.secret, body, now=self._clock(), nonce=self._city.nonces())
        url = f"{self._city.callback_url.rstrip('/')}/callbacks/provincial/{push.kind}"
        try:
            answer = self._city.client.post(url, content=body, headers={"Content-Type": "application/json", **headers})
        except httpx.HTTPError as error:
            return f"{type(error).__name__}: {error}", False
        return f"{answer.status_code} {answer.text[:200]}".strip(), answer.is_success

    def _note(self, push: Push, answer: str, *, delivered: bool) -> None:
        push.attempts += 1
        push.last_answer = answer
        push.due = time.monotonic() + self._back_off.after(push.attempts)
        if delivered:
            push.state = PushState.DELIVERED
        elif push.attempts >= self._back_off.tries:
            push.state = PushState.GIVEN_UP
