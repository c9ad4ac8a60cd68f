"""The demo house, filled once, and a copy of it for each test that deletes from it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from competence.app import create_app
from competence.db import db
from tests.databases import another_database, copy_of, files_in

PEOPLE, AT_NIGHT = 60, 160
Filled = tuple[str, Path]


@pytest.fixture(scope="session")
def filled(migrated: str, nightly: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The address of a house of invented people, filled by `flask demo`, and the folder of its keys."""
    with copy_of(migrated, tmp_path_factory.mktemp("filled")) as url:
        files = tmp_path_factory.mktemp("files")
        with product_on(url, files) as product:
            people = str(AT_NIGHT if nightly else PEOPLE)
            result = product.test_cli_runner().invoke(args=["demo", "--people", people])
            assert result.exit_code == 0, result.output
        yield url, files


@pytest.fixture
def another_house(filled: Filled, tmp_path: Path) -> Callable[[str], AbstractContextManager[Flask]]:
    """Return a maker of products on a copy of the filled house; inside their context."""
    url, files = filled

    @contextmanager
    def made(name: str) -> Iterator[Flask]:
        shutil.copytree(files, tmp_path / name)
        with copy_of(url, tmp_path / name) as copy, product_on(copy, tmp_path / name) as product, product.app_context():
            yield product
            db.session.close()

    return made


@pytest.fixture
def house(another_house: Any) -> Iterator[Flask]:
    """A product on a copy of the filled house; inside its context."""
    with another_house("house") as product:
        yield product


@contextmanager
def product_on(url: str, folder: Path) -> Iterator[Flask]:
    """Give a product with a database and a folder of its own."""
    with another_database():
        product = create_app(DATABASE_URL=url, TESTING=True, SEATS_ASIDE=False, DEMO=True, **files_in(folder))
        try:
            yield product
        finally:
            product.extensions["keystore"].engine.dispose()
