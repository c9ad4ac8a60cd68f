"""Who may be found in the list, and what is told of one person, of those around them and of the units."""

from datetime import date, timedelta

import pytest

from competence.access.actor import ANONYMOUS, Role
from competence.access.permissions import MayPeople
from competence.access.policy import permits
from competence.db import db
from competence.people import queries
from competence.people.rules import sort_key
from competence.privacy.trail.queries import reading
from tests.make import (
    make_deputy,
    make_employment,
    make_grant,
    make_leader,
    make_person,
    make_role_profile,
    make_unit,
)

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def test_the_list_and_the_policy_agree_over_the_whole_cast(cast):
    people = [cast.astrid, cast.bo, cast.carla, cast.dorte, cast.emil, cast.freja, cast.gerda, cast.ditte]
    for actor in [ANONYMOUS, *(queries.actor_of(person.id, TODAY) for person in people)]:
        found = list(db.session.scalars(queries.visible_to(actor)))
        assert bool(found) == permits(actor, MayPeople.LIST)


@pytest.fixture
def lines(cast):
    """Return what Carla in HR finds in the list."""
    hr = queries.actor_of(cast.carla.id, TODAY)

    def found(search="", page=1, *, former=False):
        return queries.list_people(hr, TODAY, search=search, page=page, former=former)

    return found


def test_names_come_in_danish_order_with_where_they_work_and_who_leads_them(cast, lines):
    for name in ("Åse Ø", "Ærø B", "Zoe C"):
        person = make_person(name)
        person.sort_name = sort_key(name)
        make_employment(person, cast.tarup)
    listed = lines()
    names = [line.person.name for line in listed]
    assert names[-3:] == ["Zoe C", "Ærø B", "Åse Ø"]
    astrid = next(line for line in listed if line.person == cast.astrid)
    assert [work.unit.code for work in astrid.employments] == ["tarup"]
    assert astrid.leaders == (cast.bo,)


def test_those_who_left_stand_in_a_list_of_their_own(cast, lines):
    assert cast.ditte not in [line.person for line in lines()]
    assert [line.person for line in lines(former=True)] == [cast.ditte]


def test_who_holds_a_role_without_working_in_the_house_has_not_left(cast, lines):
    assert cast.didrik in [line.person for line in lines()]


@pytest.mark.parametrize("search", ["ELLEN", "en å", "ellen@example", "%", "aa"])
def test_search_finds_part_of_a_name_or_address(cast, lines, search):
    for person in (cast.ellen, cast.bo):
        person.sort_name = sort_key(person.name)
    found = [line.person for line in lines(search)]
    assert found == ([] if search == "%" else [cast.ellen])


def test_search_takes_a_name_letter_by_letter(lines):
    for name, sort_name in (("Max", "max"), ("Ida", "ida")):
        make_grant(make_person(name, f"{sort_name}@example.org"), Role.MED).person.sort_name = sort_name
    db.session.flush()
    assert [line.person.name for line in lines("ax")] == ["Max"]
    assert {line.person.name for line in lines("0")} & {"Max", "Ida"} == set()


def test_a_line_says_where_they_work_and_who_leads_them_today_alone(cast, lines):
    make_employment(cast.astrid, cast.staff, start=TODAY + DAY)
    make_employment(cast.astrid, cast.vollsmose, end=TODAY - DAY)
    make_leader(cast.emil, cast.astrid, start=TODAY + DAY)
    (line,) = lines("astrid@")
    assert [work.unit.code for work in line.employments] == ["tarup"]
    assert line.leaders == (cast.bo,)
    (dorte,) = lines("dorte@")
    assert dorte.leaders == ()


def test_a_page_holds_fifty_and_shows_that_there_are_more(cast, lines, statements):
    for number in range(60):
        make_employment(make_person(f"Øjvind {number:02}"), cast.tarup)
    with statements() as seen:
        assert len(lines()) == queries.PAGE + 1
    assert len(seen.selects) == 3
    assert len(lines(page=2)) == 70 - 50


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
    below = make_unit("below", unit)
    below.valid_to = TODAY
    db.session.flush()
    assert queries.unit_has_units_after(unit.id, TODAY - DAY)
    assert not queries.unit_has_units_after(unit.id, TODAY)


def test_each_unit_stands_with_the_one_above_it(cast):
    assert queries.parents(queries.units()) == {"house": None} | dict.fromkeys(("tarup", "vollsmose", "staff"), "house")
    assert queries.unit_by_code("tarup") == cast.tarup
    assert queries.unit_by_code("nowhere") is None


def test_role_profiles_stand_by_code(cast):
    make_role_profile("archivist")
    assert [profile.code for profile in queries.role_profiles()] == ["archivist", "librarian", "team_leader"]


