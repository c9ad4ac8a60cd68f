"""Somebody signs up, the leader says yes, a seat that is freed goes to the next, and the runner notes who came."""

from datetime import timedelta

import time_machine

from competence.db import db
from competence.learning import actions
from competence.learning.models import OfferDate, Signup
from competence.learning.rules.words import State
from competence.notifications.models import Notification
from competence.web.clock import now, today
from tests.acting import path
from tests.learning import make_date, make_offer, make_signup


def told(person):
    rows = db.session.query(Notification).filter_by(person_id=person.id).order_by(Notification.id)
    return [one.kind.removeprefix("learning.") for one in rows if one.kind.startswith("learning.")]


def state_of(date, person):
    db.session.expire_all()
    return db.session.query(Signup).filter_by(date_id=date.id, person_id=person.id).one().state


def test_what_costs_nothing_is_ones_own_decision(client_as, cast):
    date = make_date(make_offer(cast))
    astrid = client_as(cast.astrid)
    page = astrid.get(f"/learning/offers/{date.offer.pid}").page
    assert "Det bestemmer du selv" in page.text
    own = astrid.post(f"/learning/dates/{date.pid}/signup").location
    assert "Din leder kan ikke" in astrid.get(own).page.text
    assert state_of(date, cast.astrid) is State.SEATED
    assert told(cast.bo) == []
    assert client_as(cast.bo).get("/learning/team").page.text.count("Tilbud ai") == 0


def test_the_leader_says_yes_where_it_costs_money(client_as, cast):
    date = make_date(make_offer(cast, price=900))
    client_as(cast.astrid).post(f"/learning/dates/{date.pid}/signup")
    assert state_of(date, cast.astrid) is State.ASKED
    bo = client_as(cast.bo)
    page = bo.get("/learning/team").page
    assert "Astrid Skov" in page.text
    signup = db.session.query(Signup).one()
    bo.post(f"/learning/signups/{signup.pid}/yes", data={"word": "God idé"})
    assert state_of(date, cast.astrid) is State.SEATED
    assert (told(cast.bo), told(cast.astrid)) == (["asked"], ["seated"])
    assert "God idé" in client_as(cast.astrid).get(f"/learning/signups/{signup.pid}").page.text


def test_a_no_is_an_answer_and_no_seat(client_as, cast):
    date = make_date(make_offer(cast, price=900))
    signup = make_signup(date, cast.astrid, State.ASKED)
    client_as(cast.bo).post(f"/learning/signups/{signup.pid}/no", data={"word": "Ikke i år"})
    assert state_of(date, cast.astrid) is State.REFUSED
    assert client_as(cast.bo).post(f"/learning/signups/{signup.pid}/yes").status_code == 409


def test_a_yes_gives_no_seat_in_what_was_called_off(client_as, cast):
    date = make_date(make_offer(cast, price=900), called_off_at=now())
    signup = make_signup(date, cast.astrid, State.ASKED)
    assert client_as(cast.bo).post(f"/learning/signups/{signup.pid}/yes").status_code == 409
    assert (state_of(date, cast.astrid), told(cast.astrid)) == (State.ASKED, [])
    assert client_as(cast.bo).post(f"/learning/signups/{signup.pid}/no").status_code == 303


def test_the_one_who_asked_first_gets_the_seat_that_is_freed(client_as, cast):
    date = make_date(make_offer(cast, seats=1))
    for person in (cast.astrid, cast.asger, cast.ellen):
        client_as(person).post(f"/learning/dates/{date.pid}/signup")
    assert [state_of(date, one) for one in (cast.asger, cast.ellen)] == [State.WAITING, State.WAITING]
    own = db.session.query(Signup).filter_by(person_id=cast.astrid.id).one()
    assert path(client_as(cast.astrid).post(f"/learning/signups/{own.pid}/cancellation")) == "/learning/mine"
    assert [state_of(date, one) for one in (cast.astrid, cast.asger, cast.ellen)] == [
        State.CANCELLED, State.SEATED, State.WAITING,
    ]  # fmt: skip
    assert told(cast.asger) == ["seated"]


def test_more_room_moves_those_up_who_wait(client_as, cast):
    date = make_date(make_offer(cast, "ai", cast.ellen, seats=1))
    make_signup(date, cast.astrid), make_signup(date, cast.asger, State.WAITING)
    ellen = client_as(cast.ellen)
    form = ellen.get(f"/learning/dates/{date.pid}").page.form(f"/learning/dates/{date.pid}")
    ellen.post(f"/learning/dates/{date.pid}", data=form | {"seats": "2"})
    assert state_of(date, cast.asger) is State.SEATED
    assert told(cast.astrid) == []  # neither time nor place changed


def test_a_date_that_was_moved_or_called_off_is_told(client_as, cast):
    date = make_date(make_offer(cast, "ai", cast.ellen))
    make_signup(date, cast.astrid)
    ellen = client_as(cast.ellen)
    page = f"/learning/dates/{date.pid}"
    ellen.post(page, data=ellen.get(page).page.form(page) | {"place": "Vollsmose"})
    assert ellen.post(page, data={"minutes": "60", "version": "0"}).status_code == 409
    ellen.post(f"{page}/calling-off")
    assert told(cast.astrid) == ["moved", "called_off"]
    assert client_as(cast.asger).post(f"{page}/signup").status_code == 409


