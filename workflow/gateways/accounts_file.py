"""The file that tells a demonstration's logins and their one password. Only its owner reads it."""

import secrets
from collections.abc import Iterable
from pathlib import Path

NAME = "demonstration-accounts.txt"
_PASSWORD = "password: "  # noqa: S105 -- the label in the file


class AccountsFile:
    """`<directory>/demonstration-accounts.txt`: made once; its password stays when it is written anew."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / NAME

    def password(self) -> str:
        """The password the file tells, or a fresh one when there is no file yet."""
        if not self.path.exists():
            return secrets.token_urlsafe(9)
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return next(line.removeprefix(_PASSWORD) for line in lines if line.startswith(_PASSWORD))

    def write(self, password: str, accounts: Iterable[tuple[str, str]]) -> None:
        """Tell the password and each login with its person's name."""
        lines = [
            "# 演示账户 demonstration accounts: never use them with real data",
            f"{_PASSWORD}{password}",
            "",
            *(f"{login:<40} {name}" for login, name in accounts),
        ]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_suffix(".new")
        aside.touch(mode=0o600)
        aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
        aside.replace(self.path)
