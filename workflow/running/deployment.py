"""What the settings leave open on one machine: where the embedded servers answer, and secrets made here."""

from pydantic import SecretStr

from workflow.running import postgres, redis
from workflow.running.ports import LOOPBACK
from workflow.running.secret_files import secret_in
from workflow.settings import Settings


def completed(settings: Settings) -> Settings:
    """The settings with every open address and secret filled in, the same at every start of this var directory."""
    return settings.model_copy(
        update={
            "database_url": settings.database_url
            or postgres.application_url(settings.var_dir / "postgres", port=settings.postgres_port),
            "broker_url": settings.broker_url or redis.broker_url(settings.var_dir / "redis", port=settings.redis_port),
            "province_url": settings.province_url or f"http://{LOOPBACK}:{settings.province_port}",
            "province_token": settings.province_token or _made_here(settings, "province-token"),
            "callback_secret": settings.callback_secret or _made_here(settings, "callback-secret"),
        }
    )


def address(settings: Settings) -> str:
    """Where a person on this machine opens the counter."""
    host = LOOPBACK if settings.api_host in ("0.0.0.0", "::") else settings.api_host  # noqa: S104 - compared, not bound
    return f"http://{host}:{settings.api_port}"


def _made_here(settings: Settings, name: str) -> SecretStr:
    return SecretStr(secret_in(settings.var_dir / "secrets" / name))
