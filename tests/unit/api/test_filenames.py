"""Names of uploads are made harmless."""

import pytest

from api.filenames import media_type_of, safe_filename


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        pytest.param("红线图.pdf", "红线图.pdf", id="plain"),
        pytest.param("../../etc/passwd", "passwd", id="path"),
        pytest.param("C:\\temp\\图 纸.dwg", "图 纸.dwg", id="windows-path"),
        pytest.param("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", id="header"),
        pytest.param("cod\u202efdp.exe", "codfdp.exe", id="right-to-left-override"),
        pytest.param("...", "document", id="dots"),
        pytest.param(None, "document", id="none"),
        pytest.param("长" * 300 + ".pdf", "长" * 146 + ".pdf", id="long"),
    ],
)
def test_a_filename_is_made_harmless(stated: str | None, kept: str) -> None:
    assert safe_filename(stated) == kept


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("application/pdf; charset=x", "application/pdf"),
        ("text/html\r\nX: y", "application/octet-stream"),
        (None, "application/octet-stream"),
    ],
)
def test_a_media_type_is_kept_only_when_it_is_one(stated: str | None, kept: str) -> None:
    assert media_type_of(stated) == kept
