"""The engine: how every process talks to PostgreSQL."""

from sqlalchemy import Engine, create_engine, make_url


def engine_for(url: str, *, pool_size: int = 10) -> Engine:
    """An engine whose sessions speak UTC, so that instants read back as they were written."""
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"options": "-c timezone=UTC -c lock_timeout=15s", "application_name": "binglian"},
    )
