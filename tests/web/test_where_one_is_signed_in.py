"""Everybody sees where they are signed in and ends what they do not know; an administrator ends somebody's."""

from datetime import timedelta

from sqlalchemy import select

from competence.notifications.models import OutgoingMail
from competence.privacy.models import AuditEvent
from tests.client import InspectingClient
from tests.web.proving import is_in
from tests.web.signing import give_password, sign_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def browser(app, agent):
    client = InspectingClient(app)
    client.environ_base["HTTP_USER_AGENT"] = agent
    sign_in(client, "astrid@example.org")
    return client


def endings(client):
    return [form.get("action") for form in client.get("/signin/sessions").page.all("td/form")]


def test_she_sees_each_browser_with_its_last_minute_and_ends_one(app, cast, clock):
    give_password(cast.astrid)
    phone = browser(app, SAFARI)
    clock.shift(timedelta(minutes=7, seconds=20))
    desk = browser(app, FIREFOX)
    assert desk.get("/signin/sessions").page.table() == [
        ["Browser", "Sidst brugt", "Handling"],
        ["Firefox, Windows", "23. november 2026, 12.07", "Den, du bruger nu"],
        ["Safari, iPhone", "23. november 2026, 12.00", "Log ud dér"],
    ]
    (ending,) = endings(desk)
    assert desk.post(ending).status_code == 303
    assert not is_in(phone)
    assert is_in(desk)


def test_she_ends_all_others_at_once(app, cast, clock):
    give_password(cast.astrid)
    others, desk = [browser(app, SAFARI) for _ in range(3)], browser(app, FIREFOX)
    assert desk.post("/signin/sessions/ending").status_code == 303
    assert [is_in(one) for one in (*others, desk)] == [False, False, False, True]


def test_nobody_ends_anothers_and_nobody_guesses(app, cast, clock, client_as):
    give_password(cast.astrid)
    phone, desk = browser(app, SAFARI), browser(app, FIREFOX)
    (ending,) = endings(desk)
    bo = client_as(cast.bo)
    assert bo.post(ending).status_code == 404
    assert desk.post("/signin/sessions/" + "_" * 16 + "/ending").status_code == 404
    assert desk.post("/signin/sessions/%25/ending").status_code == 404
    assert is_in(phone)


def test_an_administrator_ends_somebodys_and_it_is_told_and_written_down(app, cast, clock, client_as, db_session):
    give_password(cast.astrid)
    phone, freja = browser(app, SAFARI), client_as(cast.freja)
    where = f"/signin/sessions/of/{cast.astrid.pid}/ending"
    assert freja.get("/accounts?q=astrid").page.form(where)
    assert freja.post(where).status_code == 303
    assert not is_in(phone)
    assert is_in(freja)
    assert db_session.scalars(select(OutgoingMail.kind)).all() == ["session.ended"]
    seen = select(AuditEvent.actor_id).where(
        AuditEvent.action == "session.ended", AuditEvent.subject_id == cast.astrid.id
    )
    assert db_session.scalars(seen).all() == [cast.freja.id]