def test_whoever_runs_it_notes_who_was_there(client_as, cast):
    date = make_date(make_offer(cast, "ai", cast.ellen), days=-1)
    came, stayed = make_signup(date, cast.astrid), make_signup(date, cast.asger)
    ellen = client_as(cast.ellen)
    ellen.post(f"/learning/dates/{date.pid}/attendance", data={"there": came.pid})
    assert [state_of(date, one) for one in (cast.astrid, cast.asger)] == [State.ATTENDED, State.ABSENT]
    assert db.session.get(Signup, came.id).attended_on == date.on
    assert db.session.get(Signup, stayed.id).attended_on is None
    assert ellen.post(f"/learning/dates/{date.pid}/attendance", data={"there": "x"}).status_code == 409


def test_nobody_was_there_before_it_was_held(client_as, cast):
    date = make_date(make_offer(cast, "ai", cast.ellen))
    make_signup(date, cast.astrid)
    assert client_as(cast.ellen).post(f"/learning/dates/{date.pid}/attendance").status_code == 409


def test_what_has_begun_is_not_left_or_joined(client_as, cast):
    date = make_date(make_offer(cast))
    signup = make_signup(date, cast.astrid)
    with time_machine.travel(date.starts_at, tick=False):
        assert client_as(cast.astrid).post(f"/learning/signups/{signup.pid}/cancellation").status_code == 409
        assert client_as(cast.asger).post(f"/learning/dates/{date.pid}/signup").status_code == 409


def test_the_page_asks_as_often_for_many_offers_as_for_few(client_as, cast, statements):
    astrid = client_as(cast.astrid)
    few = _asked(astrid, cast, 1, statements)
    assert few == _asked(astrid, cast, 12, statements)
    assert few <= 12


def test_many_offers_are_folded_by_area_and_a_search_unfolds_them(client_as, cast):
    for number in range(13):
        make_offer(cast, f"o{number}", aims=(("c1" if number else "gone", 1, 3),))
    page = client_as(cast.astrid).get("/learning").page
    areas = page.texts("section[@aria-labelledby='offers']//summary")
    assert areas == ["Område 2 (12 tilbud)", "Andet (1 tilbud)"], areas
    assert len(page.all("section[@aria-labelledby='offers']//details//li")) == 13
    found = client_as(cast.astrid).get("/learning?q=Tilbud").page
    assert found.all("section[@aria-labelledby='offers']//details") == []
    assert "13 tilbud fundet." in found.text


def _asked(client, cast, number, statements):
    for place in range(number):
        offer = make_offer(cast, f"o{number}.{place}", cast.ellen)
        make_signup(make_date(offer), cast.astrid), make_date(offer)
    db.session.commit()
    with statements() as seen:
        client.get("/learning")
    return len(seen)


def test_hr_makes_an_offer_that_ellen_runs(client_as, cast):
    carla = client_as(cast.carla)
    form = carla.get("/learning/offers/new").page.form("/learning/offers")
    said = {
        "title_da": "Læsekreds", "kind": "PEER", "code": "circle", "hours": "6", "competence_1": "c2", "from_1": "2",
        "to_1": "3", "runners": "ellen@example.org",
    }  # fmt: skip
    assert carla.post("/learning/offers", data=form | said | {"to_1": "2"}).status_code == 400
    assert carla.post("/learning/offers", data=form | said | {"runners": "ingen@example.org"}).status_code == 400
    page, another = path(carla.post("/learning/offers", data=form | said)), carla.get("/learning/offers/new").page
    assert carla.post("/learning/offers", data=another.form("/learning/offers") | said).status_code == 409
    assert "Meld mig til" in client_as(cast.astrid).get(page).page.text
    assert db.session.query(OfferDate).one().starts_at is None
    ellen = client_as(cast.ellen)
    own = ellen.get(f"{page}/edit").page.form(page)
    assert ellen.post(page, data=own | {"title_da": "Ny læsekreds"}).status_code == 303
    assert ellen.post(page, data=own | {"title_da": "Gammel"}).status_code == 409
    assert "Ny læsekreds" in ellen.get(page).page.text


def test_who_runs_an_offer_is_found_by_the_address_as_it_is_kept(client_as, cast):
    cast.ellen.email = "ellen.weiß@example.org"
    db.session.flush()
    carla = client_as(cast.carla)
    said = carla.get("/learning/offers/new").page.form("/learning/offers") | {
        "title_da": "Læsekreds", "kind": "PEER", "code": "circle", "hours": "6", "competence_1": "c2", "from_1": "2",
        "to_1": "3", "runners": " Ellen.Weiß@Example.org; ",
    }  # fmt: skip
    assert carla.post("/learning/offers", data=said).status_code == 303


def test_a_leader_who_has_not_answered_for_three_days_is_reminded(app, cast):
    date = make_date(make_offer(cast, price=900))
    make_signup(date, cast.astrid, State.ASKED, at=now() - timedelta(days=3))
    make_signup(date, cast.ellen, State.ASKED, at=now() - timedelta(days=2))
    make_signup(make_date(make_offer(cast, "over", price=1), days=-1), cast.asger, State.ASKED, at=date.starts_at)
    with app.test_request_context():
        assert [due.person_id for due in actions.due(today())] == [cast.bo.id]
        assert [due.person_id for due in actions.due(today() + timedelta(days=1))] == [cast.bo.id, cast.emil.id]
