"""One supervisor for a var directory, and what others can learn of it."""

from pathlib import Path

import pytest

from workflow.running import presence
from workflow.running.errors import AlreadyRunning, NotRunnable


def test_a_second_supervisor_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with presence.hold(tmp_path, "http://127.0.0.1:8600"):
        with pytest.raises(AlreadyRunning, match=r"http://127\.0\.0\.1:8600"), presence.hold(tmp_path, "another"):
            pass

        assert presence.is_held(tmp_path)


def test_after_an_orderly_end_nothing_is_said_any_more(tmp_path: Path) -> None:
    with presence.hold(tmp_path, "http://127.0.0.1:8600"):
        pass

    assert not presence.is_held(tmp_path)
    assert presence.read_state(tmp_path) is None


def test_two_var_directories_do_not_disturb_each_other(tmp_path: Path) -> None:
    with presence.hold(tmp_path / "one", "a"), presence.hold(tmp_path / "two", "b"):
        assert presence.is_held(tmp_path / "one")
        assert presence.is_held(tmp_path / "two")


def test_what_a_killed_supervisor_left_does_not_count_as_running(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "lock").touch()
    presence.write_state(tmp_path, presence.State(pid=1, address="http://127.0.0.1:8600"))

    assert presence.ask_to_stop(tmp_path) is False


def test_half_a_state_file_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state.json").write_text('{"pid": 1,')

    assert presence.read_state(tmp_path) is None


def test_a_var_directory_that_cannot_be_made_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotRunnable, match="BINGLIAN_VAR_DIR"), presence.hold(tmp_path / "file" / "var", "a"):
        pass
