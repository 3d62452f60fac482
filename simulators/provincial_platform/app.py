"""The platform as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from simulators.provincial_platform.platform import Platform
from simulators.provincial_platform.routes import control, exchange, page


def create_app(platform: Platform) -> FastAPI:
    """The application around a platform; it starts and stops the platform's pusher."""
    # The interactive documentation pages load their scripts from a foreign host, so they are left out.
    app = FastAPI(
        title="省投资项目审批平台（模拟） Provincial approval platform",
        docs_url=None,
        redoc_url=None,
        lifespan=_pushing,
    )
    app.state.platform = platform
    for door in (exchange.health, exchange.router, control.router, page.router):
        app.include_router(door)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    return app


@asynccontextmanager
async def _pushing(app: FastAPI) -> AsyncIterator[None]:
    platform: Platform = app.state.platform
    platform.pusher.start()
    yield
    platform.pusher.stop()


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 the handler is registered for nothing else
    return JSONResponse({"reason": error.detail}, error.status_code, error.headers)


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 the handler is registered for nothing else
    faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return JSONResponse({"reason": f"请求格式错误 (malformed request): {'; '.join(faults)}"}, 422)
