"""What can keep a process from running, each with its cure."""

from pathlib import Path

from workflow.errors import Conflict, Refused


class NotRunnable(Refused):
    """Something the system needs is missing on this machine, or does not start."""

    slug = "not-runnable"


class PortTaken(Conflict):
    """Another process already listens on the port `what` needs; `setting` chooses another port."""

    slug = "port-taken"

    def __init__(self, port: int, what: str, setting: str, *, holder: str | None) -> None:
        self.port, self.what, self.setting, self.holder = port, what, setting, holder
        super().__init__(
            f"端口 {port}({what})已被占用{f':{holder}' if holder else ''}。",
            f"Port {port}, needed by {what}, is taken{f' by {holder}' if holder else ''}.",
            mend_zh=f"请停止该进程,或另选端口:{setting}={port + 100}",
            mend_en=f"Stop that process, or choose another port: {setting}={port + 100}",
            port=port,
            what=what,
            setting=setting,
            holder=holder,
        )


class AlreadyRunning(Conflict):
    """Another supervisor holds this var directory."""

    slug = "already-running"

    def __init__(self, var_dir: Path, *, pid: int, address: str) -> None:
        at = f", {address}" if address else ""
        super().__init__(
            f"系统已在运行(进程 {pid or '?'}{at},数据目录 {var_dir})。",
            f"The system is already running (process {pid or '?'}{at}, data in {var_dir}).",
            mend_zh="请使用它,或先执行 binglian stop;另起一套请设 BINGLIAN_VAR_DIR 和各端口。",
            mend_en="Use it, or run `binglian stop` first; for a second one set BINGLIAN_VAR_DIR and the ports.",
            pid=pid,
            address=address,
        )


class VarDirNotWritable(NotRunnable):
    """The folder for data, logs and secrets cannot be written."""

    slug = "var-dir-not-writable"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"不能写入 {path}({why})。",
            f"{path} cannot be written ({why}).",
            mend_zh="请改正权限,或设 BINGLIAN_VAR_DIR 指向可写的目录。",
            mend_en="Mend its permissions, or let BINGLIAN_VAR_DIR name a folder that can be written.",
            path=str(path),
        )


class Unreachable(NotRunnable):
    """A server that others run does not answer; `why` is its client's first word on it, without any password."""

    slug = "unreachable"

    def __init__(self, what: str, why: str, setting: str) -> None:
        self.why = why.strip().partition("\n")[0]
        super().__init__(
            f"连接不上 {what}:{self.why}",
            f"{what} cannot be reached: {self.why}",
            mend_zh=f"请检查该服务与 {setting}。",
            mend_en=f"Check that server and {setting}.",
            what=what,
            setting=setting,
        )


class ServerDidNotStart(NotRunnable):
    """A server or process ended, or stayed silent, before it was ready; `last_lines` are from its log."""

    slug = "server-did-not-start"

    def __init__(self, what: str, log: Path, last_lines: str) -> None:
        super().__init__(
            f"{what} 未能启动。日志末尾见下({log})。",
            f"{what} did not start. The end of its log ({log}):\n{last_lines}",
            mend_zh="请按日志所说排除故障后重试。",
            mend_en="Mend what the log names and try again.",
            what=what,
            log=str(log),
        )
