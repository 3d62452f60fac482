"""What a deployment may choose, read once from the environment at a door and passed inwards as plain values.

Every variable starts with `BINGLIAN_`. An unset address means "the embedded server", see `workflow.running`.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from workflow.errors import WrongInput

PREFIX = "BINGLIAN_"


class LogFormat(StrEnum):
    """CONSOLE is for people at a terminal, JSON for a log collector."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least grave event that is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class SettingsWrong(WrongInput):
    """One or more settings hold values that cannot be used; `variables` names them all."""

    slug = "settings-wrong"


def _postgres_url(given: str) -> str:
    """One spelling, understood by psycopg, psql and SQLAlchemy alike."""
    scheme, separator, rest = given.partition("://")
    if not separator or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise ValueError("not a PostgreSQL address")
    return f"postgresql://{rest}"


def _redis_url(given: str) -> str:
    if not given.startswith(("redis://", "rediss://", "redis+socket://")):
        raise ValueError("not a Redis address")
    return given


def _http_url(given: str) -> str:
    if not given.startswith(("http://", "https://")):
        raise ValueError("not an HTTP address")
    return given.rstrip("/")


Port = Annotated[int, Field(ge=1, le=65535)]
PostgresUrl = Annotated[str, AfterValidator(_postgres_url)]
RedisUrl = Annotated[str, AfterValidator(_redis_url)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Directory = Annotated[Path, AfterValidator(lambda given: given.expanduser().absolute())]


class Settings(BaseSettings):
    """The deployment's choices. A description ends in what a right value looks like: the cure shown for a wrong one."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", validate_default=True
    )

    database_url: PostgresUrl | None = Field(None, description="PostgreSQL, as postgresql://user:password@host/name")
    broker_url: RedisUrl | None = Field(None, description="Redis, as redis://:password@host:6379/0")
    var_dir: Directory = Field(Path("var"), description="where embedded servers and logs live: a folder we may write")
    api_host: str = Field("127.0.0.1", description="the address the API listens on, as 127.0.0.1", min_length=1)
    api_port: Port = Field(8600, description="the API's port: 1 to 65535")
    province_url: HttpUrl | None = Field(None, description="the provincial platform, as https://host/path")
    province_port: Port = Field(8601, description="the simulated provincial platform's port: 1 to 65535")
    postgres_port: Port = Field(8602, description="the embedded PostgreSQL's port: 1 to 65535")
    redis_port: Port = Field(8603, description="the embedded Redis's port: 1 to 65535")
    province_token: SecretStr | None = Field(None, description="what we show the provincial platform: a text")
    callback_secret: SecretStr | None = Field(None, description="what the province signs its calls with: a text")
    edition: str = Field("zhaotong-2026", description="the catalog edition new projects get", pattern=r"^[a-z0-9-]+$")
    log_level: LogLevel = Field(LogLevel.INFO, description="one of debug, info, warning, error")
    log_format: LogFormat = Field(LogFormat.CONSOLE, description="one of console, json")
    worker_processes: int = Field(2, description="processes of the Celery worker: 1 to 64", ge=1, le=64)
    document_megabytes: int = Field(200, description="the largest document, in megabytes: 1 to 500", ge=1, le=500)
    token_hours: int = Field(12, description="how long a sign-in lasts, in hours: 1 to 720", ge=1, le=720)
    keep_days: int = Field(
        30, description="how long idempotency keys and carried-out messages are kept, in days: 7 to 3650", ge=7, le=3650
    )
    # Known passwords must never slip into a real database, so a given one has no demonstration people unless asked.
    demonstration: bool = Field(
        default_factory=lambda given: given.get("database_url") is None,
        description="offices and people for trying out: true or false",
    )


def variable(field: str) -> str:
    """The environment variable of a field: `api_port` → `BINGLIAN_API_PORT`."""
    return PREFIX + field.upper()


@cache
def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsWrong`, naming every wrong variable and how to mend it."""
    try:
        return Settings()
    except ValidationError as fault:
        raise _wrong(fault) from None


def _wrong(fault: ValidationError) -> SettingsWrong:
    # The value itself is not repeated: it may hold a password.
    wrong = [error for error in fault.errors(include_input=False) if error["type"] != "default_factory_not_called"]
    fields = sorted({str(error["loc"][0]) for error in wrong})
    cures = "; ".join(f"{variable(field)}: {Settings.model_fields[field].description}" for field in fields)
    names = [variable(field) for field in fields]
    return SettingsWrong(
        f"配置有误:{'、'.join(names)} 的值不能用。",
        f"Wrong settings: the value of {', '.join(names)} cannot be used.",
        mend_zh=f"请改正环境变量后重试。应为 {cures}",
        mend_en=f"Mend the environment and try again. Expected {cures}",
        variables=names,
    )


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """Names that begin like ours but are no setting: most often a slip of the pen that would go unnoticed."""
    known = {variable(field) for field in Settings.model_fields}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that make another process read these same settings."""
    return {variable(field): _plain(value) for field, value in settings if value is not None}


def _plain(value: Any) -> str:  # noqa: ANN401 - a settings field is of any type
    return str(value.get_secret_value() if isinstance(value, SecretStr) else value)
