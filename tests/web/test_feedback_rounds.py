"""Feedback rounds: opened by a leader or HR, asked in, closed by themselves, and told in protected figures."""

from datetime import timedelta

import pytest

from competence.db import db
from competence.feedback.models import Feedback
from competence.feedback.rounds.actions import close_what_is_over, rounds_close_soon
from competence.feedback.rounds.models import FeedbackRound, RoundTopic
from competence.feedback.rounds.rules import Whom
from competence.feedback.rules.steps import State
from competence.notifications.models import Notification
from competence.web.clock import now, today
from tests.acting import path
from tests.feedback import make_feedback, make_request, make_round
from tests.make import make_employment, make_leader, make_person

QUESTION = "Hvordan gik læsekredsen?"


def opening(**more):
    return {
        "title": "Feedback i efteråret", "purpose": "Vi spørger hinanden.", "form": "tre_plus_tre", "whom": "HOUSE",
        "closes_on": today() + timedelta(days=21),
    } | more  # fmt: skip


def asking(a_round, *people, **more):
    return {
        "round": a_round.pid, "question": QUESTION, "topic": "talk", "colleagues": [one.id for one in people],
        "further": 0, "further_still": 0, "outside": "", "due_on": a_round.closes_on,
    } | more  # fmt: skip


def kinds(person):
    return [note.kind for note in db.session.query(Notification).filter_by(person_id=person.id)]


def test_a_leader_opens_one_for_their_people_who_ask_and_answer(cast, client_as):
    bo, astrid, asger = client_as(cast.bo), client_as(cast.astrid), client_as(cast.asger)
    page = path(bo.post("/feedback/rounds", data=opening(people=[cast.astrid.id, cast.asger.id])))
    opened = db.session.query(FeedbackRound).one()
    assert kinds(cast.astrid) == kinds(cast.asger) == ["feedback_rounds.opened"]
    assert "Feedback i efteråret" in astrid.get("/feedback").page.text
    asked = path(astrid.post("/feedback/ask/tre_plus_tre", data=asking(opened, cast.asger)))
    piece = db.session.query(Feedback).one()
    assert (piece.state, piece.request.round_id) == (State.ASKED, opened.id)
    asger.post(f"/feedback/{piece.pid}/answer", data={"worked": "Roen.", "ideas": "Pauser."})
    assert "har svaret" in astrid.get(asked).page.text
    text = bo.get(page).page.text
    assert "Tallene kommer, når runden er lukket" in text
    assert "Asger Bæk" not in text
    assert bo.get(f"/feedback/{piece.pid}").status_code == bo.get(asked).status_code == 404


def test_hr_opens_one_for_a_unit_and_a_leader_only_for_their_own(cast, client_as):
    client_as(cast.carla).post("/feedback/rounds", data=opening(units=[cast.tarup.id]))
    opened = db.session.query(FeedbackRound).one()
    assert opened.member_ids >= {cast.astrid.id, cast.asger.id, cast.bo.id}
    assert cast.ellen.id not in opened.member_ids
    refused = client_as(cast.bo).post("/feedback/rounds", data=opening(people=[cast.ellen.id]))
    assert refused.status_code == 400
    nobody = client_as(cast.bo).post("/feedback/rounds", data=opening())
    assert "Vælg, hvem runden er for" in nobody.page.text


def test_where_leaders_say_yes_nobody_is_asked_before_and_who_is_turned_down_never_hears_of_it(cast, client_as):
    a_round = make_round(cast.bo, cast.astrid, approves=True)
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    request = path(
        astrid.post("/feedback/ask/tre_plus_tre", data=asking(a_round, cast.asger, further=cast.ellen.id))
    )  # fmt: skip
    assert kinds(cast.asger) == kinds(cast.ellen) == []
    assert kinds(cast.bo) == ["feedback_rounds.proposed"]
    shown = bo.get("/feedback/approvals").page.text
    assert "Astrid Skov vil gerne spørge Asger Bæk" in shown
    assert QUESTION not in shown
    pieces = {piece.sender_id: piece for piece in db.session.query(Feedback)}
    bo.post(f"/feedback/{pieces[cast.asger.id].pid}/approval")
    bo.post(f"/feedback/{pieces[cast.ellen.id].pid}/rejection")
    assert (kinds(cast.asger), kinds(cast.ellen)) == (["feedback.asked"], [])
    assert kinds(cast.astrid) == ["feedback_rounds.turned_down"]
    text = astrid.get(request).page.text
    assert "Asger Bæk er spurgt" in text
    assert "Ellen Å bliver ikke spurgt" in text
    assert bo.post(f"/feedback/{pieces[cast.asger.id].pid}/approval").status_code == 404


