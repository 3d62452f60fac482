"""The counter as a client sees it: one person's session with the API."""

from collections.abc import Callable, Mapping
from threading import Event, Lock
from typing import Any
from uuid import uuid4

import httpx

TRIES = 40
PAUSE_SECONDS = 0.25


class CounterRefused(Exception):
    """The API said no; the problem's own words are the message."""

    def __init__(self, response: httpx.Response) -> None:
        problem = response.json() if "json" in response.headers.get("content-type", "") else {}
        self.status, self.problem = response.status_code, problem
        words = problem.get("detail") or response.text[:300]
        super().__init__(f"{response.request.method} {response.request.url.path}: {response.status_code} {words}")


class Counter:
    """Signs people in when they are first needed, and repeats a command with its key until it has an answer."""

    def __init__(self, address: str, password: str, *, stopped: Event) -> None:
        self._http = httpx.Client(base_url=f"{address}/api/v1", timeout=30, headers={"Accept-Language": "zh"})
        self._password, self._stopped = password, stopped
        self._tokens: dict[str, str] = {}
        self._signing_in = Lock()

    def close(self) -> None:
        self._http.close()

    def get(self, login: str, path: str, **parameters: str | int) -> Any:  # noqa: ANN401 -- JSON
        return self._send(lambda: self._http.get(path, params=parameters, headers=self._identity(login)))

    def post(self, login: str, path: str, body: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401 -- JSON
        headers = {**self._identity(login), "Idempotency-Key": str(uuid4())}
        return self._send(lambda: self._http.post(path, json=dict(body or {}), headers=headers))

    def upload(self, login: str, path: str, *, material: str, filename: str, content: bytes) -> Any:  # noqa: ANN401
        headers = {**self._identity(login), "Idempotency-Key": str(uuid4())}
        files = {"file": (filename, content, "application/pdf")}
        return self._send(lambda: self._http.post(path, data={"material": material}, files=files, headers=headers))

    def wait_until(self, holds: Callable[[], bool], *, what: str) -> None:
        """Ask again until it holds; TimeoutError names what did not happen."""
        for _ in range(TRIES * 8):
            if holds():
                return
            self.pause()
        raise TimeoutError(what)

    def pause(self) -> None:
        """Let the system work; wakes at once, with an error, when the demonstration is stopped."""
        if self._stopped.wait(PAUSE_SECONDS):
            raise InterruptedError("stopped")

    def _identity(self, login: str) -> dict[str, str]:
        with self._signing_in:
            if login not in self._tokens:
                answer = self._send(
                    lambda: self._http.post("/tokens", json={"login": login, "password": self._password})
                )
                self._tokens[login] = answer["token"]
        return {"Authorization": f"Bearer {self._tokens[login]}"}

    def _send(self, call: Callable[[], httpx.Response]) -> Any:  # noqa: ANN401 -- JSON
        for _ in range(TRIES):
            try:
                response = call()
            except httpx.TransportError:
                self.pause()
                continue
            if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                self.pause()
                continue
            if response.is_error:
                raise CounterRefused(response)
            return response.json() if response.content else None
        raise TimeoutError("the API did not answer")
