"""What plans wait for: whom the daily run reminds, and what the leader's page says their people wait for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from competence.db import db
from competence.people.models import LeaderRelation
from competence.plans.actions.reminding import due
from competence.plans.rules.states import State
from competence.plans.rules.words import Side
from competence.web.clock import now, today
from tests.make import make_leader
from tests.plans import make_approval, told, written_plan
from tests.web.test_following_plans import answer, note


@pytest.fixture
def plan(cast):
    """Astrid's and Bo's plan, signed by both 31 days ago."""
    return written_plan(cast, State.APPROVED, days_ago=31)


# --- what is due ---


def test_both_are_reminded_of_the_question_until_they_have_answered(app, client_as, cast, plan):
    with app.test_request_context():
        asked = [(one.person_id, one.kind) for one in due(today())]
        assert asked == [(cast.astrid.id, "plan.asked"), (cast.bo.id, "plan.asked")]
    answer(client_as(cast.astrid), plan)
    db.session.expire_all()
    with app.test_request_context():
        assert [one.person_id for one in due(today())] == [cast.bo.id]
        later = list(due(today() + timedelta(days=60)))
    assert [one.key.split()[1] for one in later] == ["90", "90"]


def test_who_is_waited_for_is_reminded_after_a_week(app, cast):
    plan = written_plan(cast, State.PROPOSED)
    make_approval(plan, Side.EMPLOYEE, cast.astrid).at = now() - timedelta(days=7)
    db.session.flush()
    with app.test_request_context():
        assert [(one.person_id, one.kind) for one in due(today())] == [(cast.bo.id, "plan.sign")]
        assert list(due(today() - timedelta(days=1))) == []


def test_a_new_leader_is_told_of_a_plan_begun_with_the_former(app, cast):
    plan = written_plan(cast)
    plan.leader = cast.gerda
    db.session.flush()
    with app.test_request_context():
        (one,) = due(today())
    assert (one.person_id, one.kind, one.url) == (cast.bo.id, "plan.take_over", "/plans/team")


def test_a_second_leader_hears_nothing_of_a_plan_that_lies_at_the_first_ones_seat(app, cast):
    plan = written_plan(cast, State.PROPOSED)
    make_approval(plan, Side.EMPLOYEE, cast.astrid).at = now() - timedelta(days=8)
    make_leader(cast.emil, cast.astrid)
    db.session.flush()
    with app.test_request_context():
        assert [(one.person_id, one.kind) for one in due(today())] == [(cast.bo.id, "plan.sign")]


def test_a_week_is_counted_in_danish_days(app, cast):
    plan = written_plan(cast, State.PROPOSED)
    make_approval(plan, Side.EMPLOYEE, cast.astrid).at = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # 2 June in Denmark
    db.session.flush()
    with app.test_request_context():
        assert list(due(date(2026, 6, 8))) == []
        assert len(list(due(date(2026, 6, 9)))) == 1


def test_a_former_leader_hears_nothing_of_the_answers_and_the_new_one_does(client_as, cast, plan):
    answer(client_as(cast.bo), plan)
    relation = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).one()
    relation.valid_to = today() - timedelta(days=1)
    make_leader(cast.emil, cast.astrid, start=today())
    answer(client_as(cast.astrid), plan)
    assert (told(cast.bo), told(cast.emil)) == ([], ["followed_up"])


# --- the leader's page ---


def test_what_the_leader_promised_in_a_plan_that_is_followed_waits_for_them_still(client_as, cast, plan):
    old = written_plan(cast, State.ENDED, days_ago=400)
    old.agreements[0].what = "Finde en mentor"
    bo = client_as(cast.bo)
    assert "Finde en mentor" in bo.get("/plans/team").page.text
    note(bo, old, old.agreements[0], "REACHED")
    assert "Finde en mentor" not in bo.get("/plans/team").page.text


def test_the_leader_sees_what_their_people_wait_for_and_no_word_of_a_draft(client_as, cast, plan, statements):
    make_leader(cast.bo, cast.ellen)
    draft = written_plan(cast)
    draft.subject = cast.asger
    draft.goals[0].what = "Et mål i en kladde"
    bo = client_as(cast.bo)
    with statements() as first:
        text = bo.get("/plans/team").page.text
    for words in (
        "Astrid Skov",
        plan.agreements[0].what,
        "Ét spørgsmål",
        "Aftalen kan lægges på personalesagen",
        "Ellen Å",
    ):
        assert words in text
    assert "Et mål i en kladde" not in text
    for person in (cast.ellen, cast.asger):
        for days in (5, 40):
            written_plan(cast, State.APPROVED, days_ago=days).subject = person
    with statements() as second:
        answered = bo.get("/plans/team")
    assert len(first.selects) == len(second.selects) <= 12
    assert len(answered.get_data()) < 60_000
