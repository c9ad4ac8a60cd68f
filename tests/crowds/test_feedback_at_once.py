"""Feedback that is answered at the very moment its receiver stops waiting for it: one of the two comes first."""

import pytest

from competence.db import db
from competence.feedback.models import OutsideLink
from competence.feedback.rules.steps import State
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.feedback import WORDS, make_feedback, make_link, make_request, make_round


@pytest.fixture
def house(shared):
    with shared.app_context():
        cast = make_cast()
        db.session.commit()
        yield cast


def client_of(shared, person=None):
    client = InspectingClient(shared)
    if person is not None:
        sign_in(client, person)
    return client


@pytest.mark.parametrize("time", range(4))
@pytest.mark.parametrize("guest", [False, True], ids=["a colleague", "somebody outside"])
def test_answering_while_the_receiver_stops_waiting_ends_in_one_of_two_ways(shared, house, at_once, guest, time):
    request = make_request(house.astrid)
    piece = make_feedback(house.astrid, None if guest else house.asger, State.ASKED, request=request)
    writer = client_of(shared, None if guest else house.asger)
    address = "/feedback/outside" if guest else f"/feedback/{piece.pid}/answer"
    if guest:
        token = make_link(piece)
        db.session.commit()
        writer.get(f"/feedback/outside/{token}")
    astrid = client_of(shared, house.astrid)
    posts = [(astrid, f"/feedback/requests/{request.pid}/cancellation", {}), (writer, address, WORDS)]
    db.session.commit()

    def act(number):
        client, page, data = posts[number]
        return client.post(page, data=data).status_code

    called_off, answered = at_once(2, act)
    db.session.expire_all()
    assert called_off == 303
    assert (answered, piece.state) in ((303, State.WRITTEN), (404 if guest else 409, State.CALLED_OFF))
    assert db.session.query(OutsideLink).count() == 0


@pytest.mark.parametrize("time", range(3))
def test_answering_while_its_round_closes_ends_in_one_of_two_ways(shared, house, at_once, time):
    a_round = make_round(house.bo, house.astrid)
    request = make_request(house.astrid, round_id=a_round.id)
    piece = make_feedback(house.astrid, house.asger, State.ASKED, request=request)
    posts = [
        (client_of(shared, house.bo), f"/feedback/rounds/{a_round.pid}/closing", {}),
        (client_of(shared, house.asger), f"/feedback/{piece.pid}/answer", WORDS),
    ]
    db.session.commit()

    def act(number):
        client, page, data = posts[number]
        return client.post(page, data=data).status_code

    closed, answered = at_once(2, act)
    db.session.expire_all()
    assert closed == 303
    assert (answered, piece.state) in ((303, State.WRITTEN), (409, State.CALLED_OFF))
