"""Signing: the talk was held, not that one agrees; sending back, a new leader in the seat, and a deputy under it."""

from datetime import date, timedelta

import pytest

from competence.db import db
from competence.people.models import LeaderRelation
from competence.plans.rules.states import Action, State
from competence.plans.rules.words import Form, Side, Whose
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.make import make_deputy, make_leader
from tests.plans import make_agreement, make_approval, make_plan, page, sign, told, written_plan


@pytest.fixture
def plan(cast):
    return written_plan(cast)


def change_leader(cast, leader):
    """Bo leads Astrid no more from today on; somebody else does."""
    relation = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).one()
    relation.valid_to = today() - timedelta(days=1)
    make_leader(leader, cast.astrid, start=today())


def test_the_page_says_that_a_signature_means_the_talk_was_held_and_not_that_one_agrees(client_as, cast, plan):
    shown = client_as(cast.astrid).get(page(plan, "approval")).page
    assert shown.h1 == "Skriv under på, at samtalen er holdt"
    assert "ikke, at du er enig i alt" in shown.text
    assert "kan ikke slettes af den anden" in shown.text
    assert plan.agreements[0].what in shown.text


@pytest.mark.parametrize("order", [("astrid", "bo"), ("bo", "astrid")])
def test_the_plan_stands_when_both_have_signed_in_either_order(client_as, cast, plan, order):
    first, second = (getattr(cast, name) for name in order)
    assert sign(client_as(first), plan) == 303
    assert plan.state is State.PROPOSED
    assert told(second) == ["sent"]
    assert "nu er det din tur" in client_as(second).get(page(plan)).page.text
    assert sign(client_as(second), plan) == 303
    assert plan.state is State.APPROVED
    assert plan.approved_on == today()
    assert [told(one)[-1] for one in (first, second)] == ["approved", "approved"]


