"""Whoever gives somebody another address and people to lead at one moment gives them one of the two."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from competence.db import db
from competence.people.models import Person
from competence.people.queries import actor_of
from competence.people.rules import check_hand
from competence.signin.addresses import queries
from competence.signin.addresses.rules import takes_effect_at_once
from competence.web.clock import today
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in


def test_carla_gives_ellen_an_address_of_her_own_or_people_to_lead(shared, at_once, monkeypatch):
    both = Barrier(2, timeout=1)

    def once_both_looked(rule):
        def looked(*told, **more):
            with suppress(BrokenBarrierError):
                both.wait()  # both have looked before either has written
            return rule(*told, **more)

        return looked

    with shared.app_context():
        cast = make_cast()
        db.session.commit()
        ellen = cast.ellen.id
        windows = [InspectingClient(shared) for _ in range(2)]
        for window in windows:
            sign_in(window, cast.carla)
        address = f"/signin/address/of/{cast.ellen.pid}"
        sent = windows[0].get(address).page.form(address) | {"email": "carlas@example.org"}
        leads = f"/people/{cast.astrid.pid}/leaders"
        named = {"email": "ellen@example.org", "valid_from": today().isoformat(), "instead": "y"}
    monkeypatch.setattr(queries, "takes_effect_at_once", once_both_looked(takes_effect_at_once))
    monkeypatch.setattr("competence.people.rules.check_hand", once_both_looked(check_hand))
    posts = [(address, sent), (leads, named)]
    at_once(2, lambda number: windows[number].post(posts[number][0], data=posts[number][1]).status_code)
    with shared.app_context():
        has_the_address = db.session.get_one(Person, ellen).email == "carlas@example.org"
        assert has_the_address != bool(actor_of(ellen, today()).led)
