"""Settings: every wrong one is named with its cure, none of them repeats a secret."""

from pathlib import Path

import pytest

from workflow.settings import Settings, SettingsWrong, environment_of, read_settings, unknown_variables


@pytest.fixture(autouse=True)
def read_anew() -> None:
    read_settings.cache_clear()


def test_nothing_set_means_the_embedded_servers_and_the_demonstration() -> None:
    settings = Settings()

    assert (settings.database_url, settings.broker_url, settings.province_url) == (None, None, None)
    assert settings.demonstration


def test_a_given_database_has_no_demonstration_people_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINGLIAN_DATABASE_URL", "postgresql://city@db/binglian")

    assert not Settings().demonstration


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BINGLIAN_API_PORT", "eighty"),
        ("BINGLIAN_API_PORT", "70000"),
        ("BINGLIAN_DATABASE_URL", "mysql://city:pa55word@db/binglian"),
        ("BINGLIAN_BROKER_URL", "amqp://guest:pa55word@queue"),
        ("BINGLIAN_PROVINCE_URL", "province.example"),
        ("BINGLIAN_EDITION", "../../etc"),
        ("BINGLIAN_LOG_LEVEL", "loud"),
        ("BINGLIAN_LOG_FORMAT", "xml"),
        ("BINGLIAN_WORKER_PROCESSES", "0"),
        ("BINGLIAN_DEMONSTRATION", "perhaps"),
    ],
)
def test_a_wrong_value_names_its_variable_and_the_cure_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingsWrong) as refusal:
        read_settings()

    assert refusal.value.facts["variables"] == [variable]
    for text in (refusal.value.zh, refusal.value.en, refusal.value.mend_zh, refusal.value.mend_en):
        assert variable in text
        assert "pa55word" not in text


def test_all_wrong_variables_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINGLIAN_API_PORT", "x")
    monkeypatch.setenv("BINGLIAN_REDIS_PORT", "y")

    with pytest.raises(SettingsWrong, match=r"BINGLIAN_API_PORT, BINGLIAN_REDIS_PORT"):
        read_settings()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_is_read_as_one(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("BINGLIAN_DATABASE_URL", f"{scheme}://city@db/binglian")

    assert Settings().database_url == "postgresql://city@db/binglian"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINGLIAN_DATABASE_URL", "")

    assert Settings().database_url is None


def test_another_process_reads_the_same_settings_from_the_environment_made_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BINGLIAN_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("BINGLIAN_CALLBACK_SECRET", "shared")
    settings = Settings()

    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)

    assert Settings() == settings


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINGLIAN_PROVINCE_TOKEN", "pa55word")

    assert "pa55word" not in repr(Settings())


def test_a_slip_of_the_pen_in_a_variable_is_noticed() -> None:
    assert unknown_variables(["BINGLIAN_DATABSE_URL", "BINGLIAN_API_PORT", "PATH"]) == ["BINGLIAN_DATABSE_URL"]
