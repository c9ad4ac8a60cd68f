"""Opening a round of anonymous feedback: whom it asks, whom it does not, what stands from then on, and how often."""

from datetime import timedelta

import pytest

from competence.db import db
from competence.feedback.sealed.models import SealedSheet, Topic
from competence.feedback.sealed.rules.rounds import Outcome, Stage
from competence.notifications.models import Notification
from competence.web.clock import today
from tests.upward import make_round, make_team, make_topic


def test_opening_asks_about_leaders_of_five_and_offers_the_others_a_talk(cast, client_as):
    make_team(cast.bo, cast.tarup, 3)  # with Astrid and Asger five
    round_ = make_round()
    carla = client_as(cast.carla)
    carla.post(f"/upward/rounds/{round_.pid}/opening", data={"version": round_.version})
    outcomes = {topic.leader_id: topic.outcome for topic in db.session.query(Topic)}
    assert outcomes[cast.bo.id] is Outcome.ASKED
    assert outcomes[cast.emil.id] is Outcome.TOO_SMALL
    assert {sheet.leader_id for sheet in db.session.query(SealedSheet)} == {cast.bo.id}
    told = db.session.query(Notification).filter_by(kind="upward.opened").all()
    assert sorted(note.person_id for note in told) == sorted(
        {sheet.rater_id for sheet in db.session.query(SealedSheet)}
    )
    emils = db.session.query(Topic).filter_by(leader_id=cast.emil.id).one()
    emil = client_as(cast.emil)
    assert "teamsamtale" in emil.get(f"/upward/results/{emils.pid}").text
    emil.post(f"/upward/results/{emils.pid}/talk")
    emil.post(f"/upward/results/{emils.pid}/talk")
    assert db.session.query(Notification).filter_by(kind="upward.talk", person_id=cast.carla.id).count() == 1
    assert "Emil Eng" in carla.get(f"/upward/rounds/{round_.pid}").text


def test_a_round_nobody_can_be_asked_in_does_not_open(cast, client_as):
    round_ = make_round()
    answer = client_as(cast.carla).post(f"/upward/rounds/{round_.pid}/opening", data={"version": round_.version})
    assert answer.status_code == 400
    assert "mindst fem medarbejdere" in answer.text
    assert round_.stage is Stage.DRAFT


@pytest.fixture
def closed_lately(cast):
    """A round of the house at Tarup that closed a week ago."""
    make_team(cast.bo, cast.tarup, 4)
    before = make_round(units=[cast.tarup])
    before.stage, before.title = Stage.PUBLISHED, "Sommer"
    before.opened_on, before.closes_on = today() - timedelta(days=21), today() - timedelta(days=7)
    db.session.commit()
    return before


def test_nobody_is_asked_twice_within_ninety_days_whatever_units_a_round_is_for(cast, closed_lately, client_as):
    carla = client_as(cast.carla)
    for units in ([cast.tarup], []):  # the same house again, and all houses with this one among them
        draft = make_round(units=units)
        address, opens = f"/upward/rounds/{draft.pid}", {"version": draft.version}
        page = carla.get(address)
        assert "Sommer" in page.text
        assert f"{address}/opening" not in page.text
        answer = carla.post(f"{address}/opening", data=opens)
        assert (answer.status_code, draft.stage) == (409, Stage.DRAFT)
        assert "90 dage" in answer.page.text
    closed_lately.closes_on = today() - timedelta(days=90)
    db.session.commit()
    assert f"{address}/opening" in carla.get(address).text
    assert carla.post(f"{address}/opening", data=opens).status_code == 303


def test_another_house_need_not_wait(cast, closed_lately, client_as):
    make_team(cast.emil, cast.vollsmose, 5)
    draft = make_round(units=[cast.vollsmose])
    answer = client_as(cast.carla).post(f"/upward/rounds/{draft.pid}/opening", data={"version": draft.version})
    assert (answer.status_code, draft.stage) == (303, Stage.OPEN)


def test_what_was_promised_cannot_be_changed_once_it_is_open(cast, client_as):
    topic = make_topic(cast.bo, cast.astrid)
    said = {"title": "Ny", "purpose": "Ny", "closes_on": str(today() + timedelta(days=30)), "audience": "TEAM"}
    carla, address = client_as(cast.carla), f"/upward/rounds/{topic.round.pid}"
    assert carla.post(address, data=said | {"version": topic.round.version}).status_code == 409
    assert carla.get(f"{address}/edit").status_code == 409


def test_two_who_write_a_draft_at_once_lose_nothing(cast, client_as):
    round_ = make_round()
    said = {"title": "Min titel", "purpose": "Mit", "closes_on": str(today() + timedelta(days=30)), "audience": "TEAM"}
    answer = client_as(cast.carla).post(f"/upward/rounds/{round_.pid}", data=said | {"version": round_.version + 1})
    assert answer.status_code == 409
    assert "Min titel" in answer.text
    assert round_.title == "Forår"
