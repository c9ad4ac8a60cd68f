"""A number that belongs to another plan, talk or guide is no number here, though its reader may open both."""

from datetime import timedelta

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.models import AgreedLevel
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.teams.models import TeamAgreement, TeamStanding
from competence.db import db
from competence.plans.models import Status
from competence.plans.rules.states import State
from competence.web.clock import today
from tests.make import make_conversation, make_guide, make_leader, make_team_talk
from tests.plans import page, written_plan
from tests.talks import make_level, make_talk


def test_a_goal_of_another_plan_of_hers_takes_no_status_here(cast, client_as):
    old, new = written_plan(cast, State.ENDED, days_ago=400), written_plan(cast, State.APPROVED)
    sent = {"promise": f"goal-{old.goals[0].id}", "standing": "REACHED"}
    assert client_as(cast.astrid).post(page(new, "statuses"), data=sent).status_code == 400
    assert db.session.query(Status).all() == []


def test_a_level_of_another_talk_of_hers_is_neither_agreed_nor_taken_away_here(cast, client_as):
    make_leader(cast.emil, cast.astrid)
    here, there = make_talk(cast.astrid, cast.bo), make_talk(cast.astrid, cast.emil)
    level = make_level(there, cast.version.competences[0], 3, by=cast.emil)
    astrid = client_as(cast.astrid)
    for step in ("confirmation", "withdrawal"):
        assert astrid.post(f"{here.page}/levels/{level.id}/{step}").status_code == 404
    db.session.expire_all()
    assert [one.is_agreed for one in db.session.query(AgreedLevel)] == [False]


def test_a_question_of_another_guide_is_not_answered_here(cast, client_as):
    talk, other = make_conversation(cast.astrid, cast.bo), make_guide(Kind.CAREER)
    talk.guide_version = make_guide(Kind.MUS)
    db.session.flush()
    number = other.questions[0].id
    sent = {f"{number}-text": "Mine ord", f"{number}-version": "0"}
    assert client_as(cast.astrid).post(f"/conversations/{talk.pid}/preparation/answers", data=sent).status_code == 400
    assert db.session.query(PreparedAnswer).all() == []


def test_an_agreement_of_another_talk_takes_no_standing_here(cast, client_as):
    here, there = make_team_talk(cast.bo, cast.astrid, cast.asger), make_conversation(cast.ellen, cast.emil)
    agreed = TeamAgreement(
        conversation_id=there.id, what="Vi åbner sammen", lead_id=cast.asger.id, due_on=today() + timedelta(days=9)
    )
    db.session.add(agreed)
    db.session.flush()
    address = f"/conversations/teams/{here.pid}/agreements/{agreed.id}/standing"
    assert client_as(cast.astrid).post(address, data={"standing": "REACHED"}).status_code == 404
    assert db.session.query(TeamStanding).all() == []
