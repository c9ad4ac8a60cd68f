"""What others made and we carry stands in vendor.toml with its hash and its licence, and the pages load just that."""

import base64
import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from competence.web.views import CHART_INTEGRITY, CHART_PATH

STATIC = Path(__file__).parents[2] / "static"
VENDOR = STATIC / "vendor"
PACKAGES: list[dict[str, Any]] = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["package"]
INTEGRITY = {file["name"]: file["integrity"] for package in PACKAGES for file in package["file"]}


def integrity_of(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


@pytest.mark.parametrize("name", INTEGRITY)
def test_a_vendored_file_is_byte_for_byte_the_one_we_chose(name: str) -> None:
    assert integrity_of(VENDOR / name) == INTEGRITY[name]


def test_nothing_lies_in_the_folder_that_the_list_does_not_know() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {*INTEGRITY, "vendor.toml"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_package_carries_its_licence_and_its_version_in_the_file_names(package: dict[str, Any]) -> None:
    names = [file["name"] for file in package["file"]]
    assert any("LICENSE" in name or "OFL" in name for name in names)
    assert all(f"-{package['version']}" in name for name in names)


def test_the_pages_ask_for_the_chart_library_that_lies_here() -> None:
    assert integrity_of(STATIC / CHART_PATH) == CHART_INTEGRITY
    chart = next(package for package in PACKAGES if package["name"] == "chart.js")
    assert f"@{chart['version']}/" in chart["cdn"]


def test_the_stylesheets_ask_for_no_font_that_is_not_here() -> None:
    asked = {
        part.split('"')[0]
        for sheet in (STATIC / "css").rglob("*.css")
        for part in sheet.read_text(encoding="utf-8").split('url("../vendor/')[1:]
    }
    assert asked
    assert asked <= set(INTEGRITY)
