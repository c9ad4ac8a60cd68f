"""Two hundred thousand steps through houses that go on changing (`make nightly`); some hundred on every run."""

from random import Random

import pytest

from competence.db import db
from tests.cast import Cast
from tests.conftest import say_at_the_end
from tests.state.moves import step
from tests.state.walking import Told, Walk

STEPS = 100  # of a walk
# The walks by their seeds; by day on SQLite those that notice each deliberate defect (tests/sabotage/parts/walks.py).
BY_DAY = {"sqlite": (*range(7), 9, 14, 36, 43), "postgresql": (0, 37)}
RESTRICTING_FROM = 37  # in every other walk from this one on somebody also has the use of their data restricted
AT_NIGHT = {"sqlite": range(2_000), "postgresql": range(200)}


@pytest.fixture
def houses(cast, app):
    """Return how to walk so many steps through a house of one's own, which is gone afterwards."""
    keys = {name: (type(row), row.id) for name, row in vars(cast).items()}
    told = Told()

    def walk(seed: int, steps: int) -> Told:
        db.session.commit()
        unchanged = db.bind.begin_nested()
        lived_in = Cast(**{name: db.session.get_one(kind, key) for name, (kind, key) in keys.items()})
        restricts = seed >= RESTRICTING_FROM and seed % 2 == 1
        with Walk(app, lived_in, Random(seed), told, somebody_restricts=restricts) as one:
            for _ in range(steps):
                step(one)
                one.look_around()
        db.session.rollback()
        unchanged.rollback()
        db.session.expunge_all()
        return told

    return walk


@pytest.mark.plain
def test_nobody_reads_what_the_words_do_not_give_them_whatever_has_happened(houses, nightly):
    for seed in (AT_NIGHT if nightly else BY_DAY)[db.engine.dialect.name]:
        told = houses(seed, STEPS)
        if told.wrong:
            break
    errors, leaks, missing = (told.of(kind) for kind in ("error", "leak", "missing"))
    say_at_the_end(
        f"state: {told.steps:,} steps ({told.took_effect:,} took effect), {told.answers:,} answers compared, "
        f"{leaks} leaks, {missing} missing, {errors} errors"
    )
    assert told.wrong[:6] == []
