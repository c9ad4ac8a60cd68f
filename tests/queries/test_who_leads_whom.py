"""Who leads whom on a day, who may therefore know something of whom, and whose hand gives people to lead."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from competence.access.actor import Actor
from competence.people.models import Person
from competence.people.queries import hands
from competence.people.queries.hands import hand_of
from competence.people.queries.knowing import counted_and_known, counted_and_known_with_leaders, may_know
from competence.people.queries.leading import (
    is_anybody_led,
    is_to_lead,
    leader_of,
    leads,
    leads_anybody,
    led_between,
    led_by,
    nearest_leaders,
    people_led,
    withheld_from,
)
from competence.people.rules import Hand
from tests.make import make_deputy, make_leader, make_person

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NEW_YEAR = date(2026, 1, 1)  # Bo has led Astrid since; before him it was Gerda


def test_of_several_leaders_the_one_named_last_is_the_nearest(cast):
    assert leader_of(cast.astrid.id, TODAY) == cast.bo
    assert leader_of(cast.astrid.id, NEW_YEAR - DAY) == cast.gerda
    assert leader_of(cast.dorte.id, TODAY) is None
    make_leader(cast.dorte, cast.astrid, start=NEW_YEAR - DAY)
    assert leader_of(cast.astrid.id, TODAY) == cast.bo
    make_leader(cast.emil, cast.astrid, start=NEW_YEAR)
    assert leader_of(cast.astrid.id, TODAY) == cast.emil


def test_who_was_a_leader_or_will_be_is_none_today(cast):
    make_leader(cast.emil, cast.astrid, start=TODAY + DAY)
    asked = [cast.astrid.id, cast.ellen.id, cast.dorte.id]
    assert nearest_leaders(asked, TODAY) == {cast.astrid.id: [cast.bo.id], cast.ellen.id: [cast.emil.id]}
    assert nearest_leaders(asked[:1], NEW_YEAR - DAY) == {cast.astrid.id: [cast.gerda.id]}
    assert nearest_leaders(asked[:1], TODAY + DAY) == {cast.astrid.id: [cast.bo.id, cast.emil.id]}


def test_a_leader_leads_their_own_on_the_days_they_do(cast):
    assert leads(cast.bo.id, cast.astrid.id, TODAY)
    assert not leads(cast.bo.id, cast.ellen.id, TODAY)
    assert not leads(cast.emil.id, cast.astrid.id, TODAY)
    assert not leads(None, cast.astrid.id, TODAY)
    assert [leads(cast.gerda.id, cast.astrid.id, day) for day in (NEW_YEAR - DAY, NEW_YEAR)] == [True, False]
    assert led_by(cast.bo.id, TODAY) == [cast.asger, cast.astrid]
    assert led_by(cast.gerda.id, TODAY) == []


def test_who_leads_anybody_or_stands_in_for_one_who_does_is_to_lead(cast):
    assert leads_anybody(cast.bo.id, TODAY)
    assert is_to_lead(cast.bo.id, TODAY)
    assert not leads_anybody(cast.ellen.id, TODAY)
    assert [leads_anybody(cast.gerda.id, day) for day in (NEW_YEAR - DAY, NEW_YEAR)] == [True, False]
    make_deputy(cast.bo, cast.ellen, TODAY, TODAY + DAY)
    assert not leads_anybody(cast.ellen.id, TODAY)
    assert [is_to_lead(cast.ellen.id, TODAY + days * DAY) for days in (-1, 1, 2)] == [True, True, False]
    assert not is_to_lead(cast.asger.id, TODAY)


def test_whom_a_leader_led_on_any_day_of_a_time_is_counted(cast):
    astrid = {cast.astrid.id}
    assert led_between(cast.gerda.id, NEW_YEAR - DAY, TODAY) == astrid
    assert led_between(cast.gerda.id, NEW_YEAR, TODAY) == set()
    assert led_between(cast.bo.id, NEW_YEAR - 9 * DAY, NEW_YEAR) == {cast.asger.id} | astrid
    assert led_between(cast.bo.id, NEW_YEAR - 9 * DAY, NEW_YEAR - DAY) == set()


def test_a_house_has_had_a_leader_once_somebody_was_led(cast):
    assert is_anybody_led()


def test_in_a_house_that_is_being_set_up_nobody_is_led():
    bo, astrid = make_person("Bo"), make_person("Astrid")
    assert not is_anybody_led()
    make_leader(bo, astrid)
    assert is_anybody_led()


def test_a_leader_reads_by_name_whose_use_is_restricted_and_begins_nothing_with_them(cast, statements):
    bo, ellen = cast.bo.id, cast.ellen.id
    led = frozenset({cast.astrid.id, cast.asger.id})
    restricted = Actor(bo, leads=led, restricted=led | {ellen})
    assert list(withheld_from(restricted)) == ["Asger Bæk", "Astrid Skov"]
    assert people_led(restricted) == []
    one = Actor(bo, leads=led, restricted=frozenset({cast.astrid.id}))
    assert (list(withheld_from(one)), people_led(one)) == (["Astrid Skov"], [cast.asger])
    with statements() as seen:
        assert list(withheld_from(Actor(bo, leads=led, restricted=frozenset({ellen})))) == []
    assert list(seen) == []
    assert people_led(Actor(bo, leads=led, stands_in_for={cast.emil.id: frozenset({ellen})})) == [
        cast.asger, cast.astrid, cast.ellen,
    ]  # fmt: skip


# --- who may know ---


def knowing(*days):
    return set(may_know(*days))


def test_a_leader_may_know_of_those_of_today_and_a_deputy_of_theirs(cast):
    bo, astrid, asger, gerda = cast.bo.id, cast.astrid.id, cast.asger.id, cast.gerda.id
    assert {(bo, astrid), (bo, asger)} <= knowing(TODAY)
    assert (gerda, astrid) not in knowing(TODAY)
    assert (gerda, astrid) in knowing(NEW_YEAR - DAY)
    assert (bo, astrid) not in knowing(NEW_YEAR - DAY)
    make_deputy(cast.bo, cast.ellen, TODAY, TODAY + DAY)
    hers = {(cast.ellen.id, astrid), (cast.ellen.id, asger)}
    assert [hers & knowing(TODAY + days * DAY) for days in (-1, 0, 1, 2)] == [set(), hers, hers, set()]
    assert {viewer for viewer, _ in knowing(TODAY)} == {bo, cast.emil.id, cast.dorte.id, cast.ellen.id}


def test_who_knew_since_a_day_has_not_forgotten(cast):
    gerda, astrid = cast.gerda.id, cast.astrid.id
    assert (gerda, astrid) in knowing(TODAY, NEW_YEAR - DAY)
    assert (gerda, astrid) not in knowing(TODAY, NEW_YEAR)
    make_deputy(cast.bo, cast.ellen, NEW_YEAR, NEW_YEAR + DAY)
    assert (cast.ellen.id, astrid) in knowing(TODAY, NEW_YEAR + DAY)
    assert (cast.ellen.id, astrid) not in knowing(TODAY, NEW_YEAR + 2 * DAY)
    make_deputy(cast.gerda, cast.freja, NEW_YEAR, TODAY)
    assert (cast.freja.id, astrid) not in knowing(TODAY, NEW_YEAR)


def ids(*people):
    return select(Person.id).where(Person.id.in_([person.id for person in people]))


def test_as_many_as_the_best_informed_know_who_do_not_know_all(cast):
    """Bo knows two of these, Dorte two, Emil one; of the two whom Bo leads, each knows one: themselves."""
    five = cast.astrid, cast.asger, cast.ellen, cast.carla, cast.freja
    assert counted_and_known(ids(*five), TODAY, TODAY) == (5, 2)
    assert counted_and_known(ids(cast.astrid, cast.asger), TODAY, TODAY) == (2, 1)
    assert counted_and_known(ids(cast.bo, cast.astrid, cast.asger, cast.ellen), TODAY, TODAY) == (4, 3)
    assert counted_and_known(ids(), TODAY, TODAY) == (0, 0)


def test_a_deputy_knows_what_the_leader_does_and_a_former_one_what_they_knew(cast):
    asked = ids(cast.astrid, cast.asger, cast.ellen, cast.gerda, cast.carla)
    make_deputy(cast.bo, cast.emil, NEW_YEAR, NEW_YEAR + DAY)
    assert counted_and_known(asked, TODAY, TODAY) == (5, 2)
    assert counted_and_known(asked, TODAY, NEW_YEAR) == (5, 4)


def test_leaders_are_counted_whose_doings_the_best_informed_does_not_know(cast):
    """Bo and Emil lead those four. Dorte leads Carla, and the two, who know what she does besides their own."""
    four = cast.astrid, cast.asger, cast.ellen, cast.gerda
    assert counted_and_known_with_leaders(ids(*four), TODAY, TODAY) == (4, 2, 1)
    assert counted_and_known_with_leaders(ids(*four, cast.carla), TODAY, TODAY) == (5, 2, 1)
    make_deputy(cast.emil, cast.bo, TODAY, TODAY)
    assert counted_and_known_with_leaders(ids(*four, cast.carla), TODAY, TODAY) == (5, 4, 1)
    assert counted_and_known_with_leaders(ids(), TODAY, TODAY) == (0, 0, 0)


def test_what_a_leader_does_is_known_to_who_is_led_or_stands_in_on_those_days(cast):
    """Of Ada, Ida and Eva each has a leader of her own, whom nobody leads."""
    hers, leaders = ([make_person(name) for name in names] for names in (("Ada", "Ida", "Eva"), ("Per", "Pia", "Pål")))
    for leader, person in zip(leaders, hers, strict=True):
        make_leader(leader, person, TODAY)
    make_leader(leaders[1], hers[0], end=TODAY - DAY)
    for leader in leaders[:2]:
        make_deputy(leader, cast.carla, TODAY - 9 * DAY, TODAY - 8 * DAY)
    unknown = [counted_and_known_with_leaders(ids(*hers), TODAY, TODAY - days * DAY)[2] for days in (0, 1)]
    assert unknown == [2, 1]
    for leader in leaders[:2]:
        make_deputy(leader, cast.freja, TODAY, TODAY)
    assert counted_and_known_with_leaders(ids(*hers), TODAY, TODAY) == (3, 2, 1)


def test_leaders_of_the_whole_time_count_and_only_of_those_people(cast):
    asked = ids(cast.astrid, cast.asger)
    assert counted_and_known_with_leaders(asked, TODAY, NEW_YEAR) == (2, 1, 1)
    assert counted_and_known_with_leaders(asked, TODAY, NEW_YEAR - DAY) == (2, 1, 1)
    assert counted_and_known_with_leaders(ids(cast.astrid, cast.bo, cast.ellen), TODAY, NEW_YEAR - DAY) == (3, 2, 2)


# --- whose hand ---


@pytest.fixture
def readdressed(cast, monkeypatch):
    """Carla has helped to change Ellen's address, and Freja Asger's."""
    asked = {cast.carla.id: frozenset({cast.ellen.id}), cast.freja.id: frozenset({cast.asger.id})}
    monkeypatch.setattr(hands, "READDRESSED", [lambda actor_id: asked.get(actor_id, frozenset())])


def test_a_hand_knows_whom_it_stands_in_for_now_or_later_and_whose_address_it_changed(cast, readdressed):
    make_deputy(cast.bo, cast.carla, TODAY - 9 * DAY, TODAY)
    make_deputy(cast.emil, cast.carla, TODAY + DAY, TODAY + 2 * DAY)
    make_deputy(cast.gerda, cast.carla, TODAY - 9 * DAY, TODAY - DAY)
    make_deputy(cast.dorte, cast.freja, TODAY, TODAY)
    both = frozenset({"bo@example.org", "emil@example.org"})
    assert hand_of(cast.carla.id, TODAY) == Hand("carla@example.org", both, frozenset({"ellen@example.org"}))
    assert hand_of(cast.freja.id, TODAY) == Hand(
        "freja@example.org", frozenset({"dorte@example.org"}), frozenset({"asger@example.org"})
    )
    assert hand_of(cast.astrid.id, TODAY) == Hand("astrid@example.org")


def test_the_command_line_is_nobodys_hand(cast, statements):
    with statements() as seen:
        assert hand_of(None, TODAY) == Hand()
    assert list(seen) == []
