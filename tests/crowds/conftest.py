"""Tests in which many act at once, each on a connection of their own: what they commit is swept up afterwards."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any, TypeVar

import pytest
from flask import Flask

from competence.db import Model, db
from competence.privacy.trail.keeping import prune
from competence.web.clock import now

Result = TypeVar("Result")
A_LIFETIME = timedelta(days=36_500)
TRAIL = frozenset({"audit_event", "audit_words", "audit_checkpoint"})


@pytest.fixture
def shared(app: Flask) -> Iterator[Flask]:
    """The product on a database in which everything is really committed."""
    yield app
    with app.app_context():
        prune(now() + A_LIFETIME)  # the only way in which the trail lets go of anything
        for table in reversed(Model.metadata.sorted_tables):
            if table.name not in TRAIL:
                db.session.execute(table.delete())
        db.session.commit()


@pytest.fixture
def at_once(shared: Flask) -> Callable[..., list[Any]]:
    """Return a function that lets many do a thing at the same moment, and returns what came out for each."""

    def run(many: int, act: Callable[[int], Result]) -> list[Result]:
        start = Barrier(many)

        def one(number: int) -> Result:
            with shared.app_context():
                start.wait()
                return act(number)

        with ThreadPoolExecutor(many) as pool:
            return list(pool.map(one, range(many)))

    return run
