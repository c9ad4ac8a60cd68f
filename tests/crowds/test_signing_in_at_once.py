"""Many at once: exactly ten guesses, exactly one use of a link, and no session that comes back from the dead."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlalchemy import func, select

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import take
from competence.signin import rules
from competence.signin.actions import accounts, sessions, throttle, words
from competence.signin.models import Account, OneTimeLink, UserSession
from competence.signin.rules import Purpose
from competence.web.tokens import fingerprint
from tests.client import InspectingClient
from tests.make import make_employment, make_person, make_unit

TRIES = 50


@pytest.fixture
def astrid(shared) -> int:
    """Astrid's id; she has an account and works in the house."""
    with shared.app_context():
        person = make_person("Astrid Skov", "astrid@example.org")
        make_employment(person, make_unit("tarup"))
        accounts.open_account(person.id, shared.extensions["hasher"].hash("kanel vindue traktor sne"))
        db.session.commit()
        return person.id


def guess(_: int) -> int:
    """Guess fifty times and return how often a hash would have been computed."""
    allowed = 0
    for _ in range(TRIES):
        allowed += throttle.try_password("astrid@example.org", "192.0.2.1") == 0
        db.session.commit()
    return allowed


def test_twenty_who_guess_fifty_times_each_get_ten_guesses_together(at_once):
    assert sum(at_once(20, guess)) == 10


def test_counting_first_and_writing_later_would_be_noticed(at_once):
    all_have_counted = Barrier(20)

    def guess_carelessly(_: int) -> bool:
        tries = db.session.scalar(select(func.sum(Throttle.tries))) or 0
        db.session.rollback()
        all_have_counted.wait()
        take("password", "astrid@example.org", throttle.PASSWORD)
        db.session.commit()
        return tries < throttle.PASSWORD.count

    assert sum(at_once(20, guess_carelessly)) > 10


def test_on_the_page_ten_hashes_are_computed_and_no_more(shared, astrid, at_once, monkeypatch):
    hashes = []
    verify = rules.Hasher.verify
    monkeypatch.setattr(rules.Hasher, "verify", lambda *args: hashes.append(1) or verify(*args))

    def ask(number: int) -> list[int]:
        client = InspectingClient(shared)
        form = {"email": "astrid@example.org", "password": f"guess number {number}"}
        return [client.post("/signin", data=form).status_code for _ in range(3)]

    answers = [status for statuses in at_once(20, ask) for status in statuses]
    assert len(hashes) == 10
    assert sorted(answers) == [400] * 10 + [429] * 50


@pytest.mark.parametrize("round_number", range(5))
def test_of_twenty_who_use_a_link_one_succeeds(shared, astrid, at_once, round_number):
    with shared.app_context():
        key = fingerprint(accounts.new_link(astrid, Purpose.RESET))
        db.session.commit()

    def redeem(number: int) -> bool:
        used = accounts.redeem(key, f"hash {number}") is not None
        db.session.commit()
        return used

    assert sum(at_once(20, redeem)) == 1
    with shared.app_context():
        assert db.session.get(OneTimeLink, key) is None
        assert db.session.get_one(Account, astrid).epoch == 2


def test_looking_before_deleting_would_be_noticed(shared, astrid, at_once):
    with shared.app_context():
        key = fingerprint(accounts.new_link(astrid, Purpose.RESET))
        db.session.commit()

    def redeem(_: int) -> bool:
        link = db.session.get(OneTimeLink, key)
        db.session.rollback()
        return link is not None

    assert sum(at_once(20, redeem)) > 1


def test_no_session_comes_back_after_signing_out(shared, astrid, at_once):
    with shared.app_context():
        keys = [fingerprint(sessions.begin("{}", sessions.Identity(astrid, 1))) for _ in range(5)]
        db.session.commit()

    def act(number: int) -> None:
        change: Callable[[str], None] = (
            sessions.end if number % 4 == 0 else lambda key: sessions.keep(key, '{"n": 1}', seen=True)
        )
        for key in keys:
            change(key)
            db.session.commit()

    at_once(8, act)
    with shared.app_context():
        assert db.session.query(UserSession).count() == 0


def test_twenty_who_tidy_at_once_do_not_get_in_each_others_way(shared, astrid, at_once):
    def tidy(_: int) -> bool:
        words.tidy()
        db.session.commit()
        return True

    assert all(at_once(20, tidy))
