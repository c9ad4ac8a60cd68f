"""Papers need texts in two languages, and nothing else of the product: no database, no request."""

from collections.abc import Iterator

import pytest
from flask import Flask

from competence.web import language


@pytest.fixture(autouse=True)
def in_two_languages() -> Iterator[None]:
    """Every test here can say a text in Danish and in English."""
    app = Flask("competence")
    language.init_app(app)
    with app.app_context():
        yield
