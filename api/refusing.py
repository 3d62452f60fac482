"""Which exception becomes which problem: one table, read when the application is put together."""

from collections.abc import Callable, Mapping

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.catalog_problems import of_catalog_error
from api.idempotency import Repeated, first_answer
from api.pages.rendering import language_of, page, wants_page
from api.problems import RETRY_AFTER, Trouble, answer, named, of_refusal, told
from api.request_problems import of_malformed, of_web
from catalogs.errors import CatalogError
from catalogs.wording import Wording
from workflow.errors import Refused

log = structlog.get_logger(__name__)

# The last two of these: two commands met in the same instant. One has won, and the other passes when it is repeated.
BUSY: tuple[type[Exception], ...] = (InterfaceError, PoolTimeout, OperationalError, IntegrityError)


def of_busy(error: Exception) -> Trouble:
    """The database is away, overloaded or just taken by somebody else; nothing was changed."""
    cause = type(error.orig).__name__ if isinstance(error, DBAPIError) else type(error).__name__
    log.warning("database_refused", cause=cause)
    return Trouble(
        slug="busy",
        detail=Wording(
            "数据库暂时不可用或正忙，未作任何更改。", "The database is unavailable or busy; nothing was changed."
        ),
        mend=Wording(f"请在 {RETRY_AFTER} 秒后重试。", f"Try again in {RETRY_AFTER} seconds."),
        headers={"Retry-After": str(RETRY_AFTER)},
    )


def of_unexpected(_error: Exception) -> Trouble:
    """A mistake of ours: told without internals, found in the log by the request's identifier."""
    return Trouble(
        slug="unexpected",
        detail=Wording("系统出现故障，未作任何更改。", "Something went wrong on our side; nothing was changed."),
        mend=Wording(
            "请稍后重试；仍不行时请把响应头 X-Request-Id 告诉管理员。",
            "Try again later; if it persists, give the administrator the X-Request-Id of this answer.",
        ),
    )


_TELLING: Mapping[type[Exception], Callable[..., Trouble]] = {
    Refused: of_refusal,
    CatalogError: of_catalog_error,
    RequestValidationError: of_malformed,
    HTTPException: of_web,
    **dict.fromkeys(BUSY, of_busy),
    Exception: of_unexpected,
}


def install(app: FastAPI) -> None:
    """Let the application answer every exception with a problem."""
    for family, tell in _TELLING.items():
        app.add_exception_handler(family, _handler(tell))

    @app.exception_handler(Repeated)
    async def repeated(_request: Request, repeated: Repeated) -> Response:
        return first_answer(repeated)


def answer_web(request: Request, error: HTTPException) -> Response:
    """What the web server itself refuses, outside of any route."""
    return answer(request, of_web(error))


def _handler(tell: Callable[..., Trouble]) -> Callable[[Request, Exception], Response]:
    async def handle(request: Request, error: Exception) -> Response:
        trouble = named(request, tell(error)) if isinstance(error, Refused) else tell(error)
        if wants_page(request):
            problem = told(trouble, language_of(request))
            return page(request, "problem.html", status=problem.status, problem=problem)
        return answer(request, trouble)

    return handle  # type: ignore[return-value]
