"""HR distributes seats among shared wishes; each person says yes or no; nobody who shares no wish is ever in it."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from competence.db import db
from competence.learning.models import Signup
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.actions.distributing import work_out
from competence.learning.seats.actions.wishing import due, let_go
from competence.learning.seats.models import DeskCover, Distribution, SeatLine, SeatWish
from competence.learning.seats.rules import solving
from competence.learning.seats.rules.states import Outcome, State
from competence.notifications.models import Notification
from competence.web.clock import now, today
from tests.acting import path
from tests.learning import make_date, make_offer, make_signup
from tests.make import make_leave

WISHES, ALL = "/learning/seats/wishes", "/learning/seats/distributions"


def wish(offer, *people):
    for person in people:
        db.session.add(SeatWish(offer_id=offer.id, person_id=person.id, at=now()))
    db.session.flush()


def made(carla, *dates, **asked):
    """Let HR make a distribution of some dates and return its address."""
    said = {"title": "Forår", "each": "1", "hours": "", "fair": "0", "seconds": "5"} | asked
    return path(carla.post(ALL, data=said | {"dates": [one.pid for one in dates]}))


def worked_out(carla, page):
    """Let HR have it worked out and return the distribution."""
    assert carla.post(f"{page}/solution", data={"version": version(page)}).status_code == 303
    return found(page)


def found(page):
    db.session.expire_all()
    return db.session.scalars(select(Distribution).where(Distribution.pid == page.rsplit("/", 1)[-1])).one()


def version(page):
    return found(page).version


def outcomes(page):
    lines = db.session.scalars(select(SeatLine).where(SeatLine.distribution_id == found(page).id))
    return {line.person.name.split()[0]: line.outcome for line in lines}


def sent(carla, page):
    last = (today() + timedelta(days=10)).isoformat()
    answer = carla.post(f"{page}/offers", data={"answer_by": last, "version": version(page)})
    assert answer.status_code == 303
    return {line.person.name.split()[0]: line for line in db.session.scalars(select(SeatLine))}


def test_a_wish_is_shared_and_withdrawn_and_then_gone_everywhere(client_as, cast):
    offer = make_offer(cast)
    date = make_date(offer)
    astrid, carla = client_as(cast.astrid), client_as(cast.carla)
    assert astrid.post(WISHES, data={"offer": offer.pid}).status_code == 303
    assert astrid.post(WISHES, data={"offer": offer.pid}).status_code == 303  # twice is once
    assert "Delt med HR" in astrid.get("/learning/seats/").page.text
    page = made(carla, date)
    worked_out(carla, page)
    assert outcomes(page) == {"Astrid": Outcome.SEAT}
    carla.post(f"{page}/dates/{date.pid}/rulings", data={"person": cast.astrid.pid, "what": "hold"})
    astrid.post(f"{WISHES}/{offer.pid}/withdrawal")
    assert outcomes(page) == {}
    assert "Astrid" not in carla.get(f"{page}/dates/{date.pid}").page.text
    worked_out(carla, page)
    assert outcomes(page) == {}


def test_nobody_is_seated_or_held_without_a_shared_wish(client_as, cast):
    date = make_date(make_offer(cast))
    carla = client_as(cast.carla)
    page = made(carla, date)
    held = carla.post(f"{page}/dates/{date.pid}/rulings", data={"person": cast.astrid.pid, "what": "hold"})
    assert held.status_code == 409
    assert worked_out(carla, page).state is State.FOUND
    assert outcomes(page) == {}


def test_the_desk_in_tarup_allows_one_and_the_page_says_so(client_as, cast):
    offer = make_offer(cast, seats=5)
    date = make_date(offer)
    wish(offer, cast.astrid, cast.asger, cast.ellen)
    carla = client_as(cast.carla)
    carla.post("/learning/seats/cover", data={f"unit-{cast.tarup.id}": "1", f"unit-{cast.vollsmose.id}": ""})
    assert [(row.unit_id, row.most_away) for row in db.session.scalars(select(DeskCover))] == [(cast.tarup.id, 1)]
    page = made(carla, date)
    worked_out(carla, page)
    assert sorted(one.name for one in outcomes(page).values()) == ["SEAT", "SEAT", "WAITING"]
    text = carla.get(f"{page}/dates/{date.pid}").page.text
    assert "Vagtdækningen i Tarup tillader højst 1" in text
    assert "Har delt ønsket med HR." in text


def test_what_is_held_against_the_desk_is_explained_and_let_go(client_as, cast):
    offer = make_offer(cast, seats=5)
    date = make_date(offer)
    wish(offer, cast.astrid, cast.asger)
    db.session.add(DeskCover(unit_id=cast.tarup.id, most_away=1))
    carla = client_as(cast.carla)
    page = made(carla, date)
    rulings = f"{page}/dates/{date.pid}/rulings"
    for person in (cast.astrid, cast.asger):
        carla.post(rulings, data={"person": person.pid, "what": "hold"})
    assert worked_out(carla, page).state is State.STUCK
    assert "Vagtdækningen i Tarup tillader højst 1" in carla.get(page).page.text
    carla.post(rulings, data={"person": cast.asger.pid, "what": "no"})
    worked_out(carla, page)
    assert outcomes(page) == {"Astrid": Outcome.SEAT, "Asger": Outcome.WAITING}
    text = carla.get(f"{page}/dates/{date.pid}").page.text
    assert "Du holder pladsen fast." in text
    assert "Du har sagt nej til pladsen." in text


def test_whoever_is_on_leave_or_goes_elsewhere_that_day_waits(client_as, cast):
    offer, other = make_offer(cast, seats=5), make_offer(cast, "other")
    date = make_date(offer)
    wish(offer, cast.astrid, cast.asger, cast.ellen)
    make_leave(cast.astrid, date.on)
    make_signup(make_date(other), cast.asger)
    carla = client_as(cast.carla)
    page = made(carla, date)
    worked_out(carla, page)
    assert outcomes(page) == {"Astrid": Outcome.WAITING, "Asger": Outcome.WAITING, "Ellen": Outcome.SEAT}
    assert "Er optaget" in carla.get(f"{page}/dates/{date.pid}").page.text


def test_an_offer_is_answered_with_yes_or_no_and_no_is_given_on_without_a_reason(client_as, cast):
    offer = make_offer(cast, seats=2)
    date = make_date(offer)
    wish(offer, cast.astrid, cast.asger)
    carla, astrid, asger = client_as(cast.carla), client_as(cast.astrid), client_as(cast.asger)
    page = made(carla, date)
    worked_out(carla, page)
    assert "Tilbud til dig" not in astrid.get("/learning/seats/").page.text
    lines = sent(carla, page)
    assert [one.kind for one in db.session.query(Notification).filter_by(person_id=cast.astrid.id)] == ["seats.offered"]
    client_as(cast.ellen).post(f"/learning/dates/{date.pid}/signup")  # the seats are kept for the two
    assert signup_of(date, cast.ellen).state is SignupState.WAITING
    assert client_as(cast.ellen).post(f"/learning/seats/{lines['Astrid'].pid}/acceptance").status_code == 404
    assert astrid.post(f"/learning/seats/{lines['Astrid'].pid}/acceptance").status_code == 303
    assert signup_of(date, cast.astrid).state is SignupState.SEATED
    form = asger.get("/learning/seats/").page.form(f"/learning/seats/{lines['Asger'].pid}/refusal")
    assert set(form) <= {"csrf_token", "idempotency_key"}  # nobody is asked why
    asger.post(f"/learning/seats/{lines['Asger'].pid}/refusal")
    assert signup_of(date, cast.ellen).state is SignupState.SEATED
    assert outcomes(page) == {"Astrid": Outcome.ACCEPTED, "Asger": Outcome.DECLINED}
    assert asger.post(f"/learning/seats/{lines['Asger'].pid}/acceptance").status_code == 409
    assert db.session.query(SeatWish).filter_by(person_id=cast.asger.id).count() == 1  # the wish is still his


def test_where_it_costs_something_the_leader_is_asked_and_the_seat_is_kept(client_as, cast):
    offer = make_offer(cast, seats=1, price=900)
    date = make_date(offer)
    wish(offer, cast.astrid)
    carla, ellen = client_as(cast.carla), client_as(cast.ellen)
    page = made(carla, date)
    worked_out(carla, page)
    client_as(cast.astrid).post(f"/learning/seats/{sent(carla, page)['Astrid'].pid}/acceptance")
    assert signup_of(date, cast.astrid).state is SignupState.ASKED
    ellen.post(f"/learning/dates/{date.pid}/signup")
    client_as(cast.emil).post(f"/learning/signups/{signup_of(date, cast.ellen).pid}/yes")
    assert signup_of(date, cast.ellen).state is SignupState.WAITING
    client_as(cast.bo).post(f"/learning/signups/{signup_of(date, cast.astrid).pid}/yes")
    assert signup_of(date, cast.astrid).state is SignupState.SEATED


def test_who_does_not_answer_is_reminded_once_and_the_seat_is_free_afterwards(app, client_as, cast):
    offer = make_offer(cast, seats=1)
    date = make_date(offer)
    wish(offer, cast.astrid)
    carla = client_as(cast.carla)
    page = made(carla, date)
    worked_out(carla, page)
    line = sent(carla, page)["Astrid"]
    assert [one.person_id for one in due(today())] == []
    last = line.distribution.answer_by
    with time_machine.travel(now() + timedelta(days=9), tick=False), app.test_request_context(method="POST"):
        assert [one.person_id for one in due(today())] == [cast.astrid.id]
    let_go(last)
    assert outcomes(page) == {"Astrid": Outcome.OFFERED}
    let_go(last + timedelta(days=1))
    assert outcomes(page) == {"Astrid": Outcome.DECLINED}


def test_a_wish_that_is_withdrawn_while_it_is_worked_out_leaves_no_line(client_as, cast, monkeypatch):
    offer = make_offer(cast)
    wish(offer, cast.astrid, cast.ellen)
    carla, astrid = client_as(cast.carla), client_as(cast.astrid)
    page = made(carla, make_date(offer))
    monkeypatch.setattr("competence.learning.seats.views.distributions.running.start", lambda pid: None)
    assert worked_out(carla, page).state is State.RUNNING
    assert "Der regnes i højst 5 sekunder" in carla.get(page).page.text
    assert carla.post(f"{page}/solution", data={"version": version(page)}).status_code == 409
    solve = solving.distribute

    def meanwhile(problem, seconds):
        astrid.post(f"{WISHES}/{offer.pid}/withdrawal")
        return solve(problem, seconds)

    monkeypatch.setattr(solving, "distribute", meanwhile)
    work_out(found(page).pid, today())
    db.session.commit()
    assert outcomes(page) == {"Ellen": Outcome.SEAT}


def test_what_was_cut_off_can_be_begun_again(client_as, cast, monkeypatch):
    offer = make_offer(cast)
    wish(offer, cast.astrid)
    carla = client_as(cast.carla)
    page = made(carla, make_date(offer))
    with monkeypatch.context() as cut_off:
        cut_off.setattr("competence.learning.seats.views.distributions.running.start", lambda pid: None)
        worked_out(carla, page)
    found(page).began_at = now() - timedelta(minutes=5)
    db.session.commit()
    assert "Blev afbrudt" in carla.get(page).page.text
    assert worked_out(carla, page).state is State.FOUND


def test_two_who_change_it_at_once_do_not_overwrite_each_other(client_as, cast):
    carla = client_as(cast.carla)
    date = make_date(make_offer(cast))
    page = made(carla, date)
    said = {
        "title": "Ny",
        "each": "2",
        "fair": "50",
        "seconds": "20",
        f"seats-{date.id}": "1",
        "version": version(page),
    }
    assert carla.post(page, data=said).status_code == 303
    assert carla.post(page, data=said).status_code == 409
    for tampered in ("", "x", "-1", "9" * 400):
        assert carla.post(page, data=said | {"version": tampered}).status_code == 409
        assert carla.post(f"{page}/solution", data={"version": tampered}).status_code == 409
    assert (found(page).title, found(page).each, found(page).dates[0].seats) == ("Ny", 2, 1)


def test_bad_numbers_are_told_and_nothing_is_lost(client_as, cast):
    carla = client_as(cast.carla)
    date = make_date(make_offer(cast))
    page = made(carla, date)
    wrong = carla.post(page, data={"title": "Ny", "each": "9", "fair": "50", "seconds": "20", "version": version(page)})
    assert (wrong.status_code, "Skriv et tal fra 1 til 5." in wrong.page.text) == (400, True)
    cover = carla.post("/learning/seats/cover", data={f"unit-{cast.tarup.id}": "mange"})
    assert (cover.status_code, "Skriv et helt tal fra 0 til 500 ved Tarup." in cover.page.text) == (400, True)
    assert carla.post(ALL, data={"title": "Tom", "each": "1", "fair": "0", "seconds": "5"}).status_code == 400
    early = carla.post(f"{page}/offers", data={"answer_by": today().isoformat(), "version": version(page)})
    assert early.status_code == 409


def test_the_pages_ask_the_database_as_often_for_many_as_for_few(client_as, cast, statements):
    offer = make_offer(cast, seats=9)
    date = make_date(offer)
    carla = client_as(cast.carla)
    wish(offer, cast.astrid)
    page = made(carla, date)
    worked_out(carla, page)

    def asked():
        with statements() as seen:
            carla.get(page)
            carla.get(f"{page}/dates/{date.pid}")
        return len(seen)

    few = asked()
    wish(offer, cast.asger, cast.ellen, cast.bo, cast.emil)
    worked_out(carla, page)
    assert asked() == few
    assert few <= 25


def signup_of(date, person):
    db.session.expire_all()
    return db.session.scalars(select(Signup).where(Signup.date_id == date.id, Signup.person_id == person.id)).one()