@pytest.mark.parametrize(
    ("a_round", "asked"),
    [
        ({"whom": Whom.UNIT}, {"further": "ellen"}),
        ({}, {"outside": "En gæst"}),
        ({}, {"due_on": today() + timedelta(days=40)}),
    ],
    ids=["not in the unit", "outside the house", "after the last day"],
)
def test_what_a_round_does_not_hold_is_refused(a_round, asked, cast, client_as):
    made = make_round(cast.bo, cast.astrid, **a_round)
    if "further" in asked:
        asked = {"further": cast.ellen.id}
    client_as(cast.astrid).post("/feedback/ask/tre_plus_tre", data=asking(made, **asked))
    assert [piece for piece in db.session.query(Feedback) if piece.state is State.ASKED] == []


def test_a_round_about_some_things_offers_those_alone(cast, client_as):
    made = make_round(cast.bo, cast.astrid)
    made.topics = [RoundTopic(competence_id=cast.version.competences[1].id)]
    db.session.flush()
    page = client_as(cast.astrid).get(f"/feedback/ask/tre_plus_tre?round={made.pid}").page
    assert [option.get("value") for option in page.all("select[@name='topic']//option")] == [
        f"competence-{cast.version.competences[1].id}"
    ]


def test_nobody_asks_in_a_round_they_are_not_in_and_who_is_in_it_is_told_that_it_is_closed(cast, client_as):
    others, closed = make_round(cast.emil, cast.ellen), make_round(cast.bo, cast.astrid, closed=True)
    for a_round, status in ((others, 404), (closed, 409)):
        address = f"/feedback/ask/tre_plus_tre?round={a_round.pid}"
        assert client_as(cast.astrid).get(address).status_code == status


def test_who_asks_as_the_round_closes_keeps_their_words_and_may_ask_outside_of_it(cast, client_as):
    closed, astrid = make_round(cast.bo, cast.astrid, closed=True), client_as(cast.astrid)
    late = astrid.post("/feedback/ask/tre_plus_tre", data=asking(closed, cast.asger))
    assert (late.status_code, db.session.query(Feedback).count()) == (409, 0)
    assert "Runden er lukket" in late.page.text
    assert (late.page.first("textarea[@name='question']").text or "").strip() == QUESTION
    assert late.page.all("input[@name='round']") == []
    outside = asking(closed, cast.asger)
    del outside["round"]
    assert astrid.post("/feedback/ask/tre_plus_tre", data=outside).status_code == 303
    assert db.session.query(Feedback).one().request.round_id is None


def test_who_answers_after_the_close_is_told_and_gets_their_words_back(cast, client_as):
    a_round, bo, asger = make_round(cast.bo, cast.astrid), client_as(cast.bo), client_as(cast.asger)
    request = make_request(cast.astrid, round_id=a_round.id)
    piece = make_feedback(cast.astrid, cast.asger, State.ASKED, request=request)
    bo.post(f"/feedback/rounds/{a_round.pid}/closing")
    late = asger.post(f"/feedback/{piece.pid}/answer", data={"worked": "Roen i rummet.", "ideas": ""})
    assert (late.status_code, piece.state, piece.words) == (409, State.CALLED_OFF, {})
    assert "Dit svar kom for sent" in late.page.text
    assert "Roen i rummet." in late.page.text
    assert "Roen i rummet." not in asger.get("/feedback").page.text


