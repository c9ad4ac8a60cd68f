"""Many who want the last seat at the very same moment: one gets it, the others stand in line, and nobody is lost."""

import pytest

from competence.db import db
from competence.learning.models import Signup
from competence.learning.rules.words import State
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.learning import make_date, make_offer, make_signup


@pytest.fixture
def cast(shared):
    """The cast, really committed."""
    with shared.app_context():
        made = make_cast()
        db.session.commit()
        yield made


def clients(shared, *people):
    made = []
    for person in people:
        client = InspectingClient(shared)
        sign_in(client, person)
        made.append(client)
    return made


def states(date):
    db.session.expire_all()
    return sorted(signup.state.name for signup in db.session.query(Signup).filter_by(date_id=date.id))


@pytest.mark.parametrize("time", range(3))
def test_the_last_seat_is_given_once(shared, cast, at_once, time):
    date = make_date(make_offer(cast, seats=1))
    many = clients(shared, cast.astrid, cast.asger, cast.ellen, cast.bo)
    address = f"/learning/dates/{date.pid}/signup"
    db.session.commit()
    assert at_once(4, lambda number: many[number].post(address).status_code) == [303] * 4
    assert states(date) == ["SEATED", "WAITING", "WAITING", "WAITING"]


@pytest.mark.parametrize("time", range(3))
def test_a_seat_that_is_freed_while_another_signs_up_goes_to_one_of_them(shared, cast, at_once, time):
    date = make_date(make_offer(cast, seats=1))
    seated = make_signup(date, cast.astrid)
    make_signup(date, cast.asger, State.WAITING)
    addresses = (f"/learning/signups/{seated.pid}/cancellation", f"/learning/dates/{date.pid}/signup")
    both = clients(shared, cast.astrid, cast.ellen)
    db.session.commit()
    assert at_once(2, lambda number: both[number].post(addresses[number]).status_code) == [303, 303]
    assert states(date) == ["CANCELLED", "SEATED", "WAITING"]
    assert db.session.query(Signup).filter_by(person_id=cast.asger.id).one().state is State.SEATED


def test_two_leaders_who_say_yes_at_once_give_one_seat(shared, cast, at_once):
    date = make_date(make_offer(cast, seats=1, price=900))
    asked = [make_signup(date, person, State.ASKED) for person in (cast.astrid, cast.ellen)]
    addresses = [f"/learning/signups/{signup.pid}/yes" for signup in asked]
    both = clients(shared, cast.bo, cast.emil)
    db.session.commit()
    assert at_once(2, lambda number: both[number].post(addresses[number]).status_code) == [303, 303]
    assert states(date) == ["SEATED", "WAITING"]


def test_somebody_who_clicks_twice_at_once_is_signed_up_once(shared, cast, at_once):
    date = make_date(make_offer(cast))
    twice = clients(shared, cast.astrid, cast.astrid)
    address = f"/learning/dates/{date.pid}/signup"
    db.session.commit()
    assert sorted(at_once(2, lambda number: twice[number].post(address).status_code)) == [303, 409]
    assert states(date) == ["SEATED"]
