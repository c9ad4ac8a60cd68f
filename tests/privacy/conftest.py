"""The demo house, filled once, and a copy of its file for each test that deletes from it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from competence.db import db
from tests.conftest import _files_of_the_trail, _product

PEOPLE = "60"


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a house of sixty invented people, filled by `flask demo`."""
    folder = tmp_path_factory.mktemp("filled")
    with _its_own_product(folder, folder / "house.sqlite") as product:
        with product.app_context():
            product.extensions["alembic"].upgrade()
        result = product.test_cli_runner().invoke(args=["demo", "--people", PEOPLE])
        assert result.exit_code == 0, result.output
    return folder / "house.sqlite"


@pytest.fixture
def house(filled_file: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """A product on a copy of the filled house; inside its context."""
    folder = tmp_path / "house"
    shutil.copytree(filled_file.parent, folder)  # the file and, beside it, the keys of what is sealed in it
    path = folder / "house.sqlite"
    with _its_own_product(folder, path) as product, product.app_context():
        product.config["path"] = path
        yield product


@contextmanager
def _its_own_product(folder: Path, path: Path) -> Iterator[Flask]:
    before: Any = getattr(db, "engine", None), getattr(db, "bind", None)
    product = _product(
        DATABASE_URL=f"sqlite:///{path}", SECRET_KEY="only for tests", KEY_FOLDER=str(folder / "keys"),
        ERASURE_LEDGER=str(folder / "ledger.jsonl"), TESTING=True, SEATS_ASIDE=False, DEMO=True,
        **_files_of_the_trail(folder),
    )  # fmt: skip
    try:
        yield product
    finally:
        db.engine.dispose()
        if None not in before:
            db.engine, db.bind = before
