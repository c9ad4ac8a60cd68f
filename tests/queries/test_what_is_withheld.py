"""Whose data are withheld at a moment, and who may read despite it: restrictions of use, and broken glasses."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from competence.access.actor import ANONYMOUS, Actor, Role
from competence.db import db
from competence.people.glass import queries as glasses
from competence.people.glass.models import Despite, Glass
from competence.people.glass.rules import Near
from competence.privacy.restricting import queries as restrictions
from competence.privacy.restricting.models import Restriction
from competence.privacy.restricting.queries import restricted, usable_by
from competence.privacy.restricting.rules import NobodyCouldRead
from competence.privacy.trail.queries.reading import REASONS
from competence.privacy.trail.rules.chain import Stream
from competence.web.clock import SKEW, now
from tests.make import make_employment, make_leader, make_restriction
from tests.trails import noted
from tests.web.proving import NOON

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TODAY = NOON.date()


def whose(condition):
    return set(db.session.scalars(condition))


# --- restrictions ---


def test_a_restriction_holds_from_when_it_was_asked_for_until_it_ends(cast):
    make_restriction(cast.astrid, NOON, NOON + DAY)
    moments = (NOON - MINUTE, NOON, NOON + DAY - MINUTE, NOON + DAY)
    assert [whose(restricted(moment)) for moment in moments] == [set(), {cast.astrid.id}, {cast.astrid.id}, set()]


def test_now_it_holds_also_where_the_clock_went_back(cast):
    make_restriction(cast.astrid, now() + DAY), make_restriction(cast.bo, NOON - DAY, now() - MINUTE)
    assert restrictions.restricted_ids() == whose(restricted()) == {cast.astrid.id}


def test_what_its_receiver_could_not_open_is_not_sent_while_it_holds(cast):
    make_restriction(cast.astrid), make_restriction(cast.bo, NOON - DAY, now() - MINUTE)
    with pytest.raises(NobodyCouldRead):
        restrictions.check_is_read(cast.astrid.id)
    restrictions.check_is_read(cast.bo.id)
    restrictions.check_is_read(cast.ellen.id)


def test_a_row_is_usable_where_nobody_it_names_is_restricted(cast):
    """Here rows of Astrid's: what she lifts herself, what Bo lifts, and what nobody has."""
    hers, bos, nobodys = (make_restriction(cast.astrid, NOON, NOON) for _ in range(3))
    hers.lifted_by_id, bos.lifted_by_id = cast.astrid.id, cast.bo.id
    db.session.flush()
    for people, left in (([], {hers, bos, nobodys}), ([cast.bo], {hers, nobodys}), ([cast.astrid, cast.bo], set())):
        actor = Actor(cast.gerda.id, restricted=frozenset(person.id for person in people))
        usable = select(Restriction).where(usable_by(actor, Restriction.person_id, Restriction.lifted_by_id))
        assert whose(usable) == left


def test_hr_looks_after_those_that_hold_of_nobody_they_lead_the_open_ones_first(cast):
    ended = make_restriction(cast.ellen, NOON, now() - MINUTE)
    ends, sooner = (make_restriction(cast.bo, NOON, now() + days * DAY) for days in (9, 1))
    astrids, carlas = make_restriction(cast.astrid), make_restriction(cast.asger)
    carla = Actor(cast.carla.id, frozenset({Role.HR}), leads=frozenset({cast.asger.id}))
    assert restrictions.standing(carla) == [astrids, ends, sooner]
    assert restrictions.restriction(carla, astrids.pid) == astrids
    assert restrictions.restriction(carla, carlas.pid) is restrictions.restriction(carla, ended.pid) is None
    assert restrictions.standing_for(cast.astrid.id) == astrids
    assert restrictions.standing_for(cast.ellen.id) is restrictions.standing_for(cast.gerda.id) is None


# --- broken glasses ---


@pytest.fixture
def broken(cast):
    """Return a function with which somebody breaks the glass for somebody for half an hour, from a moment on."""

    def break_it(actor, subject, at=NOON):
        times = {"opened_at": at, "ends_at": at + 30 * MINUTE}
        glass = Glass(actor_id=actor.id, subject_id=subject.id, reason="Grund nok.", **times)
        db.session.add(glass)
        db.session.flush()
        return glass

    return break_it


def test_the_two_know_of_a_glass_and_who_follows_them_of_each(cast, broken):
    first, second = broken(cast.carla, cast.astrid), broken(cast.freja, cast.carla, NOON + MINUTE)
    third = broken(cast.freja, cast.bo, NOON - MINUTE)
    know = [
        (Actor(cast.astrid.id), [first]),
        (Actor(cast.carla.id, frozenset({Role.HR})), [second, first]),
        (Actor(cast.didrik.id, frozenset({Role.DPO})), [second, first, third]),
        (Actor(cast.ellen.id), []),
        (ANONYMOUS, []),
    ]
    for actor, those in know:
        assert glasses.all_broken(actor) == those
    assert glasses.broken_by(Actor(cast.freja.id, frozenset({Role.DPO}))) == [second, third]
    assert glasses.broken_for(cast.carla.id) == [second]
    broken(cast.carla, cast.astrid, NOON + DAY)
    assert [one.opened_at for one in glasses.broken_for(cast.astrid.id)] == [NOON + DAY, NOON]
    assert glasses.broken_for in list(REASONS)


