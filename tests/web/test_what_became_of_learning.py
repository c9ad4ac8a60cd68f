"""Three weeks later one question; the answer is one's own, and only the share of many is told, and told once."""

from datetime import timedelta

import time_machine

from competence.db import db
from competence.learning.afterwards import actions
from competence.learning.afterwards.models import LearningUse, Told
from competence.learning.afterwards.rules import Used
from competence.learning.rules.words import State
from competence.privacy.anonymity.figures import End
from competence.web.clock import today
from tests.careers import make_careers
from tests.learning import make_date, make_offer, make_signup
from tests.make import make_person


def attended(cast, days_ago: int = 25):
    return make_signup(make_date(make_offer(cast), days=-days_ago), cast.astrid, State.ATTENDED)


def test_the_question_comes_three_weeks_later_until_it_is_answered(app, cast):
    signup = attended(cast, 20)
    make_signup(make_date(make_offer(cast, "old"), days=-200), cast.astrid, State.ATTENDED)
    make_signup(make_date(make_offer(cast, "new"), days=-30), cast.asger, State.ABSENT)
    assert asked(app, today()) == []
    assert asked(app, today() + timedelta(days=1)) == [(cast.astrid.id, signup.pid)]
    with time_machine.travel(today() + timedelta(days=2)):
        actions.answer(signup, Used.NOT_YET, "", today())
        assert asked(app, today()) == []


def asked(app, day):
    """Return whom the daily run would ask, and about which sign-up."""
    with app.test_request_context():
        return [(due.person_id, due.key) for due in actions.due(day)]


def test_the_answer_is_ones_own_and_may_become_an_example(client_as, cast):
    make_careers(cast)
    signup, astrid = attended(cast), client_as(cast.astrid)
    address = f"/learning/signups/{signup.pid}/use"
    form = astrid.get(address).page.form(address)
    assert astrid.post(address, data=form).status_code == 400
    astrid.post(address, data=form | {"used": "YES", "what_for": "Et møde om AI"})
    page = astrid.get(address).page
    example = page.form("/careers/examples")
    astrid.post("/careers/examples", data=example)
    assert "Et møde om AI" in astrid.get("/careers/examples").page.text
    for other in (cast.bo, cast.carla, cast.asger):
        assert client_as(other).get(address).status_code == 404


def test_nobody_answers_before_three_weeks_are_over(client_as, cast):
    signup = attended(cast, 20)
    address = f"/learning/signups/{signup.pid}/use"
    assert client_as(cast.astrid).post(address, data={"used": "YES"}).status_code == 409
    assert db.session.query(LearningUse).count() == 0


def answers(offer, number, used):
    """Let so many people, who took part long ago, say whether they used it."""
    date = make_date(offer, days=-30)
    for place in range(number):
        signup = make_signup(date, make_person(f"Deltager {place}"), State.ATTENDED)
        actions.answer(signup, Used.YES if place < used else Used.NO, "", today())


def test_no_share_is_told_of_few_and_the_share_of_many_is_coarse(client_as, cast):
    offer = make_offer(cast)
    answers(offer, 20, 9)  # each of the twenty knows their own answer: nineteen are not enough
    actions.tell(today())
    assert db.session.query(Told).count() == 0
    answers(offer, 1, 0)
    actions.tell(today())
    (told,) = db.session.query(Told).all()
    assert (told.percent, told.end, told.people) == (45, End.EXACT, "15–24")
    assert "havde omkring 45 % brugt det" in client_as(cast.asger).get(f"/learning/offers/{offer.pid}").page.text


def test_every_answer_is_told_in_one_share_only(cast):
    """Otherwise two shares could be taken from each other, and the rest would be the answers of few."""
    offer = make_offer(cast)
    answers(offer, 21, 21)
    actions.tell(today())
    answers(offer, 5, 0)
    actions.tell(today()), actions.tell(today())
    assert db.session.query(Told).count() == 1
    answers(offer, 16, 0)
    actions.tell(today())
    first, second = db.session.query(Told).order_by(Told.id).all()
    assert (first.percent, first.end) == (90, End.OR_HIGHER)  # never told as all
    assert (second.percent, second.end) == (10, End.OR_LOWER)
    assert {use.told_id for use in db.session.query(LearningUse)} == {first.id, second.id}
