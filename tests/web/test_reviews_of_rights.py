"""Twice a year leaders look through who can see what about their people: it is true, is signed, stays as it was."""

import csv
import hashlib
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.access.actor import Role
from competence.db import db
from competence.notifications.models import Notification
from competence.people.models import LeaderRelation
from competence.people.queries import actor_of
from competence.people.reviews.actions import WAITS, due
from competence.people.reviews.models import RightsReview, RightsSheet
from competence.people.reviews.seeing import SEEN, seers
from competence.privacy.erasure.actions import erase
from competence.privacy.erasure.ledger import Rule
from competence.privacy.models import AuditEvent
from competence.web.clock import add_months, today
from tests.house.trail_things import put_to
from tests.make import make_deputy, make_grant, make_leader, make_person

PAGE = "/people/reviews"


@pytest.fixture
def carla(client_as, cast):
    return client_as(cast.carla)


@pytest.fixture
def bo(client_as, cast):
    return client_as(cast.bo)


@pytest.fixture
def sheet(cast):
    return put_to(cast)


def page_of(sheet):
    return f"{PAGE}/sheets/{sheet.pid}"


def told(page):
    """Who can see what, as the page says it: the first cell of each row, and the last."""
    rows = (["".join(cell.itertext()) for cell in row] for row in page.all("main//tbody/tr"))
    return {row[0]: row[-1] for row in rows}


def signed(client, sheet, answer="right", remarks=""):
    (seen,) = client.get(page_of(sheet)).page.all("main//input[@name='seen']")
    form = {"answer": answer, "remarks": remarks, "seen": seen.get("value")}
    return client.post(f"{page_of(sheet)}/signature", data=form)


def test_hr_begins_and_everybody_who_leads_somebody_is_asked(carla, cast):
    begun = carla.post(PAGE, data={"as_of": today().isoformat()})
    assert begun.status_code == 303
    asked = set(db.session.scalars(select(RightsSheet.leader_id)))
    assert asked == {cast.bo.id, cast.emil.id, cast.dorte.id}
    heard = select(Notification.person_id).where(Notification.kind == "review.asked")
    assert set(db.session.scalars(heard)) == asked
    text = carla.get(begun.location).page.text
    assert ("Bo Lund" in text, "Tarup" in text, "Ikke underskrevet" in text) == (True, True, True)


def test_a_day_to_come_or_long_ago_is_refused(carla, cast):
    for day in (today() + timedelta(days=1), add_months(today(), -6) - timedelta(days=1)):
        assert carla.post(PAGE, data={"as_of": day.isoformat()}).status_code == 400
    assert db.session.scalar(select(RightsReview)) is None


def test_the_leader_sees_who_can_see_what(bo, cast, sheet):
    make_deputy(cast.bo, cast.ellen, today() - timedelta(days=1), today() + timedelta(days=9))
    page = bo.get(page_of(sheet)).page
    said = told(page)
    assert {"Astrid Skov", "Asger Bæk"} <= said.keys()
    assert said["Et kompetencespejl, begge har åbnet"] == (
        "Leder: Bo Lund. Stedfortræder: Ellen Å. HR, kun ved at bryde glasset: Carla Holm"
    )
    assert said["Et kompetencespejl, der ikke er åbnet"] == "Ingen"
    assert said["Navn, ansættelse, leder og roller"] == "Systemadministrator: Freja Fjord. HR: Carla Holm"
    assert said["Hvad deres konto har læst om andre"] == "Databeskyttelsesrådgiver: Didrik Damm"
    assert "Gerda" not in page.text, "she led Astrid until the end of 2025"


def test_what_it_says_is_what_the_product_does(client_as, bo, cast, sheet):
    """Whoever stands there with leave may open it, whoever does not may not: asked of the page itself."""
    make_deputy(cast.bo, cast.ellen, today() - timedelta(days=1), today() + timedelta(days=9))
    said = told(bo.get(page_of(sheet)).page)["Fra hvornår til hvornår de har orlov"]
    address = f"/people/{cast.astrid.pid}/leaves"
    for person in (cast.bo, cast.ellen, cast.carla, cast.dorte, cast.emil, cast.freja, cast.didrik, cast.gerda):
        opens = client_as(person).get(address).status_code == 200
        assert opens == (person.name in said), person.name


def test_every_kind_of_thing_can_be_asked_of_everybody(cast):
    actors = [
        actor_of(one.id, today()) for one in (cast.bo, cast.carla, cast.dorte, cast.freja, cast.didrik, cast.emil)
    ]
    assert all(isinstance(seers(what, cast.astrid.id, cast.bo.id, actors), tuple) for what in SEEN)


def test_signed_it_stays_as_it_was(bo, cast, sheet):
    make_deputy(cast.bo, cast.ellen, today() - timedelta(days=1), today() + timedelta(days=9))
    assert signed(bo, sheet).status_code == 303
    before = told(bo.get(page_of(sheet)).page)
    make_grant(cast.ellen, Role.HR)
    db.session.execute(LeaderRelation.__table__.update().values(valid_to=today() - timedelta(days=1)))
    make_grant(cast.bo, Role.HR)  # so that he may still open it
    page = bo.get(page_of(sheet)).page
    assert told(page) == before
    assert "Underskrevet af Bo Lund" in page.text


