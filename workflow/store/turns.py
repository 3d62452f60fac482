"""Taking turns across processes and machines: one holder of a name at a time, and none left behind by a dead one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

_TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
_END = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")


@contextmanager
def turn(engine: Engine, name: str) -> Iterator[bool]:
    """True: the turn is ours until the block ends. False: another has it.

    The lock belongs to a database session of its own, so it outlasts our transactions and ends with our process.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        is_ours: bool = session.execute(_TRY, {"name": name}).scalar_one()
        try:
            yield is_ours
        finally:
            if is_ours:
                session.execute(_END, {"name": name})
