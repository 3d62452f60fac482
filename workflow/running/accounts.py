"""PostgreSQL refuses to run as root; here is whom it runs as instead."""

import os
import pwd
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from workflow.running.errors import NotRunnable

CANDIDATES = ("postgres", "nobody")  # no account is ever created on somebody's machine


def unprivileged_account() -> pwd.struct_passwd | None:
    """The account to run a server as that will not run as root; None when we are not root and run it ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in CANDIDATES:
        if name in known:
            return known[name]
    raise NotRunnable(
        f"以 root 身份运行时需要账户 {' 或 '.join(CANDIDATES)} 之一来运行 PostgreSQL,本机均不存在。",
        f"Run by root, PostgreSQL needs one of the accounts {', '.join(CANDIDATES)}; this machine has none.",
        mend_zh="请改用普通用户运行,或设置 BINGLIAN_DATABASE_URL 使用已有的数据库。",
        mend_en="Run as an ordinary user, or point BINGLIAN_DATABASE_URL at an existing server.",
    )


def give(path: Path, account: pwd.struct_passwd | None) -> None:
    """Make the account the owner of a file or folder."""
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def as_account(command: Iterable[str], account: pwd.struct_passwd | None, *, reaching: Iterable[Path]) -> list[str]:
    """The command, run as the account. `reaching` are the paths it must be able to get at."""
    if account is None:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NotRunnable(
            "以 root 身份运行 PostgreSQL 需要 setpriv 命令。",
            "To run PostgreSQL as root the command setpriv is needed.",
            mend_zh="请安装 util-linux,或改用普通用户运行。",
            mend_en="Install util-linux, or run as an ordinary user.",
        )
    identity = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--pdeathsig=keep"]
    return [setpriv, *identity, *_through_closed_folders(reaching), "--", *command]


def _through_closed_folders(paths: Iterable[Path]) -> list[str]:
    # A checkout under /root or in a private temporary folder is closed to other accounts. Opening such a folder to
    # everybody would change a machine that is not ours, so the server keeps the one privilege of passing through.
    if all(folder.stat().st_mode & stat.S_IXOTH for path in paths for folder in path.resolve().parents):
        return []
    return ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
