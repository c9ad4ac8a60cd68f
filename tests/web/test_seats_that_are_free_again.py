"""A seat kept for somebody who does not take it goes on to who waits; one that is free no more is not offered."""

from datetime import timedelta

import pytest

from competence.db import db
from competence.learning.models import Signup
from competence.learning.rules.words import State
from competence.learning.seats.actions.distributing import send
from competence.learning.seats.queries.problems import problem_of
from competence.learning.seats.queries.wishes import promised
from competence.learning.seats.rules.states import Outcome, TakenSince
from competence.web.clock import now, today
from tests.learning import make_date, make_offer, make_signup
from tests.seats import make_line, make_wish


def accepted(date, person):
    """Let somebody say yes to a seat that costs something, so that the leader is asked."""
    line = make_line(date, person, Outcome.ACCEPTED)
    line.answered_at = now()
    return make_signup(date, person, State.ASKED, at=line.answered_at)


@pytest.mark.parametrize(("who", "ends"), [("bo", "no"), ("astrid", "cancellation")])
def test_a_kept_seat_goes_on_when_the_leader_says_no_or_it_is_called_off(client_as, cast, who, ends):
    date = make_date(make_offer(cast, price=900, seats=1))
    asked = accepted(date, cast.astrid)
    waiting = make_signup(date, cast.ellen, State.WAITING)
    assert client_as(getattr(cast, who)).post(f"/learning/signups/{asked.pid}/{ends}").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Signup, waiting.id).state is State.SEATED


@pytest.mark.parametrize("ends", ["another signs up", "another is promised it", "it is called off"])
def test_a_seat_that_is_not_free_any_more_is_offered_to_nobody(cast, ends):
    offer = make_offer(cast, seats=1)
    date = make_date(offer)
    make_wish(offer, cast.astrid)
    line = make_line(date, cast.astrid, Outcome.SEAT)
    if ends == "another signs up":
        make_signup(date, cast.ellen)
    elif ends == "another is promised it":
        make_line(date, cast.ellen)
    else:
        date.called_off_at = now()
    with pytest.raises(TakenSince):
        send(line.distribution, today() + timedelta(days=10), line.distribution.version, None, now(), today())
    assert line.outcome is Outcome.SEAT
    assert problem_of(line.distribution, today()).problem.sessions[date.id].seats == 0


def test_who_asks_anew_after_a_no_stands_in_line_like_everybody(cast):
    date = make_date(make_offer(cast, price=900, seats=1))
    asked = accepted(date, cast.astrid)
    assert promised([date.id]) == [(date.id, cast.astrid.id)]
    asked.asked_at += timedelta(hours=1)
    db.session.flush()
    assert promised([date.id]) == []
