"""Who somebody is in the house on a day, and who may be found in the list."""

from datetime import date, timedelta

import pytest

from competence.access.actor import ANONYMOUS, Actor, Role
from competence.access.permissions import MayPeople
from competence.access.policy import permits
from competence.db import db
from competence.people import queries
from competence.people.rules import sort_key
from tests.make import make_deputy, make_employment, make_leader, make_person, make_unit

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


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


def test_a_deputy_does_not_become_their_own_leader(cast):
    make_deputy(cast.bo, cast.astrid, TODAY, TODAY)
    assert queries.actor_of(cast.astrid.id, TODAY).stands_in_for == {cast.bo.id: frozenset({cast.asger.id})}


def test_who_asks_takes_one_statement(cast, statements):
    make_deputy(cast.bo, cast.emil, TODAY, TODAY)
    with statements() as seen:
        queries.actor_of(cast.emil.id, TODAY)
    assert len(seen.selects) == 1


def test_the_list_and_the_policy_agree_over_the_whole_cast(cast):
    people = [cast.astrid, cast.bo, cast.carla, cast.dorte, cast.emil, cast.freja, cast.gerda, cast.ditte]
    for actor in [ANONYMOUS, *(queries.actor_of(person.id, TODAY) for person in people)]:
        found = list(db.session.scalars(queries.visible_to(actor)))
        assert bool(found) == permits(actor, MayPeople.LIST)


def test_names_come_in_danish_order_with_where_they_work_and_who_leads_them(cast):
    for name in ("Åse Ø", "Ærø B", "Zoe C"):
        person = make_person(name)
        person.sort_name = sort_key(name)
        make_employment(person, cast.tarup)
    hr = queries.actor_of(cast.carla.id, TODAY)
    listed = queries.list_people(hr, TODAY)
    names = [line.person.name for line in listed]
    assert names[-3:] == ["Zoe C", "Ærø B", "Åse Ø"]
    astrid = next(line for line in listed if line.person == cast.astrid)
    assert [work.unit.code for work in astrid.employments] == ["tarup"]
    assert astrid.leaders == (cast.bo,)


def test_those_who_left_stand_in_a_list_of_their_own(cast):
    hr = queries.actor_of(cast.carla.id, TODAY)
    assert cast.ditte not in [line.person for line in queries.list_people(hr, TODAY)]
    assert [line.person for line in queries.list_people(hr, TODAY, former=True)] == [cast.ditte]


def test_who_holds_a_role_without_working_in_the_house_has_not_left(cast):
    hr = queries.actor_of(cast.carla.id, TODAY)
    assert cast.didrik in [line.person for line in queries.list_people(hr, TODAY)]


@pytest.mark.parametrize("search", ["ELLEN", "en å", "ellen@", "%", "aa"])
def test_search_finds_part_of_a_name_or_address(cast, search):
    hr = queries.actor_of(cast.carla.id, TODAY)
    for person in (cast.ellen, cast.bo):
        person.sort_name = sort_key(person.name)
    found = [line.person for line in queries.list_people(hr, TODAY, search=search)]
    assert found == ([] if search == "%" else [cast.ellen])


def test_a_page_holds_fifty_and_shows_that_there_are_more(cast, statements):
    for number in range(60):
        make_employment(make_person(f"Øjvind {number:02}"), cast.tarup)
    hr = queries.actor_of(cast.carla.id, TODAY)
    with statements() as seen:
        assert len(queries.list_people(hr, TODAY)) == queries.PAGE + 1
    assert len(seen.selects) == 3
    assert len(queries.list_people(hr, TODAY, page=2)) == 70 - 50


def test_the_tree_stands_from_the_top_down_with_siblings_by_title(cast):
    make_unit("desk", cast.vollsmose, title="Ørslev skranke")
    tree = [(branch.unit.code, branch.depth) for branch in queries.unit_tree()]
    assert tree == [("house", 0), ("staff", 1), ("tarup", 1), ("vollsmose", 1), ("desk", 2)]


def test_a_unit_is_in_use_until_the_last_one_leaves(cast):
    unit = make_unit("closing", cast.house)
    make_employment(make_person("Ina"), unit, end=TODAY)
    assert queries.unit_in_use_after(unit.id, TODAY - DAY)
    assert not queries.unit_in_use_after(unit.id, TODAY)
    assert queries.unit_has_units_after(cast.house.id, TODAY)
    assert not queries.unit_has_units_after(unit.id, TODAY)


def test_who_leads_whom_leaves_out_what_is_over(cast):
    make_leader(cast.emil, cast.bo, start=TODAY + DAY)
    leaders = queries.leaders_by_email(TODAY)
    assert leaders["astrid@example.org"] == ["bo@example.org"]
    assert sorted(leaders["bo@example.org"]) == ["dorte@example.org", "emil@example.org"]
