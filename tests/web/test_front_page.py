"""The front page says what waits now, at most three things, and what the year looks like; it never grows slower."""

from datetime import date, timedelta

import pytest

from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.people.models import LeaderRelation
from competence.plans.models import FollowUpAnswer
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Done, Side
from competence.web.clock import now, today
from tests.make import (
    NOW,
    make_answer,
    make_conversation,
    make_cycle,
    make_deputy,
    make_employment,
    make_guide,
    make_invitation,
    make_leader,
    make_mirror,
    make_person,
    make_share,
    make_view,
)
from tests.plans import make_approval, written_plan


@pytest.fixture
def round_open(cast):
    """An open round in which Astrid, Asger, Bo and Carla are invited."""
    cycle = make_cycle(cast.version)
    cycle.closes_on = today() + timedelta(days=30)
    for person in (cast.astrid, cast.asger, cast.bo, cast.carla):
        make_invitation(cycle, person)
    return cycle


def waiting(client):
    """The lines that wait, each with its button."""
    return client.get("/").page.texts("ul[@class='waiting']/li")


def shared_by(person, leader, cycle):
    mirror = make_mirror(person, cycle.framework_version, cycle)
    make_share(make_view(mirror, person), leader)
    return mirror


def test_somebody_new_learns_in_three_sentences_what_this_is(client_as, cast):
    page = client_as(cast.ellen).get("/").page
    assert page.h1 == "Hej Ellen"
    assert "Du svarer selv, og ingen ser det, før du deler det med din leder." in page.text


def test_an_invited_person_is_asked_to_look_in_the_mirror(client_as, cast, round_open):
    page = client_as(cast.astrid).get("/").page
    assert "Runden »Efterår 2026« er åben, og dit spejl venter på dig." in page.text
    assert page.links()["Se dig selv i spejlet"] == "/assessments"
    assert "Du deler dit blik" in page.texts("li[@aria-current='step']")[0]


def test_whoever_has_begun_goes_on_where_they_were(client_as, cast, round_open):
    view = make_view(make_mirror(cast.astrid, cast.version, round_open), cast.astrid)
    page = client_as(cast.astrid).get("/").page
    assert "9 kompetencer er tilbage i dit spejl." in page.text
    assert page.links()["Gå videre"] == f"/assessments/views/{view.pid}"
    for competence in cast.version.competences:
        make_answer(view, competence)
    page = client_as(cast.astrid).get("/").page
    assert "Du har svaret på det hele." in page.text
    assert page.links()["Læs om at dele"] == f"/assessments/{view.mirror.pid}/sharing"


def test_after_sharing_nothing_waits_and_the_leader_hears_of_it(client_as, cast, round_open):
    shared_by(cast.astrid, cast.bo, round_open)
    assert waiting(client_as(cast.astrid)) == []
    page = client_as(cast.bo).get("/").page
    assert "Astrid har delt og venter på dit blik." in page.text
    assert "Venter på dit blikAstrid Skov" in page.text


def test_the_front_page_does_not_tell_that_the_leader_has_shared_first(client_as, cast, round_open):
    mirror = make_mirror(cast.astrid, cast.version, round_open)
    make_view(mirror, cast.astrid)
    before = client_as(cast.astrid).get("/").page.text
    make_share(make_view(mirror, cast.bo), cast.astrid)
    assert client_as(cast.astrid).get("/").page.text == before


def test_an_opened_mirror_is_to_be_read_and_the_leader_sees_with_whom_to_talk(client_as, cast, round_open):
    mirror = shared_by(cast.astrid, cast.bo, round_open)
    make_share(make_view(mirror, cast.bo), cast.astrid)
    mirror.revealed_at = now()
    assert client_as(cast.astrid).get("/").page.links()["Læs spejlet"] == f"/assessments/{mirror.pid}"
    assert "Klar til samtaleAstrid Skov" in client_as(cast.bo).get("/").page.text