def test_the_trail_holds_the_hash_of_what_was_signed(bo, cast, sheet):
    signed(bo, sheet)
    (thing,) = db.session.scalars(select(AuditEvent.thing).where(AuditEvent.action == "review.sign"))
    (seen,) = db.session.scalars(select(RightsSheet.shown))
    assert thing == f"sheet {hashlib.sha256(seen.encode()).hexdigest()}"


def test_what_changed_since_it_was_shown_is_not_signed(bo, cast, sheet):
    (seen,) = bo.get(page_of(sheet)).page.all("main//input[@name='seen']")
    make_grant(cast.ellen, Role.HR)
    answer = bo.post(f"{page_of(sheet)}/signature", data={"answer": "right", "seen": seen.get("value")})
    assert (answer.status_code, sheet.signed_at) == (409, None)
    assert signed(bo, sheet).status_code == 303


def test_it_is_signed_once(bo, sheet):
    signed(bo, sheet)
    again = bo.post(f"{page_of(sheet)}/signature", data={"answer": "wrong", "remarks": "Nej.", "seen": "x"})
    assert (again.status_code, sheet.remarks) == (409, "")


def test_what_is_not_right_reaches_hr_who_puts_it_right(bo, carla, cast, sheet):
    assert signed(bo, sheet, "wrong").status_code == 400, "say what"
    signed(bo, sheet, "wrong", "Gerda er ikke stedfortræder mere.")
    heard = select(Notification.person_id).where(Notification.kind == "review.remarked")
    assert list(db.session.scalars(heard)) == [cast.carla.id]
    assert "Gerda er ikke stedfortræder mere." in carla.get(page_of(sheet)).page.text
    assert "Noget passer ikke" in carla.get(f"{PAGE}/{sheet.review.pid}").page.text
    assert carla.post(f"{page_of(sheet)}/handling").status_code == 303
    assert "Noget passer ikke" not in carla.get(f"{PAGE}/{sheet.review.pid}").page.text


def test_who_has_not_signed_after_two_weeks_is_reminded_once_signed_no_more(app, bo, cast, sheet):
    later = today() + timedelta(days=14)
    with app.test_request_context():
        assert list(due(later - timedelta(days=1))) == []
        assert [(one.person_id, one.kind) for one in due(later)] == [(cast.bo.id, WAITS)]
    signed(bo, sheet)
    with app.test_request_context():
        assert list(due(later)) == []


def test_who_leads_nobody_any_more_is_not_reminded_of_a_page_they_may_not_open(app, bo, cast, sheet):
    later = today() + timedelta(days=14)
    for relation in db.session.scalars(select(LeaderRelation).where(LeaderRelation.leader_id == cast.bo.id)):
        relation.valid_to = today()
    db.session.commit()
    with app.test_request_context():
        assert cast.bo.id not in {one.person_id for one in due(later)}


def test_the_front_page_asks_the_leader_to_sign_and_hr_to_begin_when_half_a_year_has_gone(bo, carla, cast, sheet):
    begin, look = "Begynd en gennemgang", "Se og skriv under"
    assert look in bo.get("/").page.text
    assert begin not in carla.get("/").page.text
    sheet.review.as_of = add_months(today(), -6)
    db.session.flush()
    assert begin in carla.get("/").page.text
    signed(bo, sheet)
    assert look not in bo.get("/").page.text


def test_the_file_holds_what_was_shown_and_not_what_was_written(bo, carla, cast, sheet):
    signed(bo, sheet, "wrong", "Gerda er ikke stedfortræder mere.")
    where, form = f"{PAGE}/{sheet.review.pid}/file", {"reason": "Datatilsynet beder om den."}
    answer = carla.post(where, data=form | {"kind": "csv"})
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert ["Astrid Skov" in row for row in rows].count(True) == 1
    assert any(row[0] == "Bo Lund" and "Leder: Bo Lund" in row[-1] for row in rows if row)
    assert "Gerda" not in answer.text
    assert carla.post(where, data=form).data[:2] == b"PK"


def test_an_erased_person_has_no_name_in_what_was_signed(bo, cast, sheet):
    signed(bo, sheet)
    (shown,) = db.session.scalars(select(RightsSheet.shown))
    assert "Astrid" not in shown
    assert "Astrid" in bo.get(page_of(sheet)).page.text
    erase([cast.astrid.id], today(), Rule.ASKED)
    page = bo.get(page_of(sheet)).page
    assert ("Astrid" in page.text, "Asger" in page.text) == (False, True)


def test_it_takes_as_many_statements_however_many_are_led(bo, cast, sheet, statements):
    bo.get(page_of(sheet))
    with statements() as few:
        bo.get(page_of(sheet))
    for number in range(10):
        make_leader(cast.bo, make_person(f"Navn {number}"), start=today() - timedelta(days=30))
    db.session.flush()
    with statements() as many:
        bo.get(page_of(sheet))
    assert len(many) == len(few)
