"""What `binglian doctor` looks at, one line each."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import httpx
import psutil
import psycopg

from catalogs import loader
from catalogs.checks import check as check_edition
from catalogs.errors import CatalogError
from workflow.errors import Refused
from workflow.running import presence
from workflow.running.deployment import address
from workflow.running.errors import Unreachable
from workflow.running.ports import answers
from workflow.running.servers import postgres_version, redis_version
from workflow.settings import Settings, unknown_variables
from workflow.store.database import engine_for
from workflow.store.migrating import pending

STUCK_SECONDS = 60  # a healthy system carries a message out within seconds
HTTP_SECONDS = 5
FRESH_SECONDS = 90  # three of the longest interval between two heartbeats, and some
OF_THE_SIMULATOR = ("BINGLIAN_PROVINCE_HOST", "BINGLIAN_PROVINCE_DATABASE", "BINGLIAN_PROVINCE_CALLBACK_URL")

_OUTBOX = """
    SELECT count(*) FILTER (WHERE parked_at IS NULL), count(*) FILTER (WHERE parked_at IS NOT NULL),
           coalesce(extract(epoch FROM now() - min(created_at)), 0)::int
    FROM outbox WHERE delivered_at IS NULL
"""
_HEARTBEAT = "SELECT extract(epoch FROM now() - max(at))::int FROM heartbeats WHERE process LIKE %s"


@dataclass(frozen=True)
class Finding:
    """What a look found."""

    ok: bool
    said: str


@dataclass(frozen=True)
class Check:
    """A line of the doctor; `cure` mends it. Without what is `needed` the system does not do its work."""

    title: str
    look: Callable[[Settings], Finding]
    cure: str
    needed: bool = True


def examine(check: Check, settings: Settings) -> Finding:
    """The finding of a check on `completed` settings; what cannot be looked at is not well."""
    try:
        return check.look(settings)
    except Unreachable as refusal:
        return Finding(ok=False, said=f"连接不上 cannot be reached: {refusal.why}")
    except psycopg.errors.UndefinedTable:
        return Finding(ok=False, said="没有数据表 no tables yet")
    except (Refused, CatalogError) as refusal:
        return Finding(ok=False, said=str(refusal))


def _settings(_settings: Settings) -> Finding:
    unknown = [name for name in unknown_variables(os.environ) if name not in OF_THE_SIMULATOR]
    return Finding(ok=not unknown, said=f"不认识 unknown: {', '.join(unknown)}" if unknown else "可读 readable")


def _postgres(settings: Settings) -> Finding:
    return Finding(ok=True, said=f"version {postgres_version(settings.database_url or '')}")


def _redis(settings: Settings) -> Finding:
    return Finding(ok=True, said=f"version {redis_version(settings.broker_url or '')}")


def _migrations(settings: Settings) -> Finding:
    postgres_version(settings.database_url or "")
    engine = engine_for(settings.database_url or "")
    try:
        with engine.connect() as connection:
            lacking = pending(connection)
    finally:
        engine.dispose()
    return Finding(ok=not lacking, said=f"差 {len(lacking)} 步 behind" if lacking else "已是最新 up to date")


def _edition(settings: Settings) -> Finding:
    edition = loader.load(settings.edition)
    faults = check_edition(edition)
    said = f"{edition.id}, {len(edition.items)} items" + (f", {len(faults)} faults" if faults else "")
    return Finding(ok=not faults, said=said)


def _api(settings: Settings) -> Finding:
    if answers(settings.api_port, host=settings.api_host):
        return Finding(ok=True, said=address(settings))
    return Finding(ok=False, said=f"{address(settings)} 没有应答 does not answer")


def _process(settings: Settings, *, name: str, heartbeat: str) -> Finding:
    state = presence.read_state(settings.var_dir)
    pid = state.processes.get(name) if state else None
    if pid and psutil.pid_exists(pid):
        return Finding(ok=True, said=f"process {pid}")
    # Where each program is run by the machine's own service manager, only the database knows of them.
    seconds = _heartbeat_age(settings, heartbeat)
    if seconds is None:
        return Finding(ok=False, said="没有在运行 not running")
    return Finding(ok=seconds < FRESH_SECONDS, said=f"{seconds} 秒前有心跳 heartbeat {seconds} s ago")


def _heartbeat_age(settings: Settings, process: str) -> int | None:
    try:
        with _connection(settings) as connection:
            row: tuple[int | None] | None = connection.execute(_HEARTBEAT, [f"{process}@%"]).fetchone()
    except (Unreachable, psycopg.errors.UndefinedTable):
        return None
    return row[0] if row else None


def _province(settings: Settings) -> Finding:
    url = settings.province_url or ""
    try:
        answer = httpx.get(f"{url}/health", timeout=HTTP_SECONDS, trust_env=False)
    except httpx.HTTPError as fault:
        raise Unreachable(url, str(fault), "BINGLIAN_PROVINCE_URL") from None
    return Finding(ok=answer.is_success, said=f"{url} ({answer.status_code})")


def _outbox(settings: Settings) -> Finding:
    with _connection(settings) as connection:
        waiting, parked, oldest = connection.execute(_OUTBOX).fetchone() or (0, 0, 0)
    said = f"待发 waiting {waiting}, 最久 oldest {oldest} s, 搁置 parked {parked}"
    return Finding(ok=not parked and oldest < STUCK_SECONDS, said=said)


def _connection(settings: Settings) -> psycopg.Connection:
    postgres_version(settings.database_url or "")
    return psycopg.connect(settings.database_url or "")


START = "binglian run"
CHECKS = (
    Check("配置 settings", _settings, "改正或删除变量 / mend or remove the variables"),
    Check("数据库 PostgreSQL", _postgres, f"{START}, 或检查 / or check BINGLIAN_DATABASE_URL"),
    Check("数据库迁移 migrations", _migrations, "binglian db upgrade"),
    Check("消息队列 Redis", _redis, f"{START}, 或检查 / or check BINGLIAN_BROKER_URL"),
    Check("事项目录 catalog edition", _edition, "binglian catalog check, 或改正 / or mend BINGLIAN_EDITION"),
    Check("服务接口 API", _api, START),
    Check("转发 relay", partial(_process, name="relay", heartbeat="relay"), START),
    Check("办理进程 workers", partial(_process, name="worker", heartbeat="worker"), START),
    Check("省平台交换 exchange workers", partial(_process, name="exchange", heartbeat="exchange"), START),
    # The workers' heartbeat is a task that only beat sends.
    Check("定时 beat", partial(_process, name="beat", heartbeat="worker"), START),
    Check("省平台 provincial platform", _province, "记录留在发件箱待补报 / records wait in the outbox", needed=False),
    Check("发件箱 outbox", _outbox, "binglian outbox list, 查明原因后 / then binglian outbox release", needed=False),
)
