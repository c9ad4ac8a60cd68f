"""A form that is sent again: its work is done once, and whoever sent it is led where it led, whatever came between."""

import re
import secrets
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Response
from sqlalchemy import select

from competence.db import db
from competence.learning.helping.models import HelpRequest
from competence.notifications.queries import rhythm_of
from competence.notifications.rules import Rhythm
from competence.people.models import RoleGrant
from competence.privacy import audit
from competence.privacy.trail import actions as trail
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.privacy.trail.rules.chain import read_head
from competence.signin.actions import words
from competence.signin.actions.accounts import new_link
from competence.signin.idempotency import KEY
from competence.signin.models import IdempotencyKey
from competence.signin.rules import Purpose
from competence.signin.sessions import DatabaseSessions
from competence.web.clock import now, today
from tests.upward import make_topic, sheet_of
from tests.web.signing import ANOTHER, PASSWORD, give_password

PAGE = "/learning/help"
ASKED = {"kind": "FACILITATION", "about": "READING_CIRCLE", "title": "Læsekreds i Tarup", "what": "Led de to første."}
NEW = {"name": "Ove", "email": "ove@example.org", "unit": "tarup", "role_profile": "", "valid_from": "2026-12-01"}


@pytest.fixture
def astrid(cast, client_as):
    return client_as(cast.astrid)


def filled(client, **changes):
    """Return what a browser sends for the form that asks for help."""
    shown = {name: values[0] for name, values in client.get(f"{PAGE}/new").page.form(PAGE).items()}
    return shown | ASKED | changes


def asked():
    return db.session.query(HelpRequest).count()


def keys():
    return list(db.session.scalars(select(IdempotencyKey)))


def test_a_double_click_makes_one_thing_and_leads_to_it(astrid):
    form = filled(astrid)
    first, second = astrid.post(PAGE, data=form), astrid.post(PAGE, data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location
    assert asked() == 1
    said = astrid.get(second.location).page.all("div[@class='messages']/p")
    assert len(said) == 1, "what was done is said once"


def test_every_page_has_a_key_of_its_own(astrid):
    assert astrid.post(PAGE, data=filled(astrid)).location != astrid.post(PAGE, data=filled(astrid)).location
    assert asked() == 2


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "æ" * 22], ids=ascii)
def test_without_a_key_each_is_done(key, astrid):
    form = ASKED if key is None else ASKED | {KEY: key}
    assert [astrid.post(PAGE, data=form).status_code for _twice in range(2)] == [303, 303]
    assert (asked(), keys()) == (2, [])


def test_another_person_with_the_same_key_does_their_own(astrid, cast, client_as):
    form = ASKED | {KEY: secrets.token_urlsafe(16)}
    hers = astrid.post(PAGE, data=form)
    his = client_as(cast.asger).post(PAGE, data=form)
    assert (his.status_code, his.location == hers.location, asked()) == (303, False, 2)


def test_the_same_key_at_another_address_does_its_own_work(astrid):
    form = filled(astrid)
    page = astrid.post(PAGE, data=form).location
    assert astrid.post(f"{page}/closing", data=form).status_code == 303
    assert db.session.scalars(select(HelpRequest)).one().closed_at is not None
    assert len(keys()) == 2


def test_other_words_on_a_page_gone_back_to_are_no_second_click(astrid):
    form = filled(astrid)
    astrid.post(PAGE, data=form)
    assert astrid.post(PAGE, data=form | {"title": "Skriveværksted"}).status_code == 303
    assert {one.title for one in db.session.scalars(select(HelpRequest))} == {ASKED["title"], "Skriveværksted"}


def test_what_was_chosen_first_is_chosen_again_on_a_page_gone_back_to(astrid, cast):
    """A second click is what was done last; a refusal in between changes nothing of that."""
    page, here, elsewhere = "/notifications/preferences", secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    sent = ((here, "DAILY", 303), (here, "NEVER", 303), (here, "DAILY", 303), (here, "HOURLY", 400))
    for key, rhythm, status in sent:
        assert astrid.post(page, data={"rhythm": rhythm, KEY: key}).status_code == status
    assert (rhythm_of(cast.astrid.id), len(keys())) == (Rhythm.DAILY, 1)
    for key, rhythm in ((elsewhere, "NEVER"), (here, "DAILY")):
        assert astrid.post(page, data={"rhythm": rhythm, KEY: key}).status_code == 303
    assert rhythm_of(cast.astrid.id) is Rhythm.NEVER


