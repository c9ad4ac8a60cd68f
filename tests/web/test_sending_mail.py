"""Mails leave through a real server: encrypted, in Danish, with a calendar's part; and what happens if it will not."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from competence.db import db
from competence.notifications import rules
from competence.notifications.actions import telling
from competence.notifications.calendar import Event, invitation
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import Goes
from competence.web.clock import now
from tests.mail_server import PASSWORD, PostOffice, serving_mail

SHARED, TALK, MOVED = "test.shared", "test.talk", "test.moved"
SOON = timedelta(minutes=11)  # when a mail that did not leave is tried again
STAMP = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def for_the_calendar(person_id: int, url: str) -> bytes | None:
    if url == "/over":
        return None
    at = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
    about = "Samtale", "Café Ægir", f"https://spejl.example.org{url}"
    people = ("Bo Lund", "spejl@example.org"), ("Åse Øst", "aase@example.org")
    return invitation(Event(f"{person_id}@example.org", 1, at, 60, *about, *people, STAMP), cancelled=url == "/off")


# The server of the tests does not know that a connection encrypted from the first byte is encrypted.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Kinds of messages that only these tests know."""
    for kind in (
        rules.Kind(SHARED, "Din leder har åbnet jeres fælles blik på året"),
        rules.Kind(TALK, "Du er inviteret til en samtale", attach=for_the_calendar),
        rules.Kind(MOVED, "Årets næste skridt er flyttet"),
    ):
        monkeypatch.setitem(rules.KINDS, kind.name, kind)


@pytest.fixture
def send(app, monkeypatch):
    """Return a function that runs `flask send-mail` with a server's settings."""

    def run(settings):
        db.session.commit()
        for name, value in settings.items():
            monkeypatch.setitem(app.config, name, value)
        ran = app.test_cli_runner().invoke(args=["send-mail"])
        db.session.expire_all()
        return ran

    return run


def waiting():
    return len(db.session.scalars(select(OutgoingMail)).all())


@pytest.mark.parametrize(
    ("encryption", "sign_in"), [("none", False), ("starttls", False), ("starttls", True), ("tls", True)]
)
def test_a_mail_arrives_in_danish_by_every_way_a_server_wants(cast, send, encryption, sign_in):
    telling.notify(cast.astrid.id, SHARED, "/assessments/1")
    office = PostOffice()
    with serving_mail(office, encryption, sign_in=sign_in) as settings:
        assert send(settings).stdout == "1 mails sent.\n"
    (mail,) = office.mails
    assert mail["Subject"] == "Kompetencespejl: Din leder har åbnet jeres fælles blik på året"
    assert (mail["From"], mail["To"]) == ("kompetencespejl@example.org", "astrid@example.org")
    assert "Din leder har åbnet jeres fælles blik på året\n" in mail.get_content().replace("\r\n", "\n")
    assert abs(parsedate_to_datetime(mail["Date"]) - now()) < timedelta(minutes=1)
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert office.encrypted == [encryption != "none"]
    assert waiting() == 0


def test_the_mail_of_a_day_arrives_with_its_sentences_and_one_link(cast, send):
    for kind, url in ((SHARED, "/assessments/1"), (MOVED, "/talks/2"), (MOVED, "/talks/3")):
        telling.queue_mail(cast.astrid.id, kind, url, Goes.TOGETHER)
    office = PostOffice()
    with serving_mail(office) as settings:
        send(settings)
    (mail,) = office.mails
    text = mail.get_content().replace("\r\n", "\n")
    assert "- Din leder har åbnet jeres fælles blik på året\n\n- Årets næste skridt er flyttet\n\n" in text
    assert text.count("http://") == 1
    assert "Åse" not in text


@pytest.mark.parametrize(("url", "method"), [("/talks/1", "REQUEST"), ("/off", "CANCEL")])
def test_an_invitation_arrives_as_a_part_for_the_calendar_and_as_a_file(cast, send, url, method):
    telling.notify(cast.astrid.id, TALK, url, required=True)
    office = PostOffice()
    with serving_mail(office) as settings:
        send(settings)
    (mail,) = office.mails
    assert mail.get_content_type() == "multipart/mixed"
    alternatives, file = mail.iter_parts()
    plain, calendar = alternatives.iter_parts()
    assert "Du er inviteret til en samtale" in plain.get_content()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", method)
    assert calendar.get_content_charset() == "utf-8"
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "samtale.ics")
    read = Calendar.from_ical(calendar.get_content())
    assert Calendar.from_ical(file.get_content()) == read
    (talk,) = read.walk("VEVENT")
    assert (read["METHOD"], talk["LOCATION"], talk["ATTENDEE"].params["CN"]) == (method, "Café Ægir", "Åse Øst")


def test_a_talk_that_has_no_place_in_a_calendar_any_more_is_a_plain_mail(cast, send):
    telling.notify(cast.astrid.id, TALK, "/over", required=True)
    office = PostOffice()
    with serving_mail(office) as settings:
        send(settings)
    assert office.mails[0].get_content_type() == "text/plain"


