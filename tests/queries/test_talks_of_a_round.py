"""A round with talks plans them: one for everybody who takes part, the leader's first, and they follow the roster."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.conversations.models import Conversation
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.cycles.models import CycleUnit, Invitation
from competence.cycles.roster.actions import daily
from competence.cycles.roster.queries import coverage_of
from competence.cycles.roster.rules.deciding import Coverage
from competence.cycles.rules.phases import Phase
from competence.db import db
from competence.people.queries import employments_of, leaders_of
from competence.web.clock import today
from tests.make import (
    make_conversation,
    make_cycle,
    make_employment,
    make_leader,
    make_leave,
    make_person,
)
from tests.web.proving import clock as clock

YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def run(app):
    """Return the daily run."""

    def daily_run(day=None):
        with app.test_request_context(method="POST"):
            daily(day or today())
        db.session.flush()

    return daily_run


@pytest.fixture
def cycle(cast, run):
    """A round with talks for Tarup, whose talks are planned."""
    made = make_cycle(cast.version, with_talks=True)
    made.units.append(CycleUnit(unit_id=cast.tarup.id))
    run()
    return made


def talks(person=None):
    found = select(Conversation).order_by(Conversation.id)
    if person is not None:
        found = found.where(Conversation.subject_id == person.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def test_everybody_who_takes_part_gets_a_talk_and_leaders_one_with_their_own_leader(clock, cast, cycle):
    assert {(talk.subject_id, talk.leader_id, talk.kind, talk.cycle_id) for talk in talks()} == {
        (cast.astrid.id, cast.bo.id, Kind.MUS, cycle.id),
        (cast.asger.id, cast.bo.id, Kind.MUS, cycle.id),
        (cast.bo.id, cast.dorte.id, Kind.LUS, cycle.id),
    }
    (astrids,) = talks(cast.astrid)
    assert (astrids.state, astrids.near) == (State.PLANNED, cycle.deadlines[Phase.TALKS])


def test_running_again_plans_nothing_more(cycle, run):
    before = len(talks())
    run()
    run(today() + timedelta(days=5))
    assert len(talks()) == before


def test_a_talk_that_was_planned_before_the_round_is_its_talk(cast, run):
    (early,) = [make_conversation(cast.astrid, cast.bo)]
    cycle = make_cycle(cast.version, with_talks=True)
    run()
    assert [talk.id for talk in talks(cast.astrid)] == [early.id]
    assert early.cycle_id == cycle.id


def test_a_new_leader_takes_the_talk_over_and_a_time_that_was_set_falls_away(cast, cycle, run):
    (talk,) = talks(cast.astrid)
    talk.state, talk.starts_at, talk.place = State.CONFIRMED, cycle.opened_at, "Lokale 2"
    for relation in leaders_of(cast.astrid):
        relation.valid_to = min(relation.valid_to or YESTERDAY, YESTERDAY)
    make_leader(cast.emil, cast.astrid, start=today())
    run()
    (talk,) = talks(cast.astrid)
    assert (talk.leader_id, talk.state, talk.starts_at, talk.place) == (cast.emil.id, State.PLANNED, None, "")


def test_a_talk_that_was_held_stays_with_whom_it_was_held(cast, cycle, run):
    (talk,) = talks(cast.astrid)
    talk.state = State.HELD
    for relation in leaders_of(cast.astrid):
        relation.valid_to = min(relation.valid_to or YESTERDAY, YESTERDAY)
    make_leader(cast.emil, cast.astrid, start=today())
    run()
    assert [(one.leader_id, one.state) for one in talks(cast.astrid)] == [(cast.bo.id, State.HELD)]


def test_who_leaves_has_no_talk_ahead(cast, cycle, run):
    (employment,) = employments_of(cast.astrid)
    employment.valid_to = YESTERDAY
    run()
    assert [talk.state for talk in talks(cast.astrid)] == [State.CANCELLED]


def test_a_leave_calls_the_talk_off_and_coming_back_brings_one_and_a_talk_about_coming_back(cast, cycle, run):
    leave = make_leave(cast.astrid, YESTERDAY)
    run()
    assert [talk.state for talk in talks(cast.astrid)] == [State.CANCELLED]
    assert coverage_of(cycle) == Coverage(taking_part=2, held=0, resting=1, left=0)
    leave.valid_from, leave.valid_to = YESTERDAY - timedelta(days=60), YESTERDAY
    run()
    run()
    assert sorted((talk.kind.name, talk.state.name) for talk in talks(cast.astrid)) == [
        ("MUS", "CANCELLED"),
        ("MUS", "PLANNED"),
        ("RETURN", "PLANNED"),
    ]


def test_a_talk_counts_also_where_nobody_rated_anything(cast, cycle):
    (talk,) = talks(cast.astrid)
    talk.state = State.HELD
    db.session.flush()
    assert coverage_of(cycle) == Coverage(taking_part=3, held=1, resting=0, left=0)


def test_a_new_colleague_gets_the_talk_about_the_first_months_instead_of_the_rounds(cast, cycle, run):
    newcomer = make_person("Nanna Ny")
    make_employment(newcomer, cast.tarup, cast.librarian, start=YESTERDAY)
    make_leader(cast.bo, newcomer, start=YESTERDAY)
    run()
    run()
    (talk,) = talks(newcomer)
    assert (talk.kind, talk.near) == (Kind.ONBOARDING, YESTERDAY + timedelta(days=91))
    assert db.session.get(Invitation, (cycle.id, newcomer.id)) is not None


def test_a_round_of_the_mirror_alone_plans_no_talk(cast, run):
    make_cycle(cast.version)
    run()
    assert talks() == []


def test_hr_who_changes_leader_herself_can_put_the_round_right(client_as, cast):
    cycle = make_cycle(cast.version, with_talks=True)
    cycle.units.append(CycleUnit(unit_id=cast.staff.id))
    carla = client_as(cast.carla)
    carla.post(f"/cycles/{cycle.pid}/roster")
    make_leave(cast.carla, YESTERDAY)
    assert carla.post(f"/cycles/{cycle.pid}/roster").status_code == 303
    assert [talk.state for talk in talks(cast.carla)] == [State.CANCELLED]
