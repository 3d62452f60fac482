"""The API reference works without the internet, and pages load nothing from anywhere else."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import api.pages

PAGES = Path(api.pages.__file__).parent
LOADS = re.compile(r"""(?:src|href|url)\s*[=(:]\s*["']?\s*((?:https?:)?//[^"')\s]+)""")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reference_loads_everything_from_this_installation(client: TestClient, language: str) -> None:
    page = client.get(f"/docs?lang={language}")

    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
    assert LOADS.findall(page.text) == []
    assert {"/assets/swagger/swagger-ui-bundle.js", "/assets/swagger/swagger-ui.css"} <= set(assets)
    assert {client.get(asset).status_code for asset in assets} == {200}


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client: TestClient) -> None:
    policy = client.get("/docs").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_the_description_is_not_sent_to_a_validator() -> None:
    assert "validatorUrl: null" in (PAGES / "static" / "reference.js").read_text()


@pytest.mark.parametrize("file", sorted(PAGES.rglob("*.*")), ids=lambda file: file.name)
def test_no_template_and_no_asset_of_ours_names_a_foreign_address(file: Path) -> None:
    if file.suffix in (".html", ".css", ".js"):
        assert LOADS.findall(file.read_text(encoding="utf-8")) == []


def test_the_language_of_a_page_is_that_of_its_switch(client: TestClient) -> None:
    chinese = client.get("/docs?lang=zh", headers={"Accept-Language": "en"})
    english = client.get("/docs?lang=en")

    assert (chinese.headers["content-language"], english.headers["content-language"]) == ("zh", "en")
    assert "接口文档" in chinese.text
    assert "API reference" in english.text


def test_an_unknown_language_is_not_an_error(client: TestClient) -> None:
    assert client.get("/docs?lang=xx").status_code == 200