def test_it_closes_by_itself_and_tells_how_many_in_protected_figures(app, cast, client_as):
    people = [make_person(f"Person {number}") for number in range(20)]
    for person in people:
        make_employment(person, cast.tarup)
    made = make_round(cast.bo, *people, opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
    for number, person in enumerate(people[:12]):
        request = make_request(person, round_id=made.id)
        make_feedback(person, cast.asger, State.DELETED if number < 8 else State.ASKED, request=request)
    with app.test_request_context(method="POST"):
        close_what_is_over(today())
        close_what_is_over(today())
    db.session.commit()
    assert (made.asked, made.received) == (12, 8)
    assert db.session.query(Feedback).filter_by(state=State.ASKED).count() == 0
    text = client_as(cast.carla).get(f"/feedback/rounds/{made.pid}").page.text
    assert "20 inviteret" in text
    assert "12 bad om feedback" in text
    assert "8 fik svar" in text


def test_of_a_small_round_no_number_is_told(cast, client_as):
    made = make_round(cast.bo, cast.astrid, cast.asger)
    make_request(cast.astrid, round_id=made.id)
    client_as(cast.bo).post(f"/feedback/rounds/{made.pid}/closing")
    text = client_as(cast.bo).get(f"/feedback/rounds/{made.pid}").page.text
    assert "Der er for få i runden" in text
    assert "bad om feedback" not in text
    assert client_as(cast.bo).post(f"/feedback/rounds/{made.pid}/closing").status_code == 409


@pytest.mark.parametrize("asked", [0, 5, 7, 12])
def test_of_twelve_of_whom_bo_knows_nine_no_number_is_told_though_he_leads_them_no_more(cast, client_as, asked):
    people = [make_person(f"Person {number}") for number in range(12)]
    made = make_round(cast.carla, *people, opens_on=today() - timedelta(days=9))
    for number, person in enumerate(people):
        if number < 9:  # a leader until a week ago, who forgets nothing
            make_leader(cast.bo, person, end=today() - timedelta(days=7))
        if number < asked:
            make_request(person, round_id=made.id)
    client_as(cast.carla).post(f"/feedback/rounds/{made.pid}/closing")
    assert (made.known, made.asked) == (9, asked)
    text = client_as(cast.carla).get(f"/feedback/rounds/{made.pid}").page.text
    assert "Der er for få i runden ud over dem, en leder kender" in text
    assert "bad om feedback" not in text


def test_who_opened_a_round_does_not_find_its_raw_counts_among_their_own_data(cast, client_as):
    people = [make_person(f"Kollega {number}") for number in range(12)]
    make_round(cast.bo, *people, closed_at=now(), asked=1947114711, received=1947114712)
    text = client_as(cast.bo).get("/privacy/mine").text
    assert "Vi spørger hinanden." in text
    assert not any(raw in text for raw in ("1947114711", "1947114712"))


def test_everybody_in_it_is_reminded_alike(app, cast):
    made = make_round(cast.bo, cast.astrid, cast.asger, closes_on=today() + timedelta(days=2))
    make_request(cast.astrid, round_id=made.id)
    with app.test_request_context(method="POST"):
        dues = list(rounds_close_soon(today()))
    assert {due.person_id for due in dues} == {cast.astrid.id, cast.asger.id}
    assert len({(due.kind, due.url, due.key) for due in dues}) == 1


def test_the_list_of_feedback_takes_at_most_twelve_statements_however_much_there_is(cast, client_as, statements):
    client = client_as(cast.bo)
    make_feedback(cast.bo, cast.astrid, State.READ)
    with statements() as few:
        client.get("/feedback")
    for state in State:
        make_feedback(cast.bo, cast.ellen, state)
        make_feedback(cast.astrid, cast.bo, state)
    make_round(cast.carla, cast.bo)
    with statements() as many:
        client.get("/feedback")
    assert len(many.selects) <= 12
    assert len(many.selects) <= len(few.selects) + 2