def test_an_invitation_that_cannot_be_made_holds_up_no_other_mail(cast, send, monkeypatch):
    def broken(_, __):
        raise LookupError

    monkeypatch.setitem(rules.KINDS, TALK, rules.Kind(TALK, "Du er inviteret til en samtale", attach=broken))
    telling.notify(cast.astrid.id, TALK, "/talks/1", required=True)
    telling.notify(cast.bo.id, SHARED, "/")
    office = PostOffice()
    with serving_mail(office) as settings:
        assert send(settings).stdout.endswith("1 mails sent.\n")
    assert (office.to, waiting()) == (["bo@example.org"], 1)


def test_the_outbox_holds_no_word_of_the_invitation(cast):
    telling.notify(cast.astrid.id, TALK, "/talks/1", required=True)
    db.session.flush()
    row = db.session.scalars(select(OutgoingMail)).one()
    values = " ".join(str(getattr(row, column.name)) for column in OutgoingMail.__table__.columns)
    assert not {"Ægir", "Åse", "example.org"} & set(values.replace("@", " ").split())


def test_whom_the_server_refuses_waits_and_holds_up_no_other(cast, send):
    for person in (cast.astrid, cast.bo, cast.dorte):
        telling.notify(person.id, SHARED, "/")
    office = PostOffice(refuses=("bo@example.org",))
    with serving_mail(office) as settings:
        assert send(settings).stdout == "2 mails sent.\n"
        assert office.to == ["astrid@example.org", "dorte@example.org"]
        office.refuses = ()
        assert send(settings).stdout == "0 mails sent.\n"  # not at once again
        with time_machine.travel(now() + SOON):
            assert send(settings).stdout == "1 mails sent.\n"
    assert office.to[2:] == ["bo@example.org"]
    assert waiting() == 0


def test_a_server_that_hangs_up_before_it_took_a_mail_loses_and_doubles_none(cast, send):
    everybody = [cast.astrid, cast.bo, cast.carla, cast.dorte]
    for person in everybody:
        telling.notify(person.id, SHARED, "/")
    office = PostOffice(hangs_up=lambda offered: "before" if offered == 1 else "")
    with serving_mail(office) as settings:
        assert send(settings).stdout == "3 mails sent.\n"
        with time_machine.travel(now() + SOON):
            assert send(settings).stdout == "1 mails sent.\n"
    assert sorted(office.to) == sorted(person.email for person in everybody)


def test_a_server_that_hangs_up_after_it_took_a_mail_gets_it_again_under_the_same_name(cast, send):
    """SMTP has no word for this: nobody can know that the mail was taken. Better twice than never."""
    for person in (cast.astrid, cast.bo):
        telling.notify(person.id, SHARED, "/")
    office = PostOffice(hangs_up=lambda offered: "after" if offered == 0 else "")
    with serving_mail(office) as settings:
        assert send(settings).stdout == "1 mails sent.\n"
        with time_machine.travel(now() + SOON):
            assert send(settings).stdout == "1 mails sent.\n"
    assert office.to == ["astrid@example.org", "bo@example.org", "astrid@example.org"]
    first, other, again = (mail["Message-ID"] for mail in office.mails)
    assert first == again != other


def test_a_server_that_dies_for_good_in_the_middle_leaves_the_rest_waiting(cast, send):
    for person in (cast.astrid, cast.bo, cast.carla):
        telling.notify(person.id, SHARED, "/")
    office = PostOffice(hangs_up=lambda offered: "" if offered == 0 else "before")
    with serving_mail(office) as settings:
        send(settings)
    assert waiting() == 2
    assert office.to == ["astrid@example.org"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"MAIL_ENCRYPTION": "starttls"}, "STARTTLS extension not supported"),
        ({"MAIL_ENCRYPTION": "perhaps"}, "starttls, tls or none"),
        ({"MAIL_USER": "spejl"}, "not sent without encryption"),
        ({"MAIL_SERVER": "127.0.0.1:1"}, "127.0.0.1"),
    ],
)
def test_settings_that_do_not_fit_are_said_and_every_mail_waits(cast, send, wrong, says):
    telling.notify(cast.astrid.id, SHARED, "/")
    office = PostOffice()
    with serving_mail(office) as settings:
        ran = send(settings | wrong)
    assert ran.exit_code == 1
    assert says in ran.output
    assert (waiting(), office.mails) == (1, [])


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_server_whose_certificate_nobody_trusts_gets_no_mail_and_no_password(cast, send, encryption):
    telling.notify(cast.astrid.id, SHARED, "/")
    office = PostOffice()
    with serving_mail(office, encryption, sign_in=True) as settings:
        ran = send(settings | {"MAIL_CERTIFICATE": ""})
    assert "certificate verify failed" in ran.output
    assert office.mails == []


def test_a_wrong_password_is_said_without_saying_it(cast, send):
    telling.notify(cast.astrid.id, SHARED, "/")
    office = PostOffice()
    with serving_mail(office, "starttls", sign_in=True) as settings:
        ran = send(settings | {"MAIL_PASSWORD": PASSWORD + "!"})
    assert ran.exit_code == 1
    assert PASSWORD not in ran.output
    assert (waiting(), office.mails) == (1, [])
