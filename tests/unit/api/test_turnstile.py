"""The turnstile: a few at once, some waiting, and everybody else is told to come back."""

import asyncio
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.turnstile import TooMany, Turnstile


def test_no_more_than_so_many_are_let_through_at_once() -> None:
    turnstile, inside, most = Turnstile(at_once=2, waiting=10), 0, 0

    async def pass_through() -> None:
        nonlocal inside, most
        async with turnstile.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.to_thread(str)  # something that takes a moment
            inside -= 1

    async def crowd() -> None:
        await asyncio.gather(*(pass_through() for _ in range(12)))

    asyncio.run(crowd())

    assert most == 2


def test_whoever_would_wait_too_long_is_refused_at_once_and_let_in_later() -> None:
    async def story() -> None:
        turnstile = Turnstile(at_once=1, waiting=0)
        async with turnstile.turn():
            with pytest.raises(TooMany):
                async with turnstile.turn():
                    pass
        async with turnstile.turn():
            pass

    asyncio.run(story())


def test_whoever_leaves_with_an_error_leaves_his_place_too() -> None:
    async def story() -> None:
        turnstile = Turnstile(at_once=1, waiting=0)
        with pytest.raises(ValueError, match="inside"):
            async with turnstile.turn():
                raise ValueError("inside")
        async with turnstile.turn():
            pass

    asyncio.run(story())


@pytest.fixture
def crowded(app: FastAPI) -> Iterator[None]:
    """Every place taken, and everyone who may wait waits."""
    usual = app.state.sign_ins
    app.state.sign_ins = Turnstile(at_once=0, waiting=0)
    yield
    app.state.sign_ins = usual


@pytest.mark.usefixtures("crowded")
def test_a_sign_in_too_many_is_told_when_to_come_back(client: TestClient) -> None:
    answer = client.post("/api/v1/tokens", json={"login": "applicant.food", "password": "x"})

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "5"
    assert answer.json()["type"] == "urn:binglian:problem:too-many-requests"
