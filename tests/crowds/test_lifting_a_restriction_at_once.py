"""HR say when a restriction ends while its person lifts it at that very moment: it is lifted, and no week is added."""

from threading import Event

from competence.db import db
from competence.privacy.restricting import actions, queries
from competence.privacy.restricting.rules import check_notice
from competence.web.clock import today
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.make import make_restriction


def test_astrid_lifts_hers_while_carla_says_when_it_ends(shared, at_once, monkeypatch):
    looked, lifted = Event(), Event()

    def look(on, day):
        looked.set()
        lifted.wait(1)  # where nobody waits for the other she has lifted it when HR write their day over hers
        check_notice(on, day)

    monkeypatch.setattr(actions, "check_notice", look)
    with shared.app_context():
        cast = make_cast()
        row = make_restriction(cast.astrid)
        address, whose = f"/privacy/restrictions/{row.pid}/lifting", cast.astrid.id
        sent = {"on": (today() + actions.DAY * 7).isoformat(), "reason": "Det er rettet."}
        db.session.commit()
        astrid, carla = (InspectingClient(shared) for _ in range(2))
        for window, person in ((astrid, cast.astrid), (carla, cast.carla)):
            sign_in(window, person)

    def act(number):
        if number:
            return carla.post(address, data=sent).status_code
        looked.wait(2)
        answer = astrid.post("/privacy/restrictions/own/end").status_code
        lifted.set()
        return answer

    assert at_once(2, act) == [303, 303]
    with shared.app_context():
        assert queries.standing_for(whose) is None