def test_a_new_leader_does_not_see_what_was_shared_and_the_page_says_so(client_as, cast, round_open):
    mirror = shared_by(cast.astrid, cast.bo, round_open)
    make_share(make_view(mirror, cast.bo), cast.astrid)
    mirror.revealed_at = now()
    relation = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).one()
    relation.valid_to = today() - timedelta(days=1)
    assert "Læs spejlet" in waiting(client_as(cast.astrid))[0]  # nobody new yet
    make_leader(cast.emil, cast.astrid, today())
    page = client_as(cast.astrid).get("/").page
    assert "Du har delt »Efterår 2026« med din tidligere leder. Din nye leder ser det ikke." in page.text
    assert page.links()["Se, hvad du kan vælge"] == f"/assessments/{mirror.pid}"
    assert "åbent for dig og din leder" not in page.text


def test_after_the_last_day_one_side_may_be_opened_if_both_agree(client_as, cast, round_open):
    shared_by(cast.astrid, cast.bo, round_open)
    round_open.opens_on, round_open.closes_on = today() - timedelta(days=40), today() - timedelta(days=1)
    assert "den ene side mangler" in waiting(client_as(cast.astrid))[0]


def test_what_waits_for_few_leaders_is_no_number(client_as, cast, round_open):
    """The count of leaders' views is about what leaders have done: of Bo and Dorte alone it is none, of eight it is."""
    people = [make_person(f"Person {number}") for number in range(60)]
    for number, person in enumerate(people):
        make_invitation(round_open, person)
        mirror = shared_by(person, cast.bo, round_open)
        if number % 2:
            make_share(make_view(mirror, cast.bo), person)
    assert "for få til et tal delte blikke fra ledere" in client_as(cast.carla).get("/").page.text
    leaders = [make_person(f"Leder {number}") for number in range(6)]
    for number, person in enumerate(people):
        make_leader(leaders[number % 6], person)
    assert "30 delte blikke fra ledere" in client_as(cast.carla).get("/").page.text
    for leader in leaders[:4]:
        make_deputy(leader, cast.ellen, today(), today())
    assert "for få til et tal delte blikke fra ledere" in client_as(cast.carla).get("/").page.text


def test_hr_sees_the_round_as_counts_and_words_where_a_number_would_name_somebody(client_as, cast, round_open):
    shared_by(cast.astrid, cast.bo, round_open)
    page = client_as(cast.carla).get("/").page
    assert "for få til et tal har delt" in page.text
    people = [make_person(f"Person {number}") for number in range(20)]
    for number, person in enumerate(people):
        make_invitation(round_open, person)
        if number < 10:
            shared_by(person, cast.bo, round_open)
    text = client_as(cast.carla).get("/").page.text
    assert "24 inviteret" in text
    assert "11 har delt" in text
    assert "for få til et tal spejle er åbnet for begge" in text
    for person in people[:9]:
        make_leader(cast.bo, person)
    assert "for få til et tal har delt" in client_as(cast.carla).get("/").page.text  # Bo knows nearly all of them


def test_hr_is_told_when_a_round_can_be_opened_or_closed(client_as, cast, round_open):
    round_open.closes_on = today() - timedelta(days=1)
    round_open.opens_on = today() - timedelta(days=30)
    make_cycle(cast.version, "Forår 2027", opened=False)
    lines = waiting(client_as(cast.carla))
    assert any("»Efterår 2026« er løbet ud og kan lukkes." in line for line in lines)
    assert any("Kladden »Forår 2027« kan åbnes." in line for line in lines)
    assert len(lines) <= 3
    assert waiting(client_as(cast.freja)) == []


def test_never_more_than_three_things_wait(client_as, cast, round_open):
    make_leader(cast.carla, cast.bo, start=date(2026, 1, 1))
    shared_by(cast.bo, cast.carla, round_open)
    for number in range(4):
        make_cycle(cast.version, f"Kladde {number}", opened=False)
    assert len(waiting(client_as(cast.carla))) == 3


@pytest.mark.parametrize("who", ["astrid", "bo", "carla", "freja"])
def test_the_front_page_takes_as_many_statements_however_many_are_led(client_as, cast, round_open, statements, who):
    client = client_as(getattr(cast, who))
    with statements() as few:
        client.get("/")
    for number in range(6):
        person = make_person(f"Ny {number}")
        make_employment(person, cast.tarup, cast.librarian)
        make_leader(cast.bo, person)
        make_invitation(round_open, person)
        shared_by(person, cast.bo, round_open)
        make_conversation(person, cast.bo, state=State.COUNTERED)
    db.session.commit()
    with statements() as many:
        client.get("/")
    look = 4 if who == "bo" else 0  # at whom a leader leads, once a day; on PostgreSQL with the trail's lock
    review = 1 if who in {"bo", "carla"} else 0  # of the rights: whether a leader is to sign one, or HR to begin it
    assert len(many) == len(few) <= 12 + look + review


