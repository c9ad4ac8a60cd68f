"""The demo shows the whole year: talks and plans in every state, and nothing that the rules would not allow."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from competence.admin.demo.actions import fill
from competence.conversations.models import AgreedLevel, Conversation, Note, Step
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.rules import Gain
from competence.conversations.rules.kinds import WITH_NOTICE, Kind
from competence.conversations.rules.steps import Action, State
from competence.conversations.rules.timing import NOTICE
from competence.conversations.teams.models import IndividualRequest, TeamAgreement, TeamStanding
from competence.db import db
from competence.people.models import Person
from competence.people.queries.leading import leads
from competence.plans import queries
from competence.plans.models import Activity, Agreement, FollowUpAnswer, Goal, Plan, PlanEvent, Status
from competence.plans.queries.contents import content_of
from competence.plans.queries.followups import follow_ups
from competence.plans.queries.promises import open_promises, promises_in
from competence.plans.rules import states
from competence.plans.rules.holding import missing
from competence.plans.rules.words import Done, Form, Side, Standing, Term, Way, Whose

TODAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


@pytest.fixture
def people():
    """The cast of a house of 200, by the first part of their addresses."""
    return {member.email.split("@")[0]: member.person_id for member in fill(200, 2026, TODAY)}


def kinds_in(column):
    return set(db.session.scalars(select(column).distinct()))


def check_every_choice_occurs():
    assert kinds_in(Conversation.state) == set(State)
    assert kinds_in(Conversation.kind) == set(Kind)
    assert kinds_in(Plan.state) == set(states.State)
    assert kinds_in(PlanEvent.action) == set(states.Action) - {states.Action.TAKE_SEAT}
    assert kinds_in(TalkRating.gain) == set(Gain)
    assert kinds_in(TeamStanding.standing) == {Standing.ON_THE_WAY, Standing.REACHED, Standing.ADJUSTED}
    columns = {Plan.form: Form, Goal.term: Term, Activity.way: Way, Agreement.whose: Whose, Status.standing: Standing}
    for column, choices in (columns | {FollowUpAnswer.done: Done, FollowUpAnswer.side: Side}).items():
        assert kinds_in(column) == set(choices), column


def check_nothing_lies_ahead_that_has_happened():
    for moment in (Step.at, PlanEvent.at, FollowUpAnswer.at, Note.at, PreparedAnswer.saved_at, TeamStanding.at):
        assert db.session.scalar(select(func.max(moment))) <= NIGHT
    assert db.session.scalar(select(func.max(Status.on))) < TODAY
    coming = select(Conversation.starts_at).where(Conversation.state.in_((State.INVITED, State.COUNTERED)))
    assert min(db.session.scalars(coming)) > NIGHT


def check_invited_with_notice():
    big = select(Conversation).where(Conversation.kind.in_(WITH_NOTICE), Conversation.starts_at.is_not(None))
    for talk in db.session.scalars(big):
        assert (talk.starts_at.date() - talk.invited_at.date()) >= NOTICE, talk.pid


def check_plans_are_whole():
    for pid in db.session.scalars(select(Plan.pid)):
        plan = queries.plan(pid)
        assert missing(plan.form, content_of(plan)) == [], pid
        assert plan.is_agreed == (plan.approved_at is not None)


def check_astrids_year(astrid, bo):
    mine = select(Conversation).where(Conversation.subject_id == astrid, Conversation.kind == Kind.MUS)
    talk = db.session.scalars(mine.order_by(Conversation.starts_at.desc())).first()
    assert (talk.state, talk.leader_id) == (State.CONFIRMED, bo)
    assert 10 <= (talk.starts_at.date() - TODAY).days <= 16
    filed = select(Plan.pid).where(Plan.subject_id == astrid, Plan.state == states.State.FILED, Plan.form == Form.FULL)
    plan = queries.plan(db.session.scalars(filed).one())
    assert plan.filing is not None
    goals = [promise.standing for promise in promises_in(plan) if promise.whose is None]
    assert sorted(goals, key=str) == sorted([Standing.REACHED, Standing.ON_THE_WAY], key=str)
    assert any(promise.whose is Whose.LEADER for promise in open_promises(astrid))
    (due,) = [one for one in follow_ups(plan, Side.EMPLOYEE, TODAY) if one.waits_for_me]
    assert due.after_days == 180


def check_words_around_talks(astrid):
    begun = select(PreparedAnswer).where(PreparedAnswer.author_id == astrid, PreparedAnswer.shared_at.is_(None))
    assert db.session.scalars(begun).first() is not None
    shared = select(PreparedAnswer).where(PreparedAnswer.shared_at.is_not(None))
    for answer in db.session.scalars(shared):
        handed_over = any(step.action is Action.TAKE_OVER for step in answer.conversation.steps)
        assert handed_over or answer.seat_id == answer.conversation.leader_id
    assert {level.is_agreed for level in db.session.scalars(select(AgreedLevel))} >= {True}
    (team,) = db.session.scalars(select(Conversation).where(Conversation.kind == Kind.GRUS))
    assert astrid in team.member_ids
    assert len(list(db.session.scalars(select(TeamAgreement).where(TeamAgreement.conversation_id == team.id)))) == 4
    assert db.session.scalars(select(IndividualRequest)).one().person_id in team.member_ids
    about = Note.conversation_id == team.id
    assert {note.topic for note in db.session.scalars(select(Note).where(about))} <= {
        theme.code for theme in team.guide_version.themes
    }


def check_bo_is_waited_for(bo):
    led = select(Conversation.state).where(Conversation.leader_id == bo)
    assert list(db.session.scalars(led)).count(State.COUNTERED) >= 2
    own = select(Conversation).where(Conversation.subject_id == bo, Conversation.state == State.INVITED)
    assert db.session.scalars(own).one().kind is Kind.ONE_ON_ONE
    proposed = select(Plan.pid).where(Plan.leader_id == bo, Plan.state == states.State.PROPOSED)
    assert all(queries.plan(pid).employee_signed for pid in db.session.scalars(proposed))
    lus = select(Conversation.plan_id).where(Conversation.subject_id == bo, Conversation.kind == Kind.LUS)
    plan = db.session.get(Plan, db.session.scalars(lus.order_by(Conversation.starts_at.desc())).first())
    assert plan.state is states.State.APPROVED


def test_the_year_is_whole_and_everybody_in_its_stories_has_something_to_do(people):
    check_every_choice_occurs()
    check_nothing_lies_ahead_that_has_happened()
    check_invited_with_notice()
    check_astrids_year(people["astrid"], people["bo"])
    check_bo_is_waited_for(people["bo"])
    check_words_around_talks(people["astrid"])
    check_plans_are_whole()


def test_a_deputy_held_talks_and_a_new_leader_finds_what_the_former_one_left(people):
    stood_in = select(Step.actor_id).join(Conversation, Conversation.id == Step.conversation_id)
    stood_in = stood_in.where(Step.action == Action.INVITE, Step.actor_id != Conversation.leader_id)
    assert db.session.scalars(stood_in).first() is not None
    left = select(Plan).where(Plan.leader_id == people["emil"], Plan.state == states.State.PROPOSED)
    left = left.where(Plan.form == Form.SHORT)
    (plan,) = db.session.scalars(left)
    assert leads(people["bo"], plan.subject_id, TODAY)
    assert db.session.get(Person, plan.subject_id) is not None
