"""After the talk Astrid says in a word what it gave; nobody else ever sees it, and a round tells only crowds."""

from datetime import timedelta

import pytest

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.queries import given as answers_in
from competence.conversations.rating.rules import Gain
from competence.conversations.rules.steps import State
from competence.cycles.rules.phases import Phase
from competence.db import db
from competence.web.clock import today
from tests.make import NOW, make_conversation, make_cycle, make_person
from tests.web.test_sealed import told


@pytest.fixture
def talk(cast):
    return make_conversation(cast.astrid, cast.bo, state=State.HELD, cycle=make_cycle(cast.version))


@pytest.fixture
def page(talk):
    return f"/conversations/{talk.pid}/rating"


def given():
    db.session.expire_all()
    return [rating.gain for rating in db.session.query(TalkRating)]


def test_she_answers_and_may_change_her_mind(cast, client_as, page):
    astrid = client_as(cast.astrid)
    assert astrid.post(page, data={"gain": "fine"}).status_code == 303
    assert astrid.get(page).page.form(page)["gain"] == ["fine"]
    assert astrid.post(page, data={"gain": "little"}).status_code == 303
    assert given() == [Gain.LITTLE]


@pytest.mark.parametrize("wrong", [{}, {"gain": "10"}, {"gain": "HELPED"}])
def test_an_answer_that_is_not_there_is_refused(cast, client_as, page, wrong):
    assert client_as(cast.astrid).post(page, data=wrong).status_code == 400
    assert given() == []


@pytest.mark.parametrize("state", [state for state in State if state is not State.HELD])
def test_a_talk_that_was_not_held_gave_nothing_yet(cast, client_as, talk, page, state):
    talk.state = state
    astrid = client_as(cast.astrid)
    assert astrid.get(page).status_code == 409
    assert astrid.post(page, data={"gain": "fine"}).status_code == 409
    assert given() == []


@pytest.mark.parametrize("who", ["bo", "dorte", "asger", "carla", "freja", "emil"])
def test_nobody_else_has_such_a_page(cast, client_as, page, who):
    client = client_as(getattr(cast, who))
    assert client.get(page).status_code == 404
    assert client.post(page, data={"gain": "fine"}).status_code == 404


def test_her_leader_finds_the_same_pages_whatever_she_said(app, cast, client_as, talk):
    bo = client_as(cast.bo)
    pages = [f"/conversations/{talk.pid}", "/conversations", "/", "/notifications"]
    seen = []
    for gain in (None, Gain.HELPED, Gain.LITTLE):
        db.session.query(TalkRating).delete()
        if gain:
            db.session.add(TalkRating(conversation_id=talk.id, gain=gain, on=NOW.date()))
        seen.append([told(bo.get(page)) for page in pages])
    assert seen[0] == seen[1] == seen[2]


def test_once_the_round_is_closed_the_answer_stands(cast, client_as, talk, page):
    astrid = client_as(cast.astrid)
    astrid.post(page, data={"gain": "fine"})
    talk.cycle.closed_at = NOW
    assert astrid.post(page, data={"gain": "little"}).status_code == 409
    assert given() == [Gain.FINE]
    assert "Gem mit svar" not in astrid.get(page).page.text


def test_talks_that_come_after_the_mirrors_are_closed_are_asked_about_until_the_plans_are_due(
    clock, cast, client_as, talk
):
    cycle = make_cycle(cast.version, closed=True, with_talks=True)
    talk.cycle = cycle
    astrid, page = client_as(cast.astrid), f"/conversations/{talk.pid}/rating"
    last = cycle.deadlines[Phase.PLANS]
    assert astrid.post(page, data={"gain": "fine"}).status_code == 303
    assert answers_in(cycle, last) == {}
    assert answers_in(cycle, last + timedelta(days=1)) != {}
    next(row for row in cycle.phases if row.phase is Phase.TALKS).ends_on = today() - timedelta(days=15)
    assert astrid.post(page, data={"gain": "little"}).status_code == 409
    assert given() == [Gain.FINE]


def answered(cast, cycle, gains):
    for number, gain in enumerate(gains):
        talk = make_conversation(make_person(f"Medarbejder {number}"), cast.bo, Kind.MUS, State.HELD, cycle=cycle)
        if gain:
            db.session.add(TalkRating(conversation_id=talk.id, gain=gain, on=NOW.date()))
    db.session.flush()


def test_a_rounds_answers_leave_out_those_who_would_rather_not_say(cast):
    cycle = make_cycle(cast.version, closed=True)
    answered(cast, cycle, [Gain.HELPED, Gain.FINE, Gain.LITTLE, Gain.LITTLE, Gain.UNSAID, None])
    assert sorted(answers_in(cycle, today()).values()) == [1, 2, 3, 3]


def test_a_round_that_is_open_hands_nothing_on(cast):
    running = make_cycle(cast.version)
    answered(cast, running, [Gain.HELPED] * 9)
    assert answers_in(running, today()) == {}
