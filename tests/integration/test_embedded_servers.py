"""The embedded servers are the real ones: they survive kill -9, keep their data, and leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workflow.running.accounts import as_account
from workflow.running.errors import PortTaken
from workflow.running.ports import LOOPBACK, answers, free_port
from workflow.running.postgres import Postgres, start_postgres
from workflow.running.redis import Redis, start_redis

OWNER_OF_TWO_SERVERS = """
import sys, threading
from pathlib import Path
from workflow.running.postgres import start_postgres
from workflow.running.redis import start_redis

directory, postgres_port, redis_port = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
postgres = start_postgres(directory / "postgres", port=postgres_port)
redis = start_redis(directory / "redis", port=redis_port)
sys.stdout.write(f"{postgres.pid} {redis.pid}\\n")
sys.stdout.flush()
threading.Event().wait()
"""


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    server = start_postgres(tmp_path / "postgres", port=free_port())
    yield server
    server.stop()


@pytest.fixture
def redis_of_its_own(tmp_path: Path) -> Iterator[Redis]:
    server = start_redis(tmp_path / "redis", port=free_port())
    yield server
    server.stop()


@pytest.fixture
def stranger(postgres: Postgres) -> Iterator[int]:
    """A living process of the server's own account, which the server could take for another server."""
    waiting = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    command = as_account(waiting, postgres.account, reaching=[Path(sys.executable)])
    with subprocess.Popen(command) as process:
        yield process.pid
        process.kill()


def note(server: Postgres, text: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (text text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [text])


def notes(server: Postgres) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM notes ORDER BY text")]


def one(server: Postgres, query: str) -> object:
    with psycopg.connect(server.url) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_the_server_is_postgresql_18_with_full_durability(postgres: Postgres) -> None:
    assert str(one(postgres, "SHOW server_version")).startswith("18.")
    assert (one(postgres, "SHOW fsync"), one(postgres, "SHOW synchronous_commit")) == ("on", "on")


def test_the_application_is_no_superuser(postgres: Postgres) -> None:
    powers = one(postgres, "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user")

    assert powers is False


def test_nobody_gets_in_without_the_password(postgres: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://binglian:guess@{LOOPBACK}:{postgres.port}/binglian")


def test_committed_rows_survive_kill_9_of_the_server(postgres: Postgres) -> None:
    note(postgres, "committed")

    postgres.kill()
    postgres.restart()

    assert notes(postgres) == ["committed"]


def test_a_second_start_finds_the_data_of_the_first(postgres: Postgres) -> None:
    note(postgres, "kept")
    postgres.stop()

    again = start_postgres(postgres.directory, port=free_port())

    assert notes(again) == ["kept"]
    again.stop()


@pytest.mark.parametrize(
    "left",
    [pytest.param("data/postmaster.pid", id="pid-file"), pytest.param("socket/.s.PGSQL.{port}.lock", id="socket")],
)
def test_a_left_file_whose_number_now_belongs_to_another_process_does_not_stop_the_start(
    postgres: Postgres, stranger: int, left: str
) -> None:
    postgres.stop()
    data, socket_folder = postgres.directory / "data", postgres.directory / "socket"
    file = postgres.directory / left.format(port=postgres.port)
    file.write_text(f"{stranger}\n{data}\n0\n{postgres.port}\n{socket_folder}\n{LOOPBACK}\n")

    postgres.restart()

    assert one(postgres, "SELECT 1") == 1
    assert psutil.pid_exists(stranger)


def test_a_lost_password_file_is_made_good_at_the_next_start(postgres: Postgres) -> None:
    (postgres.directory / "password").unlink()
    postgres.stop()

    again = start_postgres(postgres.directory, port=postgres.port)

    assert one(again, "SELECT 1") == 1
    again.stop()


def test_initialisation_broken_off_half_way_begins_anew(tmp_path: Path) -> None:
    half_made = tmp_path / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")

    server = start_postgres(tmp_path / "postgres", port=free_port())

    assert one(server, "SELECT 1") == 1
    server.stop()


def test_a_taken_port_is_named_with_its_holder_and_the_setting(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as holder:
        port = holder.getsockname()[1]

        with pytest.raises(PortTaken) as refusal:
            start_postgres(tmp_path / "postgres", port=port)

    assert refusal.value.port == port
    assert refusal.value.setting == "BINGLIAN_POSTGRES_PORT"
    assert str(os.getpid()) in (refusal.value.holder or "")
    assert "BINGLIAN_POSTGRES_PORT" in str(refusal.value)


def test_a_taken_port_is_named_for_redis_too(tmp_path: Path, redis_of_its_own: Redis) -> None:
    with pytest.raises(PortTaken, match="BINGLIAN_REDIS_PORT"):
        start_redis(tmp_path / "another", port=redis_of_its_own.port)


def test_redis_comes_back_empty_on_the_same_port_after_kill_9(redis_of_its_own: Redis) -> None:
    with redis.Redis.from_url(redis_of_its_own.url) as client:
        client.set("hint", "1")

        redis_of_its_own.kill()
        redis_of_its_own.restart()

        assert client.get("hint") is None


def test_redis_asks_for_its_password(redis_of_its_own: Redis) -> None:
    with (
        redis.Redis(port=redis_of_its_own.port, retry=Retry(NoBackoff(), 0)) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_servers_end_with_the_process_that_owns_them_and_start_again(tmp_path: Path, how: signal.Signals) -> None:
    ports = [free_port(), free_port()]
    command = [sys.executable, "-c", OWNER_OF_TWO_SERVERS, str(tmp_path), *map(str, ports)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        servers = [psutil.Process(int(pid)) for pid in owner.stdout.readline().split()]
        everything = [*servers, *servers[0].children(recursive=True)]

        owner.send_signal(how)

        owner.wait()
        _, alive = psutil.wait_procs(everything, timeout=30)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    assert not any(answers(port) for port in ports)
    start_postgres(tmp_path / "postgres", port=ports[0]).stop()
    start_redis(tmp_path / "redis", port=ports[1]).stop()


def test_stopping_leaves_no_process_and_no_open_port(postgres: Postgres, redis_of_its_own: Redis) -> None:
    everything = psutil.Process(postgres.pid).children(recursive=True)

    postgres.stop()
    redis_of_its_own.stop()

    assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in everything)
    assert not answers(postgres.port)
    assert not answers(redis_of_its_own.port)
