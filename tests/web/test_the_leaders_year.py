"""The leader's page for the year: every one of their people once, with the one thing to do, and nothing sealed."""

from datetime import timedelta

import pytest

from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.people.leaves.models import Leave
from competence.plans.models import FollowUpAnswer
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Done, Side
from competence.web.clock import now, today
from tests.make import (
    NOW,
    make_conversation,
    make_deputy,
    make_employment,
    make_guide,
    make_leader,
    make_person,
    make_team_talk,
)
from tests.plans import make_agreement, make_approval, make_plan, written_plan

PAGE = "/conversations/year"


def line(client, name="Astrid Skov"):
    """Somebody's line on the page; each stands there once."""
    (found,) = [text for text in client.get(PAGE).page.texts("ul[@class='waiting year-people']/li") if name in text]
    return found


def in_days(number):
    return now() + timedelta(days=number)


@pytest.fixture
def held(cast):
    """A talk of the year that was held ten days ago."""
    return make_conversation(cast.astrid, cast.bo, state=State.HELD, starts_at=in_days(-10))


def test_everybody_led_stands_there_once(client_as, cast):
    names = client_as(cast.dorte).get(PAGE).page.texts("ul[@class='waiting year-people']/li//strong")
    assert sorted(names) == ["Bo Lund", "Carla Holm", "Emil Eng", "Freja Fjord"]


def test_whoever_has_no_talk_is_to_be_invited(client_as, cast):
    client = client_as(cast.bo)
    assert "Årets samtale er ikke planlagt endnu." in line(client)
    assert f"/conversations/new?person={cast.astrid.pid}" in client.get(PAGE).page.links().values()


def test_another_proposal_waits_for_an_answer(client_as, cast):
    talk = make_conversation(cast.astrid, cast.bo, state=State.COUNTERED)
    client = client_as(cast.bo)
    assert "Vil gerne mødes på et andet tidspunkt til MUS." in line(client)
    assert client.get(PAGE).page.links()["Svar"] == f"/conversations/{talk.pid}"


def test_a_talk_is_prepared_for_and_then_held(client_as, cast):
    talk = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED, starts_at=in_days(3))
    client = client_as(cast.bo)
    assert client.get(PAGE).page.links()["Forbered dig"] == f"/conversations/{talk.pid}/preparation"
    talk.starts_at = now()
    assert client.get(PAGE).page.links()["Hold samtalen"] == f"/conversations/{talk.pid}"


def test_an_invitation_and_an_agreed_time_wait_for_the_other(client_as, cast):
    make_conversation(cast.astrid, cast.bo, starts_at=in_days(30))
    make_conversation(cast.asger, cast.bo, state=State.CONFIRMED, starts_at=in_days(20))
    page = client_as(cast.bo).get(PAGE).page
    assert "Venter på den anden" in page.text
    assert "Har fået en invitation til MUS" in page.text
    assert "Intet venter på dig" in page.text


def test_after_the_talk_comes_the_plan(client_as, cast, held):
    client = client_as(cast.bo)
    assert client.get(PAGE).page.links()["Begynd planen"] == f"/conversations/{held.pid}"
    plan = written_plan(cast)
    assert client.get(PAGE).page.links()["Skriv videre"] == f"/plans/{plan.pid}/edit"
    plan.state = PlanState.PROPOSED
    make_approval(plan, Side.EMPLOYEE, cast.astrid)
    assert client.get(PAGE).page.links()["Læs og skriv under"] == f"/plans/{plan.pid}/approval"


def test_a_signed_plan_is_filed_followed_up_and_kept(client_as, cast, held):
    plan = written_plan(cast, PlanState.APPROVED, days_ago=31)
    held.starts_at = in_days(-32)
    client = client_as(cast.bo)
    text = line(client)
    assert "I har begge skrevet under." in text
    assert "Også: ét spørgsmål om aftalerne, det, du har lovet." in text
    plan.state = PlanState.FILED
    assert client.get(PAGE).page.links()["Svar"] == f"/plans/{plan.pid}/follow-ups/30"
    answer = FollowUpAnswer(plan_id=plan.id, after_days=30, side=Side.LEADER, done=Done.YES, at=NOW)
    db.session.add(answer)
    assert "Du har lovet 1 ting." in line(client)


def test_somebody_on_leave_stands_apart_and_nothing_is_asked(client_as, cast):
    until = today() + timedelta(days=60)
    db.session.add(Leave(person=cast.astrid, valid_from=today(), valid_to=until))
    db.session.add(Leave(person=cast.asger, valid_from=today(), valid_to=None))
    client = client_as(cast.bo)
    assert "På orlov til" in line(client)
    assert "På orlov indtil videre." in line(client, "Asger Bæk")
    assert client.get(PAGE).page.texts("ul[@class='waiting year-people']//a") == []


