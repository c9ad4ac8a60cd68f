"""What a distribution may give beyond seats: hours to each offer, every day of a course, and nothing that is over."""

from datetime import UTC, date, timedelta

import pytest
from icalendar import Calendar

from competence.db import db
from competence.learning.actions.calendars import calendar_of
from competence.learning.models import Signup
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.models import DeskCover, DistributionOffer
from competence.learning.seats.rules.states import Outcome
from competence.web.clock import DENMARK, now, today
from tests.learning import make_date, make_offer, make_signup
from tests.seats import make_line, make_wish
from tests.web.test_distributing_seats import found, made, outcomes, version, worked_out


def asked(page, **more):
    return {"title": "Forår", "each": "1", "hours": "", "fair": "0", "seconds": "5", "version": version(page)} | more


def test_hr_gives_an_offer_so_many_hours_and_the_reason_is_told(client_as, cast):
    offer, other = make_offer(cast, "dyr", hours=6, seats=5), make_offer(cast, "let", hours=2, seats=5)
    dates = [make_date(offer), make_date(other, days=31)]
    make_wish(offer, cast.astrid, cast.asger)
    make_wish(other, cast.ellen)
    carla = client_as(cast.carla)
    page = made(carla, *dates)
    few = {f"hours-{offer.id}": "7", f"hours-{other.id}": ""}
    assert carla.post(page, data=asked(page, **few)).status_code == 303
    assert [(row.offer_id, row.hours) for row in db.session.query(DistributionOffer)] == [(offer.id, 7)]
    worked_out(carla, page)
    assert sorted(one.name for one in outcomes(page).values()) == ["SEAT", "SEAT", "WAITING"]
    text = carla.get(f"{page}/dates/{dates[0].pid}").page.text
    assert "De 7 timer, der er at give i »Tilbud dyr«, er givet." in text
    assert carla.get(page).page.first(f"input[@name='hours-{offer.id}']").get("value") == "7"
    assert carla.post(page, data=asked(page, **(few | {f"hours-{offer.id}": ""}))).status_code == 303
    worked_out(carla, page)
    assert set(outcomes(page).values()) == {Outcome.SEAT}


def test_two_who_change_its_seats_at_once_do_not_overwrite_each_other(client_as, cast):
    date = make_date(make_offer(cast, seats=5))
    carla = client_as(cast.carla)
    page = made(carla, date)
    seen = asked(page)
    assert carla.post(page, data=seen | {f"seats-{date.id}": "4"}).status_code == 303
    assert carla.post(page, data=seen | {f"seats-{date.id}": "1"}).status_code == 409
    assert [row.seats for row in found(page).dates] == [4]


def test_every_day_of_a_course_counts_at_the_desk(client_as, cast):
    long, short = make_offer(cast, "lang", seats=5), make_offer(cast, "kort", seats=5)
    first = make_date(long, days=30)
    second = make_date(short, days=31)
    first.further_days = [(today() + timedelta(days=31)).isoformat()]
    make_wish(long, cast.astrid)
    make_wish(short, cast.asger)
    db.session.add(DeskCover(unit_id=cast.tarup.id, most_away=1))
    carla = client_as(cast.carla)
    page = made(carla, first, second)
    worked_out(carla, page)
    assert sorted(one.name for one in outcomes(page).values()) == ["SEAT", "WAITING"]


def test_who_runs_a_course_writes_its_days_and_reads_them_again(client_as, cast):
    offer = make_offer(cast, "lang", cast.asger)
    asger = client_as(cast.asger)
    time = {"on": "2027-03-04", "at": "09:00", "minutes": "60", "place": "Tarup", "seats": ""}
    for wrong in ("i morgen", "3.3.2027", "31.2.2027", " ".join(f"{day}.5.2027" for day in range(1, 32))):
        refused = asger.post(f"/learning/offers/{offer.pid}/dates", data=time | {"later": wrong})
        assert refused.status_code == 400, wrong
        assert refused.page.first("input[@name='later']").get("value") == wrong
    asger.post(f"/learning/offers/{offer.pid}/dates", data=time | {"later": "11.3.2027, 2027-03-05"})
    held = db.session.scalars(db.session.query(type(make_date(offer))).filter_by(place="Tarup").statement).first()
    assert held.later_days == [date(2027, 3, 5), date(2027, 3, 11)]
    assert asger.get(f"/learning/dates/{held.pid}").page.form(f"/learning/dates/{held.pid}")["later"] == [
        "5.3.2027 11.3.2027"
    ]
    assert "5. marts 2027, 11. marts 2027" in asger.get(f"/learning/offers/{offer.pid}").page.text


@pytest.mark.parametrize("over", ["past", "taken off", "called off"])
def test_nothing_is_given_of_what_is_over(client_as, cast, over):
    offer = make_offer(cast, seats=5)
    held = make_date(offer)
    make_wish(offer, cast.astrid)
    carla = client_as(cast.carla)
    page = made(carla, held)
    if over == "past":
        held.starts_at = now() - timedelta(days=1)
    elif over == "taken off":
        offer.taken_off = True
    else:
        held.called_off_at = now()
    db.session.commit()
    worked_out(carla, page)
    assert outcomes(page) == {"Astrid": Outcome.WAITING}


def test_who_says_yes_as_the_last_seat_goes_is_told_that_they_wait(client_as, cast):
    held = make_date(make_offer(cast, seats=1))
    line = make_line(held, cast.astrid)
    make_signup(held, cast.asger)
    astrid = client_as(cast.astrid)
    said = astrid.post(f"/learning/seats/{line.pid}/acceptance", follow_redirects=True).page.text
    mine = db.session.query(Signup).filter_by(person_id=cast.astrid.id).one()
    assert mine.state is SignupState.WAITING
    assert "du står på ventelisten" in said
    assert "Pladsen er din." not in said


def test_the_front_page_says_that_a_seat_is_offered_and_that_a_yes_is_waited_for(client_as, cast):
    make_line(make_date(make_offer(cast)), cast.astrid)
    make_signup(make_date(make_offer(cast, "dyr", price=900)), cast.asger, SignupState.ASKED)
    assert "Du er tilbudt en plads. Svar senest" in client_as(cast.astrid).get("/").page.text
    assert "Asger vil gerne lære noget og venter på dit ja." in client_as(cast.bo).get("/").page.text
    for other in (cast.ellen, cast.emil, cast.carla):
        text = client_as(other).get("/").page.text
        assert "venter på dit ja" not in text
        assert "tilbudt en plads" not in text


def test_a_calendar_is_told_of_every_day_of_a_course(app, cast):
    held = make_date(make_offer(cast))
    held.further_days = [(held.on + timedelta(days=days)).isoformat() for days in (7, 14)]
    signup = make_signup(held, cast.astrid)
    event = Calendar.from_ical(calendar_of(signup, "/learning/signups/x")).events[0]
    last = held.starts_at.astimezone(DENMARK) + timedelta(days=14)
    assert (event["RRULE"]["INTERVAL"], event["RRULE"]["UNTIL"]) == ([7], [last.astimezone(UTC)])
