"""Wiring: the one place where settings become an engine, an edition, a clock and identifiers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from secrets import randbelow
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine

from catalogs.edition import Edition
from catalogs.loader import load
from workflow.errors import WrongInput
from workflow.gateways.accounts_file import AccountsFile
from workflow.gateways.files import FileStore, LocalFileStore
from workflow.operations.demonstration import Account, load_demonstration
from workflow.settings import Settings
from workflow.store.database import engine_for
from workflow.store.unit_of_work import UnitOfWork

SERIALS = 100_000  # five random digits of a project code


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Wiring:
    """What a process works with. Tests pass their own clock and identifiers."""

    settings: Settings
    clock: Callable[[], datetime] = _now
    new_id: Callable[[], UUID] = uuid4

    @cached_property
    def engine(self) -> Engine:
        if self.settings.database_url is None:
            raise WrongInput(
                "没有数据库地址。",
                "There is no database address.",
                mend_zh="设置 BINGLIAN_DATABASE_URL，或用 binglian run 启动内置数据库。",
                mend_en="Set BINGLIAN_DATABASE_URL, or start the embedded one with 'binglian run'.",
            )
        return engine_for(self.settings.database_url)

    @cached_property
    def edition(self) -> Edition:
        return load(self.settings.edition)

    def work(self) -> UnitOfWork:
        """One transaction: `with wiring.work() as work:`."""
        return UnitOfWork(self.engine)

    def reading(self) -> Connection:
        """A connection for views: `with wiring.reading() as connection:`; nothing it does is committed."""
        return self.engine.connect()

    @cached_property
    def files(self) -> FileStore:
        return LocalFileStore(self.settings.var_dir / "files")

    def load_demonstration(self) -> tuple[Account, ...]:
        """The demonstration's people, made or found, and written with their password under the var directory."""
        file = AccountsFile(self.settings.var_dir)
        password = file.password()
        with self.work() as work:
            accounts = load_demonstration(work, self.edition, password=password)
        file.write(password, [(account.login, account.name) for account in accounts])
        return accounts

    def new_serial(self) -> int:
        return randbelow(SERIALS)