def test_a_deputy_sees_the_people_of_the_leader(client_as, cast):
    make_deputy(cast.bo, cast.ellen, today(), today())
    make_conversation(cast.astrid, cast.bo, state=State.COUNTERED)
    assert "Vil gerne mødes" in line(client_as(cast.ellen))


def test_a_new_leader_sees_that_a_talk_was_planned_and_may_take_it_over(client_as, cast):
    make_conversation(cast.astrid, cast.gerda, state=State.CONFIRMED, starts_at=in_days(3))
    assert "MUS var planlagt med en tidligere leder." in line(client_as(cast.bo))


@pytest.mark.parametrize("state", [State.PLANNED, State.INVITED, State.COUNTERED, State.CONFIRMED, State.TALKING])
def test_a_talk_with_another_of_the_persons_leaders_is_no_business_here(client_as, cast, state):
    make_leader(cast.emil, cast.astrid)
    talk = make_conversation(cast.astrid, cast.bo, Kind.CAREER, state=state, starts_at=in_days(3))
    make_conversation(cast.astrid, cast.bo, state=state, starts_at=in_days(30))
    shown = client_as(cast.emil).get(PAGE)
    assert "Astrid Skov" in shown.page.text
    assert not any(word in line(client_as(cast.emil)) for word in ("Karriere", "MUS", "overtage", "Inviter", "202"))
    assert talk.pid not in shown.get_data(as_text=True)


def test_a_plan_with_another_of_the_persons_leaders_is_no_business_here(client_as, cast, held):
    make_leader(cast.emil, cast.astrid)
    before = line(client_as(cast.bo))
    plan = make_plan(cast.astrid, cast.emil)
    make_approval(plan, Side.EMPLOYEE, cast.astrid)
    assert line(client_as(cast.bo)) == before


def test_what_the_other_prepared_or_answered_changes_no_letter(client_as, cast):
    version = make_guide(Kind.MUS)
    talk = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED, starts_at=in_days(3))
    talk.guide_version = version
    plan = written_plan(cast, PlanState.FILED, days_ago=31)
    client = client_as(cast.bo)
    before = client.get(PAGE).page.text
    for question in version.questions:
        sealed = "Det her er kun mit."
        db.session.add(
            PreparedAnswer(conversation=talk, author=cast.astrid, question=question, text=sealed, saved_at=NOW)
        )
    told = "Det blev ikke til noget."
    db.session.add(FollowUpAnswer(plan_id=plan.id, after_days=30, side=Side.EMPLOYEE, done=Done.NO, word=told, at=NOW))
    db.session.commit()
    assert client.get(PAGE).page.text == before


def test_what_one_prepared_oneself_takes_the_line_away(client_as, cast):
    version = make_guide(Kind.MUS)
    talk = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED, starts_at=in_days(3))
    question = version.questions[1]
    db.session.add(PreparedAnswer(conversation=talk, author=cast.bo, question=question, text="Mit", saved_at=NOW))
    assert "Forbered dig" not in line(client_as(cast.bo))


def test_the_page_grows_by_no_statement(client_as, cast, statements):
    client = client_as(cast.bo)
    with statements() as few:
        client.get(PAGE)
    for number in range(8):
        person = make_person(f"Ny {number}")
        make_employment(person, cast.tarup, cast.librarian)
        make_leader(cast.bo, person)
        make_conversation(person, cast.bo, state=State.CONFIRMED, starts_at=in_days(number))
        plan = make_plan(person, cast.bo, PlanState.APPROVED)
        make_agreement(plan)
    db.session.commit()
    with statements() as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 12


def test_it_is_for_those_who_lead(client_as, cast):
    assert client_as(cast.astrid).get(PAGE).status_code == 404
    assert client_as(cast.carla).get(PAGE).status_code == 404
    assert client_as(cast.gerda).get(PAGE).status_code == 404


def test_the_teams_talks_stand_there_for_who_called_them_and_not_for_another_leader(client_as, cast):
    bo = client_as(cast.bo)
    assert "Teamet har ikke haft en samtale sammen det seneste år." in bo.get(PAGE).page.text
    talk = make_team_talk(cast.bo, cast.astrid, cast.asger, state=State.CANCELLED)
    assert "Teamet har ikke haft en samtale sammen det seneste år." in bo.get(PAGE).page.text
    talk.state = State.HELD
    (held,) = [text for text in bo.get(PAGE).page.texts("ul[@class='waiting year-people']/li") if "GRUS" in text]
    assert "Se aftalerne" in held
    assert f"/conversations/teams/{talk.pid}" in bo.get(PAGE).get_data(as_text=True)
    assert talk.pid not in client_as(cast.emil).get(PAGE).get_data(as_text=True)
