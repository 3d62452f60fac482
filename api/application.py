"""The application put together: routes, problems, pages."""

from asyncio import Semaphore

from fastapi import FastAPI

from api import documentation, health, refusing
from api.callbacks import provincial
from api.dependencies import Counter
from api.limits import Limiting
from api.observing import Observing
from api.pages import reference, start
from api.problems import declared
from api.rest.v1 import (
    catalog,
    documents,
    exchange,
    inbox,
    people,
    projects,
    stages,
    sub_approvals,
    supervision_orders,
    tokens,
    trace,
)
from api.turnstile import SIGN_INS_AT_ONCE, SIGN_INS_WAITING, Turnstile

PREFIX = "/api/v1"
RESOURCES = (
    tokens,
    people,
    catalog,
    projects,
    stages,
    documents,
    sub_approvals,
    inbox,
    trace,
    supervision_orders,
    exchange,
    provincial,
)


def application(counter: Counter) -> FastAPI:
    """The counter as an ASGI application."""
    app = FastAPI(
        title=documentation.TITLE,
        version=documentation.VERSION,
        description=documentation.DESCRIPTION,
        openapi_tags=documentation.TAGS,
        openapi_url="/openapi.json",
        docs_url=None,  # served by `pages.reference`: the usual page loads its scripts from elsewhere
        redoc_url=None,
        responses=declared(413, 422, 500, 503),
        generate_unique_id_function=documentation.operation_id,
    )
    app.state.counter, app.state.door = counter, Semaphore(counter.connections)
    app.state.sign_ins = Turnstile(at_once=SIGN_INS_AT_ONCE, waiting=SIGN_INS_WAITING)
    app.add_middleware(Limiting, largest_document=counter.largest_document, refuse=refusing.answer_web)
    app.add_middleware(Observing)
    refusing.install(app)
    for resource in RESOURCES:
        app.include_router(resource.router, prefix=PREFIX)
    app.include_router(health.router)
    documentation.install(app)
    reference.install(app)
    start.install(app)
    return app
