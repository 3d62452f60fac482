"""The two servers everything stands on: embedded, or given by the settings and then only looked at."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workflow.running.errors import Unreachable
from workflow.running.postgres import start_postgres
from workflow.running.redis import start_redis
from workflow.running.services import Service
from workflow.settings import Settings

CONNECT_SECONDS = 5


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server: whether it is ours to start, how, and how to see the one we were given. All take open settings."""

    title: str
    given: Callable[[Settings], str | None]
    start: Callable[[Settings], Service]
    look: Callable[[str], str]


def postgres_version(url: str) -> str:
    """The version of the server at the address. Raises `Unreachable` when it cannot be reached."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            return str(connection.info.parameter_status("server_version"))
    except psycopg.Error as fault:
        raise Unreachable("PostgreSQL", str(fault), "BINGLIAN_DATABASE_URL") from None


def redis_version(url: str) -> str:
    """The version of the server at the address. Raises `Unreachable` when it cannot be reached."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=CONNECT_SECONDS, retry=Retry(NoBackoff(), 0)) as client:
            return str(client.info("server")["redis_version"])
    except redis.RedisError as fault:
        raise Unreachable("Redis", str(fault), "BINGLIAN_BROKER_URL") from None


SERVERS = (
    Server(
        title="数据库 PostgreSQL",
        given=lambda settings: settings.database_url,
        start=lambda settings: start_postgres(settings.var_dir / "postgres", port=settings.postgres_port),
        look=postgres_version,
    ),
    Server(
        title="消息队列 Redis",
        given=lambda settings: settings.broker_url,
        start=lambda settings: start_redis(settings.var_dir / "redis", port=settings.redis_port),
        look=redis_version,
    ),
)