def in_days(number):
    return now() + timedelta(days=number)


def test_an_invitation_and_a_talk_to_prepare_for_wait(client_as, cast):
    talk = make_conversation(cast.astrid, cast.bo, starts_at=in_days(20))
    client = client_as(cast.astrid)
    assert "Du er inviteret til MUS" in waiting(client)[0]
    assert client.get("/").page.links()["Svar på invitationen"] == f"/conversations/{talk.pid}"
    talk.state, talk.starts_at = State.CONFIRMED, in_days(5)
    assert client.get("/").page.links()["Forbered dig"] == f"/conversations/{talk.pid}/preparation"
    talk.starts_at = now()
    assert "I dag er der MUS." in waiting(client)[0]


def test_a_plan_to_sign_and_a_question_to_answer_wait(client_as, cast):
    plan = written_plan(cast, PlanState.PROPOSED)
    client = client_as(cast.astrid)
    assert waiting(client) == []
    make_approval(plan, Side.LEADER, cast.bo)
    assert client.get("/").page.links()["Læs og skriv under"] == f"/plans/{plan.pid}/approval"
    plan.state, plan.approved_at = PlanState.APPROVED, in_days(-31)
    assert client.get("/").page.links()["Svar"] == f"/plans/{plan.pid}/follow-ups/30"


def test_the_year_holds_the_talk_the_plan_and_the_next_question(client_as, cast):
    make_conversation(cast.astrid, cast.bo, state=State.HELD, starts_at=in_days(-3))
    written_plan(cast, PlanState.APPROVED, days_ago=1)
    year = client_as(cast.astrid).get("/").page.texts("ol[@class='timeline']/li")
    assert [line.split("20")[-1][2:].strip() for line in year] == [
        "Samtalen blev holdt",
        "I underskrev begge planen",
        "I bliver spurgt, om I gjorde det, I aftalte",
    ]


def test_the_leader_reads_what_their_people_wait_for(client_as, cast):
    make_conversation(cast.astrid, cast.bo, state=State.COUNTERED, starts_at=in_days(20))
    page = client_as(cast.bo).get("/").page
    assert "Svar på et andet forslag: Astrid." in page.text
    assert "Svar på et andet forslagAstrid Skov" in page.text
    assert "Find en tidAsger Bæk" in page.text
    assert page.links()["Se dit teams år"] == "/conversations/year"


def test_nothing_sealed_changes_a_letter_of_the_front_page(client_as, cast):
    version = make_guide(Kind.MUS)
    talk = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED, starts_at=in_days(3))
    talk.guide_version = version
    plan = written_plan(cast, PlanState.FILED, days_ago=31)
    for reader, other, side in ((cast.bo, cast.astrid, Side.EMPLOYEE), (cast.astrid, cast.bo, Side.LEADER)):
        client = client_as(reader)
        before = client.get("/").page.text
        for question in version.questions:
            db.session.add(
                PreparedAnswer(conversation=talk, author=other, question=question, text="Kun mit.", saved_at=NOW)
            )
        db.session.add(FollowUpAnswer(plan_id=plan.id, after_days=30, side=side, done=Done.NO, word="Nej.", at=NOW))
        db.session.commit()
        assert client.get("/").page.text == before
        db.session.query(PreparedAnswer).delete()
        db.session.query(FollowUpAnswer).delete()


def test_hr_finds_a_round_until_med_has_evaluated_it(client_as, cast):
    cycle, carla = make_cycle(cast.version, with_talks=True, closed=True), client_as(cast.carla)
    shown = carla.get("/").page
    assert shown.links()[cycle.title] == f"/cycles/{cycle.pid}"
    assert "Lige nu:" in shown.text
    cycle.evaluated_on = today()
    assert cycle.title not in carla.get("/").page.text
