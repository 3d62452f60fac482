"""`binglian calendar due`: the ledger a person reads, the data a program reads, and what is said to wrong input."""

import json
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from catalogs.screens.tables import WIDTH
from workflow import cli

EXAMPLE = ["--from", "2015-09-25", "--limit", "20", "--unit", "working-day"]
REVIEW = ["--hold", "2015-10-12..2015-10-20:expert_review"]


def due(*words: str) -> Result:
    return CliRunner().invoke(cli.app, ["calendar", "due", *words])


def data(*words: str) -> dict[str, Any]:
    result = due(*words, "--json")
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.output)
    return read


def test_the_due_date_and_a_ledger_of_every_day_are_given_as_data() -> None:
    found = data(*EXAMPLE, *REVIEW)

    assert (found["due_on"], found["provisional"]) == ("2015-11-09", False)
    assert (found["ledger"][0]["date"], found["ledger"][-1]["date"]) == ("2015-09-25", "2015-11-09")
    assert sum(line["counted"] for line in found["ledger"]) == 20


def test_every_line_of_the_data_says_why_in_both_languages() -> None:
    by_date = {line["date"]: line for line in data(*EXAMPLE, *REVIEW)["ledger"]}

    assert (by_date["2015-10-12"]["why"], by_date["2015-10-12"]["why_zh"]) == ("hold", "停钟 · 专家评审")
    assert by_date["2015-10-01"]["why_en"] == "holiday · National Day"
    assert (by_date["2015-10-10"]["why"], by_date["2015-10-10"]["number"]) == ("make-up-working-day", 6)


def test_an_extension_and_calendar_days_are_counted() -> None:
    assert data("--from", "2023-09-20", "--limit", "20", "--extension", "10")["due_on"] == "2023-11-07"
    assert data("--from", "2026-09-24", "--limit", "7", "--unit", "calendar-day")["due_on"] == "2026-10-08"


def test_a_due_date_past_the_published_years_is_marked_provisional() -> None:
    found = data("--from", "2026-12-10", "--limit", "20")

    assert found["provisional"]
    assert "暂定" in due("--from", "2026-12-10", "--limit", "20").output


def test_a_running_hold_leaves_the_date_open_and_shows_the_expected_one() -> None:
    words = ["--from", "2026-03-02", "--limit", "20", "--as-of", "2026-03-12"]

    found = data(*words, "--hold", "2026-03-09..2026-03-20?:hearing")

    assert (found["due_on"], found["expected_on"]) == (None, "2026-04-14")
    assert found["position"]["days_left"] == 16
    assert "待定" in due(*words, "--hold", "2026-03-09..:hearing").output


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([*EXAMPLE, *REVIEW], id="with-a-hold"),
        pytest.param([*EXAMPLE, "--as-of", "2015-12-31"], id="overdue"),
        pytest.param(["--from", "2026-09-24", "--limit", "7", "--unit", "calendar-day"], id="runs-on"),
        pytest.param(
            ["--from", "2026-12-01", "--limit", "20", "--hold", "2026-12-02..2027-03-01:commissioned_evaluation"],
            id="cap-spent-and-provisional",
        ),
        pytest.param(["--from", "2015-08-25", "--limit", "20", "--extension", "10"], id="long-festival-name"),
    ],
)
def test_the_ledger_fits_the_screen_in_both_languages(words: list[str]) -> None:
    result = due(*words)

    assert result.exit_code == 0
    assert max(map(cell_len, result.output.splitlines())) <= WIDTH
    assert "到期日 due on" in result.output


def test_the_screen_names_the_law_of_each_hold_and_says_which_had_no_effect() -> None:
    shown = due(*EXAMPLE, *REVIEW, "--hold", "2015-12-01..2015-12-02:hearing").output

    assert "行政许可法 Art.45" in shown
    assert "2015-12-01..2015-12-02:hearing 在期间之外" in shown
    assert "2015-10-20:expert_review 在期间之外" not in shown


def test_holds_may_overlap() -> None:
    holds = ["--hold", "2015-10-12..2015-10-16:hearing", "--hold", "2015-10-14..2015-10-20:expert_review"]

    assert data(*EXAMPLE, *holds)["due_on"] == "2015-11-09"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param(["--from", "2015-02-30", "--limit", "20"], "2015-02-30", id="impossible-date"),
        pytest.param([*EXAMPLE, "--hold", "2015-10-12..2015-02-31:hearing"], "2015-02-31", id="impossible-hold"),
        pytest.param([*EXAMPLE, "--hold", "2015-10-12:hearing"], "2015-10-12:hearing", id="hold-without-end"),
        pytest.param([*EXAMPLE, "--hold", "2015-10-12..?:hearing"], "--hold", id="expected-without-a-date"),
        pytest.param([*EXAMPLE, "--hold", "2015-10-12..2515-10-20:hearing"], "2515", id="hold-of-centuries"),
        pytest.param(["--from", "2015-09-25", "--limit", "0"], "--limit", id="limit-of-nothing"),
        pytest.param(["--from", "2015-09-25", "--limit", "20", "--unit", "month"], "month", id="unknown-unit"),
        pytest.param(["--limit", "20"], "--from", id="no-first-day"),
    ],
)  # fmt: skip
def test_wrong_usage_is_named_and_ends_with_status_2(words: list[str], named: str) -> None:
    result = due(*words)

    assert result.exit_code == 2
    assert named in result.output


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param(["--hold", "2015-10-12..2015-10-20:nap"], ["nap", "expert_review"], id="unknown-type"),
        pytest.param(["--hold", "2015-10-20..2015-10-12:hearing"], ["2015-10-20", "2015-10-12"], id="ends-too-early"),
        pytest.param(["--edition", "nowhere"], ["nowhere", "zhaotong-2026"], id="unknown-edition"),
    ],
)
def test_a_refusal_names_what_is_wrong_and_ends_with_status_1(
    words: list[str], named: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["binglian", "calendar", "due", *EXAMPLE, *words])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    shown = capsys.readouterr().err
    assert ended.value.code == 1
    assert all(word in shown for word in named), shown
