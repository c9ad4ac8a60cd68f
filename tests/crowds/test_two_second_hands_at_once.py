"""Whoever turns the second key of an address and of a second factor at one moment turns one of them."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from sqlalchemy import select

from competence.access.actor import Role
from competence.db import db
from competence.signin import queries
from competence.signin.addresses.models import AddressChange
from competence.signin.rules import hands
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.factors import make_app
from tests.make import make_grant
from tests.web.signing import give_password


def test_freja_helps_with_her_address_or_her_second_factor(shared, at_once, monkeypatch):
    both = Barrier(2, timeout=1)

    def looked(*told):
        with suppress(BrokenBarrierError):
            both.wait()  # both have looked before either has written
        return hands(*told)

    with shared.app_context():
        cast = make_cast()
        give_password(cast.astrid)
        make_app(cast.astrid)
        make_grant(cast.emil, Role.HR)
        db.session.commit()
        pages = [f"/signin/factors/of/{cast.astrid.pid}/reset", f"/signin/address/of/{cast.astrid.pid}"]
        carla, emil, *windows = (InspectingClient(shared) for _ in range(4))
        for window, person in zip(
            (carla, emil, *windows), (cast.carla, cast.emil, cast.freja, cast.freja), strict=True
        ):
            sign_in(window, person)
        carla.post(pages[0])
        emil.post(pages[1], data=emil.get(pages[1]).page.form(pages[1]) | {"email": "skov@example.org"})
        sent = {"proposal": db.session.scalar(select(AddressChange.pid))}
    monkeypatch.setattr(queries, "hands", looked)
    statuses = at_once(2, lambda number: windows[number].post(f"{pages[number]}/confirmation", data=sent).status_code)
    assert sorted(statuses) == [303, 409]