def test_while_a_file_is_looked_at_nothing_is_held(cast, client_as):
    """It takes seconds, and others want to write; what is looked at twice waits twice for a yes."""
    carla, form = client_as(cast.carla), {"kind": "people", KEY: secrets.token_urlsafe(16)}
    for name in ("ny", "ny", "anden"):
        file = f"email;navn;enhed\n{name}@example.org;{name};tarup\n".encode()
        assert carla.post("/admin/imports", data=form | {"file": (BytesIO(file), "people.csv")}).status_code == 303
        assert keys() == []


def test_a_refused_form_keeps_no_key_and_is_corrected_with_the_same(astrid):
    form = filled(astrid, title="")
    assert [astrid.post(PAGE, data=form).status_code for _twice in range(2)] == [400, 400]
    assert keys() == []
    assert astrid.post(PAGE, data=form | ASKED).status_code == 303
    assert asked() == 1


def test_a_conflict_keeps_no_key(cast, client_as):
    carla = client_as(cast.carla)
    form = NEW | {KEY: secrets.token_urlsafe(16)}
    address = f"/people/{cast.astrid.pid}"
    old = {"name": "Astrid Ny", "version": "0", KEY: form[KEY]}
    assert [carla.post(address, data=old).status_code for _twice in range(2)] == [409, 409]
    assert keys() == []


def test_what_broke_off_can_be_sent_again(astrid, monkeypatch):
    form, record = filled(astrid), audit.record

    def breaks_off(*_told, **_more):
        raise KeyError("on the way")

    monkeypatch.setattr(audit, "record", breaks_off)
    with pytest.raises(KeyError):
        astrid.post(PAGE, data=form)
    assert (asked(), keys()) == (0, [])
    monkeypatch.setattr(audit, "record", record)
    assert astrid.post(PAGE, data=form).status_code == 303
    assert asked() == 1


def nowhere(*_):
    raise KeyError("on the way")


def broken(*_):
    return Response("?", 500, mimetype="text/plain")


@pytest.mark.parametrize("answer", [nowhere, broken])
def test_what_broke_off_after_it_was_committed_is_not_half_there(answer, astrid, monkeypatch):
    """The view committed, and then its answer failed: what it did and the key go together."""
    form = filled(astrid)
    with monkeypatch.context() as patch, suppress(KeyError):
        patch.setattr("competence.learning.helping.views.redirect", answer)
        assert astrid.post(PAGE, data=form).status_code == 500
    assert (asked(), keys()) == (0, [])
    assert astrid.post(PAGE, data=form).status_code == 303
    assert asked() == 1


def test_no_head_of_the_trail_is_told_of_what_is_not_kept(astrid, monkeypatch, caplog):
    """It would say for ever that the trail was cut off."""
    monkeypatch.setattr(trail, "EVERY", 1)
    form = filled(astrid)
    with monkeypatch.context() as patch:
        patch.setattr("competence.learning.helping.views.redirect", broken)
        astrid.post(PAGE, data=form)
    assert heads_told(caplog) == []
    astrid.post(PAGE, data=form)
    assert len(heads_told(caplog)) == 1
    assert verify(trail_key(), [read_head(line) for line in heads_told(caplog)]).faults == ()


def heads_told(caplog):
    return [line.getMessage() for line in caplog.records if line.name == "competence.trail"]


def test_a_view_that_begins_anew_before_it_saves_keeps_its_key(cast, astrid):
    """The page of a link from a mail lets go of what it read, so that nobody waits while a password is hashed."""
    give_password(cast.astrid)
    token = new_link(cast.astrid.id, Purpose.RESET)
    db.session.commit()
    astrid.get(f"/password/link/{token}")
    form = {"new_password": ANOTHER, "again": ANOTHER, KEY: secrets.token_urlsafe(16)}
    first, second = (astrid.post("/password/new", data=form) for _twice in range(2))
    assert (first.status_code, second.status_code, second.location) == (303, 303, first.location)
    assert len(keys()) == 1


