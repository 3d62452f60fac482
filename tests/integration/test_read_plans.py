"""Lists that people wait for are read from their indexes, however many cases have ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, event, text

from tests.factories.projects import CITY, officer
from workflow.domain.people import Actor, Role
from workflow.domain.permissions import Scope
from workflow.operations.sweeping import SWEEPS
from workflow.store.database import engine_for
from workflow.views import inbox, projects, supervision_orders

SUPERVISOR = Actor(role=Role.SUPERVISOR, id="supervisor", name="监察")
OFFICER = officer(CITY)
INVOLVED, ANYTHING = [Scope.INVOLVED_OFFICE], [Scope.ANYTHING]
IN_HAND, CONSULTED, SENT_TO = "ix_sub_approvals_inbox", "ix_sub_approvals_consulted", "ix_sub_approvals_involved"
READS: Mapping[str, tuple[Callable[[Connection], object], set[str]]] = {
    "inbox": (lambda c: inbox.inbox(c, CITY, limit=50), {IN_HAND, CONSULTED}),
    "counts of the inbox": (lambda c: inbox.counts(c, CITY), {IN_HAND, CONSULTED}),
    "projects of an office": (lambda c: projects.projects(c, OFFICER, INVOLVED, limit=20), {SENT_TO}),
    "all projects": (
        lambda c: projects.projects(c, SUPERVISOR, ANYTHING, limit=20),
        {"ix_projects_registered_at_id"},
    ),
    "all supervision orders": (
        lambda c: supervision_orders.supervision_orders(c, SUPERVISOR, ANYTHING, limit=20),
        {"ix_supervision_orders_arrived_at_id"},
    ),
    "left-over dispatches": (
        lambda c: c.execute(SWEEPS["dispatched_not_received"].find).all(),
        {"ix_sub_approvals_under_way"},
    ),
}


@pytest.fixture(scope="module")
def engine(database: str) -> Iterator[Engine]:
    engine = engine_for(database)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("read", READS)
def test_a_list_can_be_read_from_its_indexes(engine: Engine, read: str) -> None:
    ask, indexes = READS[read]

    # The planner would read an empty table whole; forbidden that, it shows whether the index serves at all.
    with engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        plan = "\n".join(plan_of(connection, ask))

    assert {index for index in indexes if index not in plan} == set(), plan


def plan_of(connection: Connection, ask: Callable[[Connection], object]) -> Sequence[str]:
    """How PostgreSQL would carry out the one statement that `ask` sends."""
    with sent(connection) as statements:
        ask(connection)
    ((statement, parameters),) = statements
    return connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars().all()


@contextmanager
def sent(connection: Connection) -> Iterator[list[tuple[str, dict[str, object]]]]:
    statements: list[tuple[str, dict[str, object]]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: dict[str, object], *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)
