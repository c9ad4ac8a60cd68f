"""Who somebody is in the house on a day: their roles, whom they lead, whom they stand in for, and what is withheld."""

from datetime import date, timedelta

import pytest

from competence.access.actor import Actor, Role
from competence.db import db
from competence.people import queries
from competence.people.glass.models import Despite
from competence.web.clock import SKEW, now
from tests.house.trail_things import broken
from tests.make import make_deputy, make_grant, make_restriction

TODAY = date(2026, 11, 23)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_an_employee_has_no_roles_and_leads_nobody(cast):
    assert queries.actor_of(cast.astrid.id, TODAY) == Actor(cast.astrid.id)


def test_a_leader_leads_those_of_today(cast):
    assert queries.actor_of(cast.bo.id, TODAY).leads == {cast.astrid.id, cast.asger.id}


def test_a_former_leader_leads_nobody(cast):
    assert queries.actor_of(cast.gerda.id, TODAY) == Actor(cast.gerda.id)
    assert queries.actor_of(cast.gerda.id, date(2025, 12, 31)).leads == {cast.astrid.id}


def test_hr_and_the_administrator_have_their_role(cast):
    assert queries.actor_of(cast.carla.id, TODAY).roles == {Role.HR}
    assert queries.actor_of(cast.freja.id, TODAY).roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(("days", "stands_in"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_deputy_stands_in_on_the_days_agreed(cast, days, stands_in):
    make_deputy(cast.bo, cast.emil, TODAY, TODAY + 7 * DAY)
    actor = queries.actor_of(cast.emil.id, TODAY + days * DAY)
    assert actor.leads == {cast.ellen.id, cast.gerda.id}
    expected = {cast.bo.id: frozenset({cast.astrid.id, cast.asger.id})} if stands_in else {}
    assert actor.stands_in_for == expected


def test_nobody_but_the_deputy_stands_in(cast):
    make_deputy(cast.bo, cast.emil, TODAY, TODAY)
    assert queries.actor_of(cast.ellen.id, TODAY) == Actor(cast.ellen.id)


def test_a_deputy_does_not_become_their_own_leader(cast):
    make_deputy(cast.bo, cast.astrid, TODAY, TODAY)
    assert queries.actor_of(cast.astrid.id, TODAY).stands_in_for == {cast.bo.id: frozenset({cast.asger.id})}


def test_who_asks_takes_one_statement(cast, statements):
    make_deputy(cast.bo, cast.emil, TODAY, TODAY)
    with statements() as seen:
        queries.actor_of(cast.emil.id, TODAY)
    assert len(seen.selects) == 1


def test_a_deputy_leads_in_nobodys_place_whom_the_leader_does_not_lead_that_day(cast):
    make_deputy(cast.gerda, cast.emil, TODAY, TODAY)
    assert queries.actor_of(cast.emil.id, TODAY).stands_in_for == {}
    assert queries.actor_of(cast.ellen.id, TODAY) == Actor(cast.ellen.id)


def test_a_role_is_held_on_its_days(cast):
    granted = make_grant(cast.ellen, Role.MED)
    granted.valid_from, granted.valid_to = TODAY - DAY, TODAY
    db.session.flush()
    roles = [queries.actor_of(cast.ellen.id, TODAY + days * DAY).roles for days in (-2, -1, 0, 1)]
    assert roles == [set(), {Role.MED}, {Role.MED}, set()]


def test_who_broke_the_glass_reads_for_half_an_hour_and_nobody_else_does(cast):
    glass, hr = broken(cast), frozenset({Role.HR})
    behind = frozenset({cast.astrid.id})
    assert queries.actor_of(cast.carla.id, TODAY) == Actor(cast.carla.id, hr, glass=behind)
    assert queries.actor_of(cast.ellen.id, TODAY) == Actor(cast.ellen.id)
    for begun, ends, opens in (
        (now() - MINUTE, now() - MINUTE, False),
        (now() + SKEW - MINUTE, now() + 9 * MINUTE, True),
        (now() + SKEW + MINUTE, now() + 9 * MINUTE, False),
    ):
        glass.opened_at, glass.ends_at = begun, ends
        db.session.flush()
        assert queries.actor_of(cast.carla.id, TODAY).glass == (behind if opens else frozenset())


@pytest.mark.parametrize("despite", [None, Despite.CLAIM])
def test_behind_the_glass_stands_who_restricted_it_only_with_a_ground_the_law_names(cast, despite):
    broken(cast, despite)
    make_restriction(cast.ellen)
    opened = frozenset({cast.astrid.id})
    assert queries.actor_of(cast.carla.id, TODAY).glass == opened
    make_restriction(cast.astrid)
    assert queries.actor_of(cast.carla.id, TODAY).glass == (opened if despite else frozenset())


def test_a_restriction_that_is_over_keeps_nothing_behind_a_glass(cast):
    broken(cast)
    make_restriction(cast.astrid, ends_at=now() - MINUTE)
    carla = queries.actor_of(cast.carla.id, TODAY)
    assert (carla.glass, carla.restricted) == ({cast.astrid.id}, set())


def test_everybody_but_oneself_who_restricted_it_is_withheld(cast):
    make_restriction(cast.astrid)
    make_restriction(cast.ellen, ends_at=now() + MINUTE)
    restricted = frozenset({cast.astrid.id, cast.ellen.id})
    assert queries.actor_of(cast.gerda.id, TODAY) == Actor(cast.gerda.id, restricted=restricted)
    assert queries.actor_of(cast.astrid.id, TODAY) == Actor(cast.astrid.id, restricted=restricted - {cast.astrid.id})