def test_who_leads_whom_leaves_out_what_is_over(cast):
    make_leader(cast.emil, cast.bo, start=TODAY + DAY)
    leaders = queries.leaders_by_email(TODAY)
    assert leaders["astrid@example.org"] == ["bo@example.org"]
    assert sorted(leaders["bo@example.org"]) == ["dorte@example.org", "emil@example.org"]


# --- one person, and what is theirs ---


def test_a_person_is_found_by_what_is_theirs_alone(cast):
    assert queries.person_by_pid(cast.ellen.pid) == queries.person_by_email("ellen@example.org") == cast.ellen
    assert queries.person_by_id(cast.ellen.id) == cast.ellen
    assert queries.person_by_pid("nobody") is queries.person_by_email("nobody@example.org") is None


def test_names_are_told_of_those_who_are_asked_about(cast):
    asked = [cast.ellen.id, cast.bo.id]
    expected = {cast.ellen.id: "Ellen Å", cast.bo.id: "Bo Lund"}
    assert queries.names_of(asked) == reading.names_of([*asked, None]) == expected


def test_who_has_a_role_is_named_once_a_day(cast):
    make_grant(cast.carla, Role.HR), make_grant(cast.asger, Role.HR)
    make_grant(cast.ellen, Role.HR).valid_to = TODAY - DAY
    db.session.flush()
    assert queries.people_with(Role.HR, TODAY) == [cast.asger.id, cast.carla.id]
    assert queries.people_with(Role.HR, TODAY - DAY) == [cast.asger.id, cast.carla.id, cast.ellen.id]


def test_what_is_somebodys_is_told_the_latest_first_and_found_with_them_alone(cast):
    now_at, before = make_employment(cast.ditte, cast.staff, start=TODAY), queries.employments_of(cast.ditte)[1]
    assert queries.employments_of(cast.ditte) == [now_at, before]
    assert [queries.employment_of(cast.ditte, one.id) for one in (now_at, before)] == [now_at, before]
    assert queries.employment_of(cast.astrid, before.id) is None
    bo, gerda = queries.leaders_of(cast.astrid)
    assert (bo.leader, gerda.leader) == (cast.bo, cast.gerda)
    assert [queries.leader_relation_of(cast.astrid, one.id) for one in (bo, gerda)] == [bo, gerda]
    assert queries.leader_relation_of(cast.ellen, bo.id) is None
    late, early = make_grant(cast.ellen, Role.MED), make_grant(cast.ellen, Role.DPO)
    late.valid_from = TODAY
    db.session.flush()
    assert queries.grants_of(cast.ellen.id) == [late, early]
    assert [queries.grant_of(cast.ellen.id, one.id) for one in (late, early)] == [late, early]
    assert queries.grant_of(cast.astrid.id, late.id) is None


def test_a_leaders_deputies_are_told_the_latest_first(cast):
    later, first = (make_deputy(cast.bo, cast.emil, day, day) for day in (TODAY, TODAY - DAY))
    others = make_deputy(cast.emil, cast.bo, TODAY, TODAY)
    assert queries.deputies_of(cast.bo.id) == [later, first]
    assert [queries.deputy_of(cast.bo.id, one.id) for one in (first, later)] == [first, later]
    assert queries.deputy_of(cast.bo.id, others.id) is None


def test_who_stands_in_while_a_leader_leads_somebody_is_told_from_a_day_on(cast):
    bo, gerda = queries.leaders_of(cast.astrid)
    bo.valid_to = TODAY + 9 * DAY
    days = (-2, -1, 0, 9, 10)
    at_bos = {day: make_deputy(cast.bo, cast.emil, TODAY + day * DAY, TODAY + day * DAY) for day in days}
    make_deputy(cast.emil, cast.bo, TODAY, TODAY)
    make_deputy(cast.gerda, cast.emil, TODAY, TODAY)
    before_him = make_deputy(cast.bo, cast.emil, date(2025, 12, 1), date(2025, 12, 31))
    until = make_deputy(cast.bo, cast.emil, date(2025, 12, 1), date(2026, 1, 1))
    assert queries.deputies_while_led([bo, gerda], TODAY) == [at_bos[0], at_bos[9]]
    assert queries.deputies_while_led([bo], TODAY - DAY) == [at_bos[-1], at_bos[0], at_bos[9]]
    assert queries.deputies_while_led([bo], date(2025, 12, 1)) == [until, *(at_bos[day] for day in days[:-1])]
    assert before_him not in queries.deputies_while_led([bo], date(2025, 12, 1))
    assert queries.deputies_while_led([], TODAY) == []
    bo.valid_to = None
    assert queries.deputies_while_led([bo], TODAY) == [at_bos[0], at_bos[9], at_bos[10]]


def test_who_is_held_still_is_the_one_who_is_given_people(cast, asked_of_postgresql):
    (told,) = asked_of_postgresql(lambda: queries.hold_still(cast.ellen.id))
    assert told.endswith(f"WHERE person.id = {cast.ellen.id} FOR NO KEY UPDATE")
