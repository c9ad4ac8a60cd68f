"""What the tests of the house look at: the routes of the product and the files of the project."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask

from competence.config import ROOT

FOLDERS = ("competence", "templates", "static/css", "static/js", "tests")
NOT_OURS = ("__pycache__", "migrations", "vendor")  # migrations are told by a machine


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every source file written in this project."""
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    ours = (path for path in found if path.is_file() and not set(path.parts) & set(NOT_OURS))
    return sorted(path for path in [*ours, ROOT / "wsgi.py"] if path.suffix in {".py", ".html", ".css", ".js", ".typ"})


def routes_of(app: Flask) -> set[tuple[str, str]]:
    """Return every endpoint with each of its methods; asking for headers or options reads nothing more."""
    rules: Iterable = app.url_map.iter_rules()
    return {
        (rule.endpoint, method)
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
