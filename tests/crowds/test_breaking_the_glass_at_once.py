"""Somebody in HR who breaks the glass for several people at the same moment breaks it for one of them."""

from competence.db import db
from competence.people.glass.models import Glass
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in


def test_carla_who_breaks_it_for_four_at_once_breaks_it_for_one(shared, at_once):
    with shared.app_context():
        cast = make_cast()
        db.session.commit()
        addresses = [cast.astrid.email, cast.bo.email] * 2
        windows = [InspectingClient(shared) for _ in addresses]
        for window in windows:
            sign_in(window, cast.carla)

    def act(number):
        sent = {"email": addresses[number], "reason": "Fagforeningen beder os se aftalen igennem."}
        return windows[number].post("/privacy/glass", data=sent).status_code

    statuses = at_once(len(windows), act)
    assert sorted(statuses) == [303, 409, 409, 409]
    with shared.app_context():
        assert db.session.query(Glass).count() == 1
