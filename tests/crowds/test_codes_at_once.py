"""Many at once with the same code: one gets in, and of a hundred guesses five are looked at."""

from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select

from competence.db import db
from competence.signin.factors import queries, rules
from competence.signin.factors.actions import devices, proving
from competence.signin.factors.models import CodeApp
from competence.web.clock import now
from tests.factors import code_of, make_app
from tests.make import make_person


@pytest.fixture
def astrid(shared) -> int:
    """Astrid's id; she has a code app."""
    with shared.app_context():
        person = make_person("Astrid Skov", "astrid@example.org")
        make_app(person)
        return person.id


def seed() -> str:
    found = db.session.scalars(select(CodeApp)).one().seed
    db.session.rollback()
    return found


def test_of_fifty_with_the_same_code_one_is_in(shared, astrid, at_once):
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(4):
            clock.shift(timedelta(seconds=30))
            with shared.app_context():
                code = code_of(seed())

            def prove(_: int, code: str = code) -> bool:
                right = proving.code_is_right(astrid, code)
                db.session.commit()
                return right

            assert sum(at_once(50, prove)) == 1


def test_of_fifty_with_the_same_recovery_code_one_is_in(shared, astrid, at_once):
    with shared.app_context():
        code, *_ = devices.make_codes(astrid)
        db.session.commit()

    def prove(_: int) -> bool:
        right = proving.code_is_right(astrid, code)
        db.session.commit()
        return right

    assert sum(at_once(50, prove)) == 1


def test_looking_at_the_last_step_before_writing_it_would_be_noticed(shared, astrid, at_once):
    with time_machine.travel(now(), tick=False):
        with shared.app_context():
            code = code_of(seed())
        all_have_looked = Barrier(20)

        def prove_carelessly(_: int) -> bool:
            (app,) = queries.factors_of(astrid).apps
            step = rules.matching_step(app.seed, code, now())
            unused = app.last_step is None or app.last_step < (step or 0)
            db.session.rollback()
            all_have_looked.wait()
            return unused

        assert sum(at_once(20, prove_carelessly)) > 1


def test_of_twenty_who_guess_five_times_each_five_guesses_are_looked_at(astrid, at_once):
    def guess(_: int) -> int:
        allowed = 0
        for _ in range(5):
            allowed += proving.try_code(astrid) == 0
            db.session.commit()
        return allowed

    assert sum(at_once(20, guess)) == 5


def test_of_fifty_with_the_same_challenge_one_is_first(astrid, at_once):
    def use(_: int) -> bool:
        first = proving.use_challenge("the same")
        db.session.commit()
        return first

    assert sum(at_once(50, use)) == 1
