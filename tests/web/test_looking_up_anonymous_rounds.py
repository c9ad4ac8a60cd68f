"""Rounds of anonymous feedback, their sheets, and who leads whom on the day one opens: each is found by what it is."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from competence.db import db
from competence.feedback.sealed.models import Round, SealedSheet
from competence.feedback.sealed.queries import rounds, sheets, units
from competence.feedback.sealed.rules.rounds import Stage
from competence.people.queries import actor_of
from competence.web.clock import today
from tests.make import make_employment, make_leader, make_person
from tests.upward import make_round, make_topic, sheet_of

DAY = timedelta(days=1)


@pytest.fixture
def three(cast):
    """Three rounds: a draft that closes last, one that closes first, and one between them."""
    made = [make_round() for _ in range(3)]
    for round_, days in zip(made, (30, 10, 20), strict=True):
        round_.closes_on = today() + days * DAY
    db.session.commit()
    return made


def test_hr_sees_every_round_the_latest_first_and_nobody_else_any(cast, three):
    last, first, between = three
    carla, bo = (actor_of(person.id, today()) for person in (cast.carla, cast.bo))
    assert rounds.rounds_for(carla) == [last, between, first]
    assert rounds.rounds_for(bo) == []
    for find in (rounds.round_for, rounds.locked_round, rounds.locked_with_all):
        assert [find(carla, one.pid) for one in three] == three
        assert (find(bo, last.pid), find(carla, "0" * 32)) == (None, None)
    for one in three:
        one.closes_on = today()
    db.session.flush()
    assert rounds.rounds_for(carla) == three[::-1], "of those that close on one day the one made last"


@pytest.mark.parametrize(
    "find",
    [
        lambda actor, one: rounds.locked_round(actor, one.pid),
        lambda actor, one: rounds.locked_with_all(actor, one.pid),
        lambda actor, one: rounds.rounds_in(one.stage, to_change=True)[0],
    ],
)
def test_a_round_that_is_locked_is_read_anew(cast, three, find):
    carla, one = actor_of(cast.carla.id, today()), three[0]
    assert one.title == "Forår"
    db.session.connection().execute(update(Round.__table__).values(title="Efterår"))
    assert rounds.rounds_in(one.stage)[0].title == "Forår"
    assert find(carla, one).title == "Efterår"


def test_rounds_are_found_by_their_stage_and_their_last_day(three):
    draft, first, between = three
    first.stage, between.stage = Stage.OPEN, Stage.CLOSED
    db.session.flush()
    assert [rounds.rounds_in(stage) for stage in (Stage.DRAFT, Stage.OPEN)] == [[draft], [first]]
    assert [rounds.open_until(today() + n * DAY, today() + m * DAY) for n, m in ((10, 10), (0, 9), (11, 30))] == [
        [first], [], [],
    ]  # fmt: skip
    first.stage = Stage.PUBLISHED
    db.session.flush()
    found = [set(rounds.closed_since(today() + days * DAY)) for days in (9, 10, 19, 20)]
    assert found == [{first, between}, {between}, {between}, set()]


def test_sheets_are_found_for_who_is_asked_and_for_the_round(cast, topic):
    other = make_topic(cast.emil, cast.astrid, cast.ellen)
    other.round.closes_on = topic.round.closes_on - DAY
    hers, later = sheet_of(other, cast.astrid), sheet_of(topic, cast.astrid)
    astrid = actor_of(cast.astrid.id, today())
    assert sheets.sheets_for(astrid) == [hers, later]
    topic.round.stage = Stage.CLOSED
    db.session.flush()
    assert sheets.sheets_for(astrid) == [hers]
    assert [sheets.sheet(one.id) for one in (hers, later)] == [hers, later]
    assert sheets.sheet("0" * 32) is None
    assert sheets.raters_of(other.round) == sorted((cast.astrid.id, cast.ellen.id))
    assert sheets.raters_now() == {person.id for person in (cast.astrid, cast.asger, cast.ellen)}
    for one in (topic.round, other.round):
        assert sheets.a_sheet_of(one) in sheets.sheets_of(one)
    assert {one.rater_id for one in sheets.sheets_of(topic.round)} == {cast.astrid.id, cast.asger.id}
    assert rounds.topics_of(other.round) == [other]


def test_who_fills_two_sheets_of_a_round_is_one_who_is_asked(cast):
    topic = make_topic(cast.bo, cast.astrid, cast.asger, pulse=("pulse.clear", "pulse.help"))
    assert len(sheets.sheets_of(topic.round)) == 4
    assert sheets.raters_of(topic.round) == sorted((cast.astrid.id, cast.asger.id))


def test_sheets_that_are_locked_are_read_anew(cast, topic):
    hers = sheet_of(topic, cast.astrid)
    assert hers.pool == 0
    db.session.connection().execute(update(SealedSheet.__table__).values(pool=7))
    assert hers.pool == 0
    assert {one.pool for one in sheets.sheets_of(topic.round)} == {7}


def test_teams_are_those_led_on_a_day_among_some_people_in_the_order_of_their_numbers(cast):
    ellen, freja = 7, 8  # a set hands them out the other way round
    assert (cast.ellen.id, cast.freja.id) == (ellen, freja)
    for person in (cast.ellen, cast.freja):
        make_leader(cast.bo, person)
    found = units.teams({ellen, freja, cast.astrid.id}, today())
    assert [*found.items()] == [
        (cast.bo.id, [cast.astrid.id, ellen, freja]), (cast.dorte.id, [freja]), (cast.emil.id, [ellen]),
    ]  # fmt: skip


def test_everybody_counts_in_the_one_unit_they_have_worked_longest_in(cast):
    there = make_person("Hanne Hav")
    make_employment(there, cast.vollsmose, start=today() - 20 * DAY)
    make_employment(there, cast.tarup, start=today() - 20 * DAY)
    make_employment(cast.astrid, cast.vollsmose, start=today() - 10 * DAY)
    make_employment(cast.didrik, cast.staff, end=today() - DAY, start=today() - 9 * DAY)
    found = units.counted_in(today())
    assert [found.get(person.id) for person in (there, cast.astrid, cast.ellen, cast.didrik, cast.ditte)] == [
        "vollsmose", "tarup", "vollsmose", None, None,
    ]  # fmt: skip
