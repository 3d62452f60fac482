"""The commands: what they print, and with which status they end."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from catalogs.cli import catalog_app, code_app
from catalogs.screens.tables import WIDTH
from tests.unit.catalogs.editions import edit, write
from tests.unit.catalogs.projects import wind_farm

EXAMPLES = Path(str(files("catalogs") / "data" / "examples"))
RUNNER = CliRunner()


def catalog(*words: object) -> Result:
    return RUNNER.invoke(catalog_app, [str(word) for word in words])


def facts_file(folder: Path, facts: object) -> Path:
    file = folder / "facts.json"
    file.write_text(json.dumps(facts), encoding="utf-8")
    return file


def _rows(shown: str) -> list[list[str]]:
    """The first lines of the items in a plan's tables, cell by cell."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in shown.splitlines()]
    return [cells for cells in lines if cells[0].isdigit() and len(cells) > 5]


def test_check_passes_the_installed_edition() -> None:
    assert catalog("check").exit_code == 0


def test_check_says_that_the_installed_edition_is_a_draft_and_gives_its_digest() -> None:
    shown, data = catalog("check", "--language", "en").output, json.loads(catalog("check", "--json").output)

    assert data["published_on"] is None
    assert f"a draft, not published; digest {data['digest']}" in shown


def test_check_lists_all_faults_of_a_folder_malformed_cells_included(tmp_path: Path) -> None:
    changes = edit("items", {"key": "fire"}, promised_days="ten"), edit("items", {"key": "site"}, name_en="")

    result = catalog("check", write(tmp_path / "edition", *changes), "--json")

    assert result.exit_code == 1
    assert [fault["kind"] for fault in json.loads(result.output)["faults"]] == ["malformed-cell", "missing-name"]


def test_a_plan_is_given_as_data() -> None:
    result = catalog("plan", EXAMPLES / "wind_farm.json", "--json")

    assert result.exit_code == 0
    assert json.loads(result.output)["classification"]["kind"] == "verification"


def test_a_plan_shows_what_an_item_waits_for_and_not_whose_result_it_shares(tmp_path: Path) -> None:
    facts = {**wind_farm(), "regions": ["990121"], "investment": "1", "capacity": "200"}

    shown = catalog(
        "plan", facts_file(tmp_path, facts), "--edition", write(tmp_path / "edition"), "--language", "en"
    ).output

    after = {cells[1]: cells[5] for cells in _rows(shown)}
    numbers = {cells[1]: cells[0] for cells in _rows(shown)}
    assert "site" in numbers
    assert after["land_deed"] == numbers["land_use"]
    assert after["land_use"].startswith("its condition")  # nothing stands between the limit and the reason


@pytest.mark.parametrize("command", ["classify", "plan", "questions"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_people_read_fits_the_screen_and_marks_what_is_from_memory(command: str, language: str) -> None:
    result = catalog(command, EXAMPLES / "school.json", "--language", language)

    assert result.exit_code == 0
    assert max(map(cell_len, result.output.splitlines())) <= WIDTH
    assert command == "questions" or "※" in result.output


def test_a_secret_project_is_refused_with_its_rule() -> None:
    result = catalog("classify", EXAMPLES / "secret_project.json", "--json")

    assert result.exit_code == 1
    assert json.loads(result.output)["refused"] == "ProjectRefused"


def test_wrong_facts_are_all_named(tmp_path: Path) -> None:
    result = catalog("plan", facts_file(tmp_path, {"secret": "no", "fundin": 1}), "--language", "en")

    assert result.exit_code == 1
    assert "secret:" in result.output
    assert "did you mean 'funding'?" in result.output


def test_missing_facts_are_named_with_their_questions(tmp_path: Path) -> None:
    result = catalog("plan", facts_file(tmp_path, {"secret": False}), "--json")

    assert result.exit_code == 1
    assert json.loads(result.output)["facts"][0]["fact"] == "regions"


@pytest.mark.parametrize("content", ["[]", "{", "7"])
def test_a_file_without_facts_is_wrong_usage(tmp_path: Path, content: str) -> None:
    file = tmp_path / "facts.json"
    file.write_text(content, encoding="utf-8")

    assert catalog("classify", file).exit_code == 2


def test_an_unknown_edition_is_refused() -> None:
    result = catalog("classify", EXAMPLES / "school.json", "--edition", "nowhere")

    assert result.exit_code == 1
    assert "zhaotong-2026" in result.output


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        pytest.param("91350100M000100Y43", 0, "unified social credit code", id="right-credit-code"),
        pytest.param("91350100M000100Y44", 1, "it must be '3'", id="wrong-check-character"),
        pytest.param("2611-530602-04-01-000170", 0, "new layout", id="right-project-code"),
        pytest.param("2613-530602-04-01-000170", 1, "month 13", id="wrong-month"),
        pytest.param("2611-530699-04-01-000170", 1, "no region '530699'", id="region-not-in-the-prefecture"),
        pytest.param("2603-999999-04-01-123456", 1, "no region '999999'", id="region-of-no-province"),
    ],
)
def test_a_code_is_checked_with_its_reason(code: str, status: int, says: str) -> None:
    result = RUNNER.invoke(code_app, ["check", code, "--language", "en"])

    assert result.exit_code == status
    assert says in result.output


def test_a_facts_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(b"\xef\xbb\xbf" + (EXAMPLES / "school.json").read_bytes())

    assert catalog("classify", file).exit_code == 0


def test_a_facts_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes('{"construction_place": "昭阳区"}'.encode("gbk"))

    result = catalog("classify", file)

    assert result.exit_code == 2
    assert "UTF-8" in result.output
