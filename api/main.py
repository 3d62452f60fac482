"""The door of the process: settings become the application that uvicorn serves (`uvicorn api.main:app`)."""

import secrets
from datetime import timedelta

from fastapi import FastAPI

from api.application import application
from api.dependencies import Counter
from workflow.bootstrap import Wiring
from workflow.errors import WrongInput
from workflow.observability import configure
from workflow.settings import LogFormat, read_settings

# The province's clock and ours may differ by this much either way.
CALLBACK_MAX_AGE = timedelta(minutes=5)
CONNECTIONS = 20  # what the engine's pool hands out at most


def create(wiring: Wiring) -> FastAPI:
    """The application on this wiring."""
    return application(counter_of(wiring))


def counter_of(wiring: Wiring) -> Counter:
    """The wiring as plain values. Raises `WrongInput` when the callbacks' secret is not set."""
    settings = wiring.settings
    if settings.callback_secret is None:
        raise WrongInput(
            "没有设置省级平台回调的密钥。",
            "The secret of the province's callbacks is not set.",
            mend_zh="设置 BINGLIAN_CALLBACK_SECRET，或用 binglian run 启动。",
            mend_en="Set BINGLIAN_CALLBACK_SECRET, or start with 'binglian run'.",
        )
    return Counter(
        new_work=wiring.work,
        edition=wiring.edition,
        clock=wiring.clock,
        new_id=wiring.new_id,
        new_serial=wiring.new_serial,
        new_token=lambda: secrets.token_urlsafe(32),
        files=wiring.files,
        callback_secret=settings.callback_secret.get_secret_value(),
        callback_max_age=CALLBACK_MAX_AGE,
        token_lifetime=timedelta(hours=settings.token_hours),
        largest_document=settings.document_megabytes * 1_000_000,
        connections=CONNECTIONS,
    )


def __getattr__(name: str) -> FastAPI:
    """`app`, made when a server asks for it: importing this module for its factory reads no environment."""
    if name != "app":
        raise AttributeError(name)
    settings = read_settings()
    configure(level=settings.log_level, json=settings.log_format is LogFormat.JSON)
    return create(Wiring(settings))
