"""Whose address is changed at once, what waits for a yes, and whom somebody gave another address lately."""

from datetime import timedelta

import pytest
from time_machine import travel

from competence.access.actor import Role
from competence.db import db
from competence.people.queries.hands import READDRESSED
from competence.signin.actions.accounts import open_account
from competence.signin.addresses import queries
from competence.signin.addresses.models import AddressChange
from tests.make import make_grant, make_leader
from tests.trails import noted
from tests.web.proving import NOON

DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("has", "at_once"), [("nothing", True), ("account", True), ("password", False), ("role", False), ("people", False)]
)
def test_what_opens_nothing_yet_is_changed_at_once_and_ones_own_always(cast, has, at_once):
    if has in {"account", "password"}:
        open_account(cast.astrid.id, "a hash" if has == "password" else None)
    if has == "role":
        make_grant(cast.astrid, Role.MED)
    if has == "people":
        make_leader(cast.astrid, cast.emil)
    assert queries.holds_at_once(cast.carla.id, cast.astrid.id) is at_once
    assert queries.holds_at_once(cast.astrid.id, cast.astrid.id) is True


def test_whose_address_is_asked_about_is_held_still(cast, asked_of_postgresql):
    (held,) = asked_of_postgresql(lambda: queries.holds_at_once(cast.carla.id, cast.astrid.id))
    assert held.endswith(f"WHERE person.id = {cast.astrid.id} FOR NO KEY UPDATE")


def test_what_waits_is_told_for_a_week_with_the_two_and_both_addresses(cast):
    for person, key in ((cast.astrid, "hers"), (cast.bo, "his")):
        proposed = {"email": f"{key}@example.org", "asked_by_id": cast.carla.id, "asked_at": NOON, "key": key}
        db.session.add(AddressChange(person_id=person.id, pid=key * 2, **proposed))
    db.session.flush()
    last = NOON + 7 * DAY - MOMENT
    expected = {
        "pid": "hershers", "person_id": cast.astrid.id, "email": "hers@example.org", "asked_by_id": cast.carla.id,
        "asked_at": NOON, "former": "astrid@example.org", "proposer": "Carla Holm",
    }  # fmt: skip
    assert queries.waiting_for(cast.astrid.id, last)._asdict() == expected
    assert queries.of_link("hers", last)._asdict() == expected
    assert queries.waiting_for(cast.astrid.id, NOON + 7 * DAY) is queries.of_link("hers", NOON + 7 * DAY) is None
    assert queries.waiting_for(cast.emil.id, last) is queries.of_link("nobody's", last) is None


@pytest.mark.parametrize(("days", "is_told"), [(29, True), (31, False)])
def test_whom_somebody_gave_another_address_is_told_for_a_month(cast, days, is_told):
    done = {"subject_id": cast.astrid.id, "at": NOON - days * DAY}
    noted(done | {"action": "address.proposed", "actor_id": cast.carla.id})
    noted(done | {"action": "address.changed", "actor_id": cast.freja.id})
    noted(done | {"action": "factor.reset", "actor_id": cast.emil.id})
    with travel(NOON, tick=False):
        told = [queries.readdressed_by(person.id) for person in (cast.carla, cast.freja, cast.emil)]
    hers = {cast.astrid.id} if is_told else set()
    assert told == [hers, hers, set()]
    assert queries.readdressed_by in list(READDRESSED)
