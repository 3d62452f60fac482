"""One request or task, one transaction: drawn at the door, committed on leaving, rolled back on an exception."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from workflow.store.commands import Commands
from workflow.store.exchange import Exchange
from workflow.store.outbox import Outbox
from workflow.store.people import People
from workflow.store.projects import Projects
from workflow.store.records import Records


class UnitOfWork:
    """What an operation works on. State, events and messages leave together or not at all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self.connection = self._engine.connect()
        self._transaction = self.connection.begin()
        self.projects = Projects(self.connection)
        self.outbox = Outbox(self.connection)
        self.commands = Commands(self.connection)
        self.people = People(self.connection)
        self.records = Records(self.connection)
        self.exchange = Exchange(self.connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.projects.flush()
                self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self.connection.close()
