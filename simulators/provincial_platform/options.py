"""How the platform is started: the command line first, then the environment, then a default."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    host: str
    port: int
    database: Path
    token: str
    callback_url: str
    secret: str
    seed: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One option. A blank default means that it must be given, unless `may_be_blank`."""

    flag: str
    variable: str
    default: str
    help: str
    may_be_blank: bool = False


SETTINGS = (
    Setting("host", "BINGLIAN_PROVINCE_HOST", "127.0.0.1", "监听地址 address to listen on"),
    Setting("port", "BINGLIAN_PROVINCE_PORT", "8601", "监听端口，0 为任意空闲端口 port, 0 for any free one"),
    Setting("database", "BINGLIAN_PROVINCE_DATABASE", "var/province.sqlite3", "数据库文件 SQLite file"),
    Setting("token", "BINGLIAN_PROVINCE_TOKEN", "", "访问令牌 token that callers must carry"),
    Setting(
        "callback-url", "BINGLIAN_PROVINCE_CALLBACK_URL", "http://127.0.0.1:8600/api/v1", "市平台地址 where pushes go"
    ),
    Setting("secret", "BINGLIAN_CALLBACK_SECRET", "", "推送签名密钥 key that signs pushes"),
    Setting(
        "seed", "BINGLIAN_PROVINCE_SEED", "", "代码随机数种子 seed of the codes, blank for chance", may_be_blank=True
    ),
)


def options_from(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Read the options; ends the program with a message when one is missing or wrong."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    values = {setting.flag: _value(setting, given, environment) for setting in SETTINGS}
    for setting in SETTINGS:
        if not values[setting.flag] and not setting.may_be_blank:
            parser.error(f"缺少 --{setting.flag} 或环境变量 {setting.variable} (give the option or set the variable)")
    if not values["port"].isdecimal() or int(values["port"]) > 65535:
        parser.error(f"端口应为 0–65535: {values['port']} (the port is not a number from 0 to 65535)")
    return Options(
        host=values["host"],
        port=int(values["port"]),
        database=Path(values["database"]),
        token=values["token"],
        callback_url=values["callback-url"],
        secret=values["secret"],
        seed=values["seed"],
    )


def _value(setting: Setting, given: Mapping[str, str | None], environment: Mapping[str, str]) -> str:
    return given[setting.flag.replace("-", "_")] or environment.get(setting.variable, "") or setting.default


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.provincial_platform",
        description="省投资项目审批平台（模拟） stand-in for the provincial approval platform",
    )
    for setting in SETTINGS:
        parser.add_argument(f"--{setting.flag}", help=f"{setting.help} ({setting.variable})")
    return parser