def test_a_form_that_keeps_nothing_may_be_sent_as_often_as_one_likes(astrid):
    """The language, chosen there and back on a page that was gone back to."""
    key = secrets.token_urlsafe(16)
    for language, said in (("en", "Your development"), ("da", "Din udvikling"), ("en", "Your development")):
        answer = astrid.post("/language", data={"language": language, "back": "/", KEY: key})
        assert (answer.status_code, keys()) == (303, [])
        assert said in astrid.get("/").page.text


def test_an_answer_that_never_came_is_asked_for_again_and_nothing_is_done_twice(astrid, monkeypatch):
    """Killed when all was kept and nothing answered yet."""

    def killed(*_):
        raise KeyboardInterrupt

    form, save = filled(astrid), DatabaseSessions.save_session
    monkeypatch.setattr(DatabaseSessions, "save_session", killed)
    with pytest.raises(KeyboardInterrupt):
        astrid.post(PAGE, data=form)
    monkeypatch.setattr(DatabaseSessions, "save_session", save)
    assert asked() == 1
    again = astrid.post(PAGE, data=form)
    assert (again.status_code, asked()) == (303, 1)
    assert astrid.get(again.location).page.h1 == ASKED["title"]


def test_who_is_sent_to_confirm_who_they_are_has_not_sent_it_yet(cast, client_as, monkeypatch):
    frejas, form = client_as(cast.freja), {"role": "HR", "reason": "Orlov", KEY: secrets.token_urlsafe(16)}
    give_password(cast.freja)
    address, before = f"/people/{cast.astrid.pid}/roles", db.session.query(RoleGrant).count()
    with time_machine.travel(now() + timedelta(minutes=6)):
        for _twice in range(2):  # a page gone back to without confirming
            assert frejas.post(address, data=form).location.startswith("/signin/confirm")
            assert keys() == []
        assert frejas.post("/signin/confirm", data={"password": PASSWORD}).status_code == 303
        assert frejas.post(address, data=form).location == f"/people/{cast.astrid.pid}"
    assert db.session.query(RoleGrant).count() == before + 1


def test_a_form_that_carries_a_key_costs_two_statements_more(astrid, statements):
    astrid.get(f"{PAGE}/new")
    with statements() as without:
        astrid.post(PAGE, data=ASKED)
    with statements() as with_key:
        astrid.post(PAGE, data=ASKED | {KEY: secrets.token_urlsafe(16)})
    assert len(with_key) == len(without) + 2
    assert len(with_key.selects) == len(without.selects)


def test_a_row_tells_neither_who_nor_where_nor_when(astrid, cast):
    form = filled(astrid)
    place = astrid.post(PAGE, data=form).location
    (row,) = keys()
    told = f"{row.fingerprint} {row.place} {row.day}"
    assert row.day == today()
    assert not {form[KEY], place, place.rpartition("/")[2], ASKED["title"]} & set(re.split(r"[ |]", told))
    assert set(IdempotencyKey.__table__.columns.keys()) == {"fingerprint", "place", "day"}


def test_keys_go_after_a_day(astrid):
    astrid.post(PAGE, data=filled(astrid))
    for days, kept in ((1, 1), (2, 0)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            words.tidy()
        assert len(keys()) == kept, days


def test_who_answers_anonymously_leaves_no_row_even_with_a_key(cast, client_as):
    topic = make_topic(cast.bo, cast.astrid, cast.asger)
    sheet, astrid, bo = sheet_of(topic, cast.astrid), client_as(cast.astrid), client_as(cast.bo)
    page, result = f"/upward/sheets/{sheet.id}", f"/upward/results/{topic.pid}"
    own = bo.get(result).page
    for shown, address in ((astrid.get(page).page, page), (astrid.get(page).page, f"{page}/emptying")):
        assert KEY not in shown.form(address)
    assert [form.get("action") for form in own.all("form") if KEY in own.form(form.get("action", ""))] == []
    for client, address in ((astrid, page), (astrid, f"{page}/emptying"), (bo, f"{result}/own")):
        client.post(address, data={"up.01": "2", KEY: secrets.token_urlsafe(16)})
    assert keys() == []


def test_before_anybody_is_signed_in_no_form_carries_a_key(anonymous):
    for page in ("/signin", "/password/forgotten"):
        assert KEY not in anonymous.get(page).get_data(as_text=True)
    anonymous.post("/signin", data={"email": "astrid@example.org", "password": "x", KEY: secrets.token_urlsafe(16)})
    assert keys() == []
