"""HR says who leads whom and from when; nobody leads in a circle, and the leader of before stops the day before."""

from datetime import date, timedelta

import pytest

from competence.db import db
from competence.people.queries import actor_of, leaders_of
from competence.web.clock import today

DAY = timedelta(days=1)


def choose(client, person, **fields):
    return client.post(f"/people/{person.pid}/leaders", data={"valid_from": today().isoformat(), **fields})


def test_a_new_leader_takes_over_today(client_as, cast):
    assert choose(client_as(cast.carla), cast.astrid, email="Emil@example.org", instead="y").status_code == 303
    assert cast.astrid.id in actor_of(cast.emil.id, today()).leads
    assert cast.astrid.id not in actor_of(cast.bo.id, today()).leads
    assert cast.astrid.id in actor_of(cast.bo.id, today() - DAY).leads


def test_a_second_leader_may_stand_beside_the_first(client_as, cast):
    assert choose(client_as(cast.carla), cast.astrid, email="emil@example.org").status_code == 303
    assert all(cast.astrid.id in actor_of(leader.id, today()).leads for leader in (cast.bo, cast.emil))


@pytest.mark.parametrize(
    ("person", "email", "says"),
    [
        ("bo", "bo@example.org", "sin egen leder"),
        ("dorte", "astrid@example.org", "gå i ring: "),
        ("astrid", "nobody@example.org", "Der er ingen med e-mailen »nobody@example.org«"),
        ("astrid", "bo@example.org", "står der allerede"),
        ("astrid", "bo", "ikke en e-mailadresse"),
        ("astrid", "", "mangler"),
    ],
)
def test_who_cannot_lead_is_refused_and_nothing_changes(client_as, cast, person, email, says):
    before = [(r.leader_id, r.valid_from, r.valid_to) for r in leaders_of(getattr(cast, person))]
    answer = choose(client_as(cast.carla), getattr(cast, person), email=email, instead="y")
    assert (answer.status_code, says in answer.page.text) == (400, True)
    db.session.expire_all()
    assert [(r.leader_id, r.valid_from, r.valid_to) for r in leaders_of(getattr(cast, person))] == before


def test_two_may_change_places(client_as, cast):
    """Bo led Astrid; once Emil does, she may lead Bo."""
    carla = client_as(cast.carla)
    choose(carla, cast.astrid, email="emil@example.org", instead="y")
    assert choose(carla, cast.bo, email="astrid@example.org", instead="y").status_code == 303


def test_a_relation_is_ended_on_a_day(client_as, cast):
    (relation, *_) = leaders_of(cast.astrid)
    address = f"/people/{cast.astrid.pid}/leaders/{relation.id}"
    carla = client_as(cast.carla)
    assert carla.get(f"{address}/edit").status_code == 200
    assert carla.post(address, data={"valid_to": "2026-12-31"}).status_code == 303
    db.session.refresh(relation)
    assert relation.valid_to == date(2026, 12, 31)
    refused = carla.post(address, data={"valid_to": "2025-12-31"})
    assert (refused.status_code, "før startdatoen" in refused.page.text) == (400, True)


def test_a_leader_chosen_by_mistake_today_is_taken_back(client_as, cast):
    carla = client_as(cast.carla)
    choose(carla, cast.astrid, email="emil@example.org")
    (relation,) = [found for found in leaders_of(cast.astrid) if found.leader_id == cast.emil.id]
    address = f"/people/{cast.astrid.pid}/leaders/{relation.id}"
    assert carla.post(address, data={"valid_to": (today() - DAY).isoformat()}).status_code == 303
    assert actor_of(cast.emil.id, today()).acts_as(cast.astrid.id) == frozenset()


def test_anothers_relation_is_not_found_under_a_persons_address(client_as, cast):
    (relation, *_) = leaders_of(cast.bo)
    assert client_as(cast.carla).post(f"/people/{cast.astrid.pid}/leaders/{relation.id}").status_code == 404
