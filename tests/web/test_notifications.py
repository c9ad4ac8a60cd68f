"""Telling somebody that something waits: a line on their page, and a mail that says no more than that."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from competence.notifications import rules
from competence.notifications.actions import sending, telling
from competence.notifications.models import Notification, OutgoingMail
from competence.people.queries import person_by_email
from competence.signin.actions import accounts
from competence.signin.queries import addresses
from competence.web.clock import now, today
from tests.client import InspectingClient
from tests.make import make_person

WAITING = rules.kind("test.waiting", _l("Noget venter på dig"))


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """A kind of message that only these tests know."""
    monkeypatch.setitem(rules.KINDS, WAITING, rules.Kind(WAITING, "Noget venter på dig"))


def deliver(into=None):
    sent = [] if into is None else into
    sending.deliver(lambda people: addresses(people, today()), sent.append)
    return sent


def waiting(db_session):
    return len(db_session.scalars(select(OutgoingMail)).all())


def test_astrid_finds_it_on_her_page_and_nobody_else_does(client_as, cast):
    telling.notify(cast.astrid.id, WAITING, "/mirrors/1")
    page = client_as(cast.astrid).get("/notifications").page
    assert page.links()["Noget venter på dig"] == "/mirrors/1"
    assert "Noget venter" not in client_as(cast.bo).get("/notifications").page.text


def test_it_is_new_until_she_has_read_it(client_as, cast):
    telling.notify(cast.astrid.id, WAITING, "/")
    telling.notify(cast.bo.id, WAITING, "/")
    hers = client_as(cast.astrid)
    assert "ny" in hers.get("/notifications").page.texts("main//span")
    assert hers.post("/notifications/reading").status_code == 303
    assert "ny" not in hers.get("/notifications").page.texts("main//span")
    assert "ny" in client_as(cast.bo).get("/notifications").page.texts("main//span")


def test_a_kind_nobody_registered_is_a_mistake(cast):
    with pytest.raises(KeyError):
        telling.notify(cast.astrid.id, "never.registered", "/")


def test_the_mail_says_the_same_whatever_it_is_about(app, cast, db_session):
    telling.notify(cast.astrid.id, WAITING, "/mirrors/1")
    db_session.commit()
    (mail,) = deliver()
    assert mail["To"] == "astrid@example.org"
    assert mail["Subject"] == "Kompetencespejl: Noget venter på dig"
    assert mail.get_content() == (
        "Hej\n\nNoget venter på dig\n\nhttp://localhost:5000/mirrors/1\n\n"
        "Venlig hilsen\nKompetencespejl, Odense Bibliotekerne\n"
    )
    assert waiting(db_session) == 0
    assert deliver() == []


def test_a_mail_that_did_not_leave_is_tried_again_after_ten_minutes(cast, db_session):
    telling.notify(cast.astrid.id, WAITING, "/")
    db_session.commit()

    def refuse(_):
        raise smtplib.SMTPServerDisconnected

    assert sending.deliver(lambda people: addresses(people, today()), refuse) == 0
    assert waiting(db_session) == 1
    assert deliver() == []  # somebody may still be sending it
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert len(deliver()) == 1


def test_one_mail_that_is_refused_holds_up_no_other(cast, db_session):
    for person in (cast.astrid, cast.bo):
        telling.notify(person.id, WAITING, "/")
    db_session.commit()
    sent = []

    def refuse_astrid(mail):
        if mail["To"].startswith("astrid"):
            raise smtplib.SMTPRecipientsRefused({})
        sent.append(mail["To"])

    assert sending.deliver(lambda people: addresses(people, today()), refuse_astrid) == 1
    assert sent == ["bo@example.org"]


def test_nobody_who_has_left_is_written_to(cast, db_session):
    telling.notify(cast.ditte.id, WAITING, "/")
    telling.queue_mail(None, accounts.RESET)
    db_session.commit()
    assert deliver() == []
    assert waiting(db_session) == 0


def test_a_mail_that_waited_a_week_is_not_sent(cast, db_session):
    telling.notify(cast.astrid.id, WAITING, "/")
    db_session.commit()
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert deliver() == []
        assert waiting(db_session) == 0


def test_an_invitation_carries_a_link_that_is_made_when_it_is_sent(app, cast, db_session):
    accounts.invite(cast.freja.id, cast.astrid.id)
    db_session.commit()
    (mail,) = deliver()
    link = next(line for line in mail.get_content().splitlines() if "/password/link/" in line)
    assert link.startswith("http://localhost:5000/")
    opened = InspectingClient(app).get(link.removeprefix("http://localhost:5000"))
    assert opened.location == "/password/new"


def test_the_link_in_a_mail_is_ours_whatever_the_request_said(app, cast, db_session, anonymous):
    accounts.open_account(cast.astrid.id)
    asked = anonymous.post("/password/forgot", data={"email": "astrid@example.org"}, headers={"Host": "evil.example"})
    assert asked.status_code == 400
    anonymous.post(
        "/password/forgot", data={"email": "astrid@example.org"}, headers={"X-Forwarded-Host": "evil.example"}
    )
    (mail,) = deliver()
    assert "evil" not in mail.as_string()


@pytest.mark.parametrize("address", ["a@example.org\nBcc: x@evil.example", "a@example.org\r\n\r\nbody"])
def test_no_address_adds_a_header(app, cast, address):
    mail = sending.Waiting(1, cast.astrid.id, WAITING, "/", now(), alone=True)
    with pytest.raises(ValueError, match=r"(?i)header"):
        sending.compose(cast.astrid.id, address, [mail])
    assert person_by_email(address) is None


def test_messages_go_with_the_person(cast, db_session):
    person = make_person("Else Juul")
    telling.notify(person.id, WAITING, "/")
    db_session.commit()
    db_session.delete(person)
    db_session.commit()
    assert db_session.scalars(select(Notification)).all() == []
    assert waiting(db_session) == 0