def test_the_two_of_many_glasses_are_read_at_once_and_no_more_than_a_page_shows(cast, broken, statements):
    one = broken(cast.carla, cast.astrid)
    names = ("actor_id", "subject_id", "reason", "opened_at", "ends_at")
    db.session.execute(insert(Glass), [{name: getattr(one, name) for name in names}] * 500)
    carla = Actor(cast.carla.id)
    db.session.expire_all()
    with statements() as seen:
        assert {(one.actor.name, one.subject.name) for one in glasses.broken_by(carla)} == {
            ("Carla Holm", "Astrid Skov")
        }
    assert len(seen) == 1
    assert (len(glasses.broken_by(carla)), len(glasses.all_broken(carla))) == (50, 500)


@pytest.mark.parametrize(
    ("after", "is_open"),
    [(-SKEW - MINUTE, False), (-SKEW, True), (timedelta(), True), (29 * MINUTE, True), (30 * MINUTE, False)],
)
def test_a_glass_is_broken_for_half_an_hour(cast, broken, after, is_open):
    glass = broken(cast.carla, cast.astrid)
    assert (glasses.still_broken(glass.pid, NOON + after) == glass) is is_open
    assert glasses.open_to(cast.carla.id, NOON + after) is (glass if is_open else None)
    assert glasses.running(cast.carla.id, NOON + after) == ([glass] if is_open else [])
    assert (glasses.open_to(cast.freja.id, NOON + after), glasses.running(cast.freja.id, NOON + after)) == (None, [])
    assert glasses.still_broken("another", NOON + after) is None


BREAKING = {"action": "glass.break", "thing": "glass {pid}"}
AT_ITS_END = {"at": NOON + 30 * MINUTE}


@pytest.mark.parametrize(
    ("events", "is_over"),
    [
        ([BREAKING, AT_ITS_END], True),
        ([AT_ITS_END, BREAKING], False),
        ([BREAKING, {"at": NOON + 29 * MINUTE}], False),
        ([BREAKING | {"thing": "glass another"}, AT_ITS_END], False),
        ([BREAKING | {"action": "glass.end"}, AT_ITS_END], False),
        ([BREAKING | {"at": NOON - MINUTE}, AT_ITS_END], False),
    ],
)
def test_a_glass_is_over_for_good_once_the_trail_notes_anything_at_its_end_or_later(cast, broken, events, is_over):
    glass = broken(cast.carla, cast.astrid)
    written = ({**one, "thing": one.get("thing", "").format(pid=glass.pid)} for one in events)
    noted(*written, stream=Stream.ACT)
    assert (glasses.open_to(cast.carla.id, NOON + MINUTE) is None) is is_over
    assert (glasses.running(cast.carla.id, NOON + MINUTE) == []) is is_over


def test_behind_a_glass_nobody_reads_of_whom_the_use_is_restricted_but_on_a_ground_of_the_law(cast, broken):
    glass = broken(cast.carla, cast.astrid)
    make_restriction(cast.astrid, NOON)
    make_restriction(cast.bo, NOON)
    assert glasses.open_to(cast.carla.id, NOON + MINUTE) is None
    assert glasses.running(cast.carla.id, NOON + MINUTE) == [glass], "its half hour goes on"
    glass.despite = next(iter(Despite))
    db.session.flush()
    assert glasses.open_to(cast.carla.id, NOON + MINUTE) is glass


def test_a_glass_was_broken_between_two_moments(cast, broken):
    broken(cast.carla, cast.astrid)
    times = ((NOON, NOON + MINUTE), (NOON - MINUTE, NOON), (NOON + MINUTE, NOON + DAY))
    assert [glasses.broken_between(*time) for time in times] == [True, False, False]


def test_what_stands_between_two_people_is_that_of_the_day(cast):
    tarup, staff, bo = cast.tarup.id, cast.staff.id, frozenset({cast.bo.id})
    assert glasses.near(cast.carla.id, cast.astrid.id, TODAY) == Near(
        cast.carla.id,
        cast.astrid.id,
        frozenset({staff}),
        frozenset({tarup}),
        frozenset({cast.dorte.id}),
        frozenset(),
        False,
    )
    make_leader(cast.asger, cast.freja), make_leader(cast.emil, cast.asger, end=TODAY - DAY)
    make_leader(cast.asger, cast.ellen, end=TODAY - DAY)
    make_employment(cast.asger, cast.house, end=TODAY - DAY), make_employment(cast.carla, cast.house, end=TODAY - DAY)
    assert glasses.near(cast.asger.id, cast.carla.id, TODAY) == Near(
        cast.asger.id, cast.carla.id, frozenset({tarup}), frozenset({staff}), bo, frozenset({cast.freja.id}), True
    )
    assert not glasses.near(cast.asger.id, cast.carla.id, TODAY - 9999 * DAY).subject_is_hr


def test_whoever_breaks_a_glass_waits_for_themselves_alone(cast, asked_of_postgresql):
    (told,) = asked_of_postgresql(lambda: glasses.wait_for_others_of(cast.carla.id))
    assert told.endswith(f"WHERE person.id = {cast.carla.id} FOR NO KEY UPDATE")
