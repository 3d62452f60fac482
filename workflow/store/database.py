"""The engine: how every process talks to PostgreSQL."""

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext


def engine_for(url: str, *, pool_size: int = 10) -> Engine:
    """An engine whose sessions speak UTC, so that instants read back as they were written.

    What fails is told without the values it was about: errors go to logs and to the screens of those who mend.
    """
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC -c lock_timeout=15s", "application_name": "binglian"},
    )
    event.listen(engine, "handle_error", _leave_out_the_rows)
    return engine


def _leave_out_the_rows(context: ExceptionContext) -> None:
    """Cut what PostgreSQL adds to the first line of an error: its DETAIL quotes whole rows."""
    error = context.original_exception
    if not isinstance(error, psycopg.Error) or not error.diag.message_primary:
        return
    said = error.diag.message_primary
    error.args = (said,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(error).__name__} {error.sqlstate}) {said}",)
