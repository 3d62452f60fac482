"""A published edition is sealed: whatever is changed in it afterwards, it is no longer loaded."""

from pathlib import Path

import pytest

from catalogs.errors import CatalogFaults
from catalogs.faults import FaultKind
from catalogs.loader import load, load_from, read
from catalogs.seal import digest_of
from tests.unit.catalogs.editions import HEADING, Change, add, edit, remove, small_edition, write


def published(folder: Path, digest: str, *changes: Change, heading: str = HEADING) -> Path:
    """The small edition as it stands after publication with that digest."""
    return write(folder, *changes, heading=f'{heading}published_on = "2026-02-01"\ndigest = "{digest}"\n')


def kinds(folder: Path) -> list[FaultKind]:
    with pytest.raises(CatalogFaults) as refusal:
        load_from(folder)
    return [fault.kind for fault in refusal.value.faults]


@pytest.fixture
def digest(tmp_path: Path) -> str:
    return digest_of(small_edition(tmp_path / "draft"))


def test_a_published_edition_that_nobody_changed_is_loaded(tmp_path: Path, digest: str) -> None:
    assert load_from(published(tmp_path / "edition", digest)).published_on is not None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(edit("items", {"key": "fire"}, promised_days="11"), id="a-cell"),
        pytest.param(add("industries", code="45", name_zh="燃气", name_en="Gas", section="D"), id="one-row-more"),
        pytest.param(remove("workcalendar", date="2026-01-02"), id="one-row-less"),
    ],
)
def test_a_published_edition_is_refused_once_anything_in_it_is_changed(
    tmp_path: Path, digest: str, change: Change
) -> None:
    assert kinds(published(tmp_path / "edition", digest, change)) == [FaultKind.EDITED_AFTER_PUBLICATION]


def test_the_heading_is_under_the_seal_too(tmp_path: Path, digest: str) -> None:
    heading = HEADING.replace("2026-01-01", "2026-03-01")

    assert kinds(published(tmp_path / "edition", digest, heading=heading)) == [FaultKind.EDITED_AFTER_PUBLICATION]


def test_an_edition_is_not_published_without_its_digest(tmp_path: Path, digest: str) -> None:
    folder = published(tmp_path / "edition", "")

    assert kinds(folder) == [FaultKind.PUBLISHED_WITHOUT_DIGEST]
    assert digest in read(folder)[1][0].mend.en


def test_line_ends_and_quotes_of_the_files_do_not_break_the_seal(tmp_path: Path, digest: str) -> None:
    folder = published(tmp_path / "edition", digest)
    file = folder / "results.csv"
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"site_opinion", b'"site_opinion"'))

    assert digest_of(load_from(folder)) == digest


def test_a_draft_may_be_changed(tmp_path: Path, digest: str) -> None:
    changed = small_edition(tmp_path / "edition", edit("items", {"key": "fire"}, promised_days="11"))

    assert changed.published_on is None
    assert digest_of(changed) != digest


def test_the_shipped_edition_is_still_a_draft() -> None:
    assert load("zhaotong-2026").published_on is None
