"""Ports, secrets, accounts and left-over processes of one machine."""

import os
import pwd
import signal
import socket
from pathlib import Path

import pytest

from workflow.running import accounts
from workflow.running.deployment import address, completed
from workflow.running.errors import PortTaken
from workflow.running.left_over import end_left_over
from workflow.running.ports import LOOPBACK, answers, free_port, holder_of, require_free
from workflow.running.secret_files import secret_in
from workflow.settings import Settings

NOBODY = pwd.struct_passwd(("nobody", "x", 65534, 65534, "", "/", "/"))


def test_a_free_port_is_free() -> None:
    port = free_port()

    require_free(port, what="a test", setting="BINGLIAN_API_PORT")

    assert not answers(port)


def test_a_taken_port_says_who_holds_it_and_which_setting_moves_it() -> None:
    with socket.create_server((LOOPBACK, 0)) as holder:
        port = holder.getsockname()[1]

        with pytest.raises(PortTaken) as refusal:
            require_free(port, what="API", setting="BINGLIAN_API_PORT")

        assert holder_of(port) == refusal.value.holder
    assert f"process {os.getpid()}" in (refusal.value.holder or "")
    for text in (refusal.value.zh, refusal.value.en):
        assert str(port) in text
    for text in (refusal.value.mend_zh, refusal.value.mend_en):
        assert "BINGLIAN_API_PORT=" in text


def test_a_secret_stays_the_same_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret_in(tmp_path / "secrets" / "token")

    assert secret_in(tmp_path / "secrets" / "token") == first
    assert secret_in(tmp_path / "secrets" / "another") != first
    assert (tmp_path / "secrets" / "token").stat().st_mode & 0o077 == 0


def test_open_addresses_and_secrets_are_filled_the_same_way_each_time(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)

    full = completed(settings)

    assert completed(settings) == full
    assert (full.database_url or "").endswith(f"@127.0.0.1:{settings.postgres_port}/binglian")
    assert full.province_url == f"http://127.0.0.1:{settings.province_port}"
    assert full.province_token is not None


def test_given_addresses_are_left_alone(tmp_path: Path) -> None:
    given = Settings(var_dir=tmp_path, database_url="postgresql://db/x", broker_url="redis://r/0")

    full = completed(given)

    assert (full.database_url, full.broker_url) == ("postgresql://db/x", "redis://r/0")


def test_a_counter_that_listens_everywhere_is_opened_on_this_machine() -> None:
    assert address(Settings(api_host="0.0.0.0", api_port=9000)) == "http://127.0.0.1:9000"  # noqa: S104 - not bound


def test_an_ordinary_user_runs_the_server_as_himself() -> None:
    assert accounts.as_account(["postgres"], None, reaching=[]) == ["postgres"]


def test_root_hands_the_server_to_an_account_without_privileges(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    command = accounts.as_account(["postgres", "-D", "data"], NOBODY, reaching=[Path("/usr/bin/env")])

    assert "--reuid=65534" in command
    assert "--clear-groups" in command
    assert command[-4:] == ["--", "postgres", "-D", "data"]
    assert not any("dac_override" in part for part in command)


def test_a_closed_folder_on_the_way_costs_exactly_one_privilege(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    command = accounts.as_account(["postgres"], NOBODY, reaching=[closed / "data"])

    assert "--ambient-caps=+dac_override" in command


@pytest.mark.parametrize("content", ["", "not a number", "999999999"])
def test_a_pid_file_that_names_no_process_is_no_obstacle(tmp_path: Path, content: str) -> None:
    (tmp_path / "pid").write_text(content)

    end_left_over(tmp_path / "pid", mark="postgres", signals=[signal.SIGTERM])


def test_a_pid_file_that_names_a_stranger_is_removed_and_the_stranger_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(str(os.getpid()))

    end_left_over(tmp_path / "pid", mark="surely-not-in-our-command-line", signals=[signal.SIGKILL])

    assert not (tmp_path / "pid").exists()
