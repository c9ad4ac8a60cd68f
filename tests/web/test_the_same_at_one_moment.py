"""Two who do the very same at one moment: what came first stands, and the second is told so, never a broken page."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from competence.db import db
from competence.learning.seats.models import SeatWish
from competence.learning.suggesting.models import Dismissal
from competence.privacy.models import AuditEvent
from competence.web.clock import now
from tests.learning import make_offer


@pytest.fixture
def offer(cast):
    made = make_offer(cast)
    db.session.commit()
    return made


def share(client, offer):
    return client.post("/learning/seats/wishes", data={"offer": offer.pid})


def test_the_second_of_two_who_share_a_wish_at_one_moment_is_told(offer, cast, client_as, monkeypatch):
    astrid = client_as(cast.astrid)
    assert share(astrid, offer).status_code == 303
    # What a second request sees that looked before the first was saved.
    monkeypatch.setattr("competence.learning.seats.actions.wishing.wish_of", lambda *_: None)
    second = share(astrid, offer)
    assert (second.status_code, db.session.query(SeatWish).count()) == (409, 1)
    assert "i samme øjeblik" in second.page.text


def test_a_second_no_thank_you_at_one_moment_is_kept_once(offer, cast, client_as, monkeypatch):
    astrid = client_as(cast.astrid)
    address = f"/learning/suggestions/{offer.pid}/dismissal"
    assert astrid.post(address).status_code == 303
    monkeypatch.setattr("competence.learning.suggesting.queries.dismissal", lambda *_: None)
    assert astrid.post(address).status_code == 409
    assert db.session.query(Dismissal).count() == 1


def test_what_the_database_refuses_for_another_reason_is_not_called_a_second_click(app, offer):
    with pytest.raises(IntegrityError) as nobody, db.session.begin_nested():
        db.session.execute(insert(SeatWish).values(offer_id=offer.id, person_id=None, at=now()))
    with app.test_request_context(), pytest.raises(IntegrityError):
        app.handle_user_exception(nobody.value)


def test_nothing_of_the_second_is_left(offer, cast, client_as, monkeypatch):
    astrid = client_as(cast.astrid)
    share(astrid, offer)
    before = db.session.query(AuditEvent).count()
    monkeypatch.setattr("competence.learning.seats.actions.wishing.wish_of", lambda *_: None)
    share(astrid, offer)
    assert db.session.query(AuditEvent).count() == before