def test_disagreement_stays_with_the_plan_for_both_to_read(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    sign(astrid, plan, "Tempoet er for højt.")
    sign(bo, plan)
    for client in (astrid, bo):
        text = client.get(page(plan)).page.text
        assert "Tempoet er for højt." in text
        assert "betyder ikke, at man er enig i alt" in text


def test_disagreement_is_kept_for_the_next_signature_when_a_change_lets_the_first_fall(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    sign(astrid, plan, "Tempoet er for højt.")
    bo.post(page(plan), data=bo.get(page(plan, "edit")).page.form(page(plan)))
    form = astrid.get(page(plan, "approval")).page.form(page(plan, "approval"))
    assert form["disagreement"] == ["Tempoet er for højt."]


def test_one_side_signs_once(client_as, cast, plan):
    make_deputy(cast.bo, cast.ellen, today(), today())
    sign(client_as(cast.bo), plan)
    answer = client_as(cast.ellen).post(page(plan, "approval"), data={"version": str(plan.version)})
    assert answer.status_code == 409
    assert "Din side har allerede skrevet under" in answer.page.text
    assert plan.state is State.PROPOSED


def test_nobody_signs_what_was_changed_since_they_read_it(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    hers = astrid.get(page(plan, "approval")).page.form(page(plan, "approval"))
    his = bo.get(page(plan, "edit")).page.form(page(plan))
    bo.post(page(plan), data=his | {"agreements-0-what": "Noget helt andet"})
    answer = astrid.post(page(plan, "approval"), data=hers | {"disagreement": "Mine ord"})
    assert answer.status_code == 409
    assert "Noget helt andet" in answer.page.text
    assert answer.page.form(page(plan, "approval"))["disagreement"] == ["Mine ord"]
    assert plan.state is State.DRAFT


@pytest.mark.parametrize(
    ("form", "whose", "says"),
    [(Form.FULL, Whose.LEADER, "mindst ét mål"), (Form.SHORT, Whose.EMPLOYEE, "mindst én ting, lederen gør")],
)
def test_what_is_not_finished_cannot_be_signed(client_as, cast, form, whose, says):
    plan = make_plan(cast.astrid, cast.bo, form=form)
    make_agreement(plan, whose=whose)
    astrid = client_as(cast.astrid)
    assert says in astrid.get(page(plan, "approval")).page.text
    answer = astrid.post(page(plan, "approval"), data={"version": "1"})
    assert answer.status_code == 409
    assert says in answer.page.text
    assert plan.state is State.DRAFT


@pytest.mark.parametrize("sender", ["astrid", "bo"])
def test_either_sends_it_back_with_a_word(client_as, cast, plan, sender):
    make_approval(plan, Side.EMPLOYEE, cast.astrid)
    plan.state = State.PROPOSED
    client, other = client_as(getattr(cast, sender)), cast.bo if sender == "astrid" else cast.astrid
    form = client.get(page(plan, "approval")).page.form(page(plan, "return"))
    assert client.post(page(plan, "return"), data=form | {"words": ""}).status_code == 400
    assert client.post(page(plan, "return"), data=form | {"words": "Skriv dato på."}).status_code == 303
    assert plan.state is State.DRAFT
    assert plan.employee_signed is None
    assert told(other) == ["returned"]
    assert "Skriv dato på." in client_as(other).get(page(plan)).page.text


@pytest.mark.parametrize(("still_leads", "state"), [(True, State.APPROVED), (False, State.ENDED)])
def test_a_plan_with_another_leader_stands_as_long_as_they_lead_her_too(client_as, cast, plan, still_leads, state):
    make_leader(cast.emil, cast.astrid, end=None if still_leads else date(2026, 1, 2))
    with_emil = written_plan(cast, State.APPROVED, days_ago=40)
    with_emil.leader = cast.emil
    sign(client_as(cast.astrid), plan)
    sign(client_as(cast.bo), plan)
    db.session.expire_all()
    assert (plan.state, with_emil.state) == (State.APPROVED, state)


def test_a_newer_full_plan_follows_the_one_before_and_a_short_one_does_not(client_as, cast):
    full, short = written_plan(cast, State.FILED), written_plan(cast, form=Form.SHORT)
    for person in (cast.astrid, cast.bo):
        sign(client_as(person), short)
    assert (full.state, short.state) == (State.FILED, State.APPROVED)
    newest = written_plan(cast)
    for person in (cast.bo, cast.astrid):
        sign(client_as(person), newest)
    assert [plan.state for plan in (full, short, newest)] == [State.ENDED, State.ENDED, State.APPROVED]
    assert full.events[-1].action is Action.END


ILLEGAL = [
    (State.APPROVED, "approval", {"version": "1"}),
    (State.FILED, "approval", {"version": "1"}),
    (State.ENDED, "approval", {"version": "1"}),
    (State.DRAFT, "return", {"version": "1", "words": "Nej"}),
    (State.APPROVED, "return", {"version": "1", "words": "Nej"}),
    (State.DRAFT, "comment", {"comment": "Nej"}),
    (State.FILED, "comment", {"comment": "Nej"}),
    (State.DRAFT, "statuses", {"promise": "goal-1", "standing": "REACHED"}),
    (State.PROPOSED, "statuses", {"promise": "goal-1", "standing": "REACHED"}),
    (State.DRAFT, "follow-ups/30", {"done": "YES"}),
    (State.ENDED, "follow-ups/30", {"done": "YES"}),
]


@pytest.mark.parametrize(("state", "step", "form"), ILLEGAL)
def test_a_step_that_is_not_in_the_table_answers_409_and_changes_nothing(client_as, cast, state, step, form):
    plan = written_plan(cast, state, days_ago=40)
    before = plan.state, plan.version, len(plan.events), len(plan.statuses), len(plan.answers)
    assert client_as(cast.astrid).post(page(plan, step), data=form).status_code == 409
    db.session.expire_all()
    assert (plan.state, plan.version, len(plan.events), len(plan.statuses), len(plan.answers)) == before


# --- when the leader changes ---


def test_a_new_leader_sees_that_there_is_a_plan_and_nothing_in_it_until_they_take_the_seat(client_as, cast, plan):
    change_leader(cast, cast.emil)
    emil = client_as(cast.emil)
    team = emil.get("/plans/team").page.text
    assert "En plan er begyndt med en tidligere leder" in team
    assert plan.goals[0].what not in team
    assert emil.get(page(plan)).status_code == 404
    assert emil.post(page(plan, "seat"), data={"why": "Ny leder fra i dag."}).status_code == 303
    assert plan.leader_id == cast.emil.id
    assert (plan.events[-1].action, plan.events[-1].words) == (Action.TAKE_SEAT, "Ny leder fra i dag.")
    assert plan.goals[0].what in emil.get(page(plan)).page.text
    assert "Ny leder fra i dag." in client_as(cast.astrid).get(page(plan)).page.text
    assert told(cast.astrid) == ["taken_over"]
    assert client_as(cast.bo).get(page(plan)).status_code == 404


def test_a_new_leader_lets_the_signatures_fall_that_were_given_to_the_former(client_as, cast, plan):
    sign(client_as(cast.astrid), plan)
    change_leader(cast, cast.emil)
    assert client_as(cast.emil).post(page(plan, "seat")).status_code == 303
    assert (plan.state, plan.employee_signed) == (State.DRAFT, None)


def test_nobody_takes_the_seat_of_a_leader_who_is_still_there(client_as, cast, plan):
    make_leader(cast.emil, cast.astrid)
    assert client_as(cast.emil).post(page(plan, "seat")).status_code == 409
    assert plan.leader_id == cast.bo.id


def test_a_new_leader_reads_what_both_signed_without_taking_any_seat(client_as, cast):
    plan = written_plan(cast, State.FILED)
    change_leader(cast, cast.emil)
    emil = client_as(cast.emil)
    assert plan.agreements[0].what in emil.get(page(plan)).page.text
    assert emil.post(page(plan, "seat")).status_code == 409
    assert client_as(cast.bo).get(page(plan)).status_code == 404
    assert client_as(cast.carla).get(page(plan)).status_code == 404


def test_a_former_leader_is_not_told_that_a_plan_they_can_no_longer_open_was_signed(client_as, cast, plan):
    change_leader(cast, cast.emil)
    assert sign(client_as(cast.astrid), plan) == 303
    assert told(cast.bo) == []


def test_a_deputy_acts_under_the_leaders_seat_while_it_lasts(client_as, cast, plan):
    deputy = make_deputy(cast.bo, cast.ellen, today(), today())
    ellen = client_as(cast.ellen)
    sign(client_as(cast.astrid), plan)
    assert sign(ellen, plan) == 303
    assert plan.leader_id == cast.bo.id
    assert plan.leader_signed.author_id == cast.ellen.id
    deputy.valid_from, deputy.valid_to = date(2026, 1, 1), date(2026, 1, 2)
    assert ellen.get(page(plan)).status_code == 404


# --- the trail ---


def test_every_step_leaves_a_record_and_a_trail_without_content(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    sign(astrid, plan, "Mine ord")
    sign(bo, plan)
    assert [(event.action, event.actor_id) for event in plan.events] == [
        (Action.APPROVE, cast.astrid.id),
        (Action.APPROVE, cast.bo.id),
    ]
    trail = db.session.query(AuditEvent).filter_by(subject_id=cast.astrid.id, thing=f"plan {plan.pid}")
    assert [one.action for one in trail.order_by(AuditEvent.id)] == ["plan.approve", "plan.look", "plan.approve"]
