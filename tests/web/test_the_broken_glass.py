"""HR reads what one person and their leader opened, for a reason and half an hour; the person is told at once."""

from datetime import date, datetime, timedelta

import pytest
from time_machine import travel

from competence.access.actor import Role
from competence.conversations.rules import steps
from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.people.glass.actions import due
from competence.people.glass.models import Glass
from competence.people.models import RoleGrant
from competence.plans.rules.states import State
from competence.privacy.models import AuditEvent, AuditWords
from competence.web.clock import DENMARK, now
from tests.acting import opened_mirror
from tests.factors import code_of, make_app
from tests.make import make_answer, make_conversation, make_grant, make_mirror, make_restriction, make_view
from tests.plans import make_agreement, make_plan
from tests.talks import Talk, make_note
from tests.web.proving import fresh, prove
from tests.web.signing import give_password

PAGE = "/privacy/glass"
REASON = "Fagforeningen beder os se aftalen igennem."
NOTE = "Det talte de to om."


@pytest.fixture
def carla(client_as, cast):
    """Carla of HR, who has just signed in."""
    return client_as(cast.carla)


@pytest.fixture
def things(cast):
    """What Astrid and Bo have, by address: opened to each other, and not."""
    opened = opened_mirror(cast, None, {1: (4, 3)}).page
    sealed = make_mirror(cast.astrid, cast.version)
    make_answer(make_view(sealed, cast.astrid), cast.version.competences[0])
    signed, draft = make_plan(cast.astrid, cast.bo, State.APPROVED), make_plan(cast.astrid, cast.bo, State.DRAFT)
    make_agreement(signed)
    held = make_conversation(cast.astrid, cast.bo, state=steps.State.HELD)
    make_note(Talk(held), cast.bo, NOTE)
    planned = make_conversation(cast.astrid, cast.bo)
    db.session.flush()
    return {
        "open": [opened, f"/plans/{signed.pid}/paper", f"/conversations/{held.pid}"],
        "closed": [
            f"/assessments/{sealed.pid}",
            f"/plans/{signed.pid}",
            f"/plans/{draft.pid}",
            f"/plans/{draft.pid}/paper",
            f"/conversations/{planned.pid}",
            f"/conversations/{held.pid}/preparation",
            f"/conversations/{held.pid}/notes",
        ],
    }


def break_it(carla, person, reason=REASON):
    return carla.post(PAGE, data={"email": person.email, "reason": reason})


def answers(client, addresses):
    return [client.get(address).status_code for address in addresses]


def test_hr_reads_nothing_before_and_what_the_two_opened_after(carla, cast, things):
    assert set(answers(carla, things["open"] + things["closed"])) == {404}
    broken = break_it(carla, cast.astrid)
    assert broken.status_code == 303
    assert answers(carla, things["open"]) == [200, 200, 200]
    assert set(answers(carla, things["closed"])) == {404}


def test_a_held_talk_opens_without_its_notes(carla, client_as, cast, things):
    break_it(carla, cast.astrid)
    talk = things["open"][2]
    assert NOTE in client_as(cast.astrid).get(talk).page.text
    page = carla.get(talk)
    assert (page.status_code, NOTE in page.page.text) == (200, False)


def test_the_page_lists_what_can_be_read_and_nothing_else(carla, cast, things):
    page = carla.get(break_it(carla, cast.astrid).location).page
    found = {link.get("href") for link in page.all("main//li/a")}
    assert found == set(things["open"])
    assert REASON in page.text


def test_after_thirty_minutes_everything_is_refused_again(client_as, cast, things):
    with travel(datetime(2026, 11, 27, 10, 0, tzinfo=DENMARK), tick=False) as clock:
        carla = client_as(cast.carla)
        shown = break_it(carla, cast.astrid).location
        for minutes in (10, 10, 9):  # a session of HR's does not idle for long
            clock.shift(timedelta(minutes=minutes))
            assert answers(carla, [*things["open"], shown]) == [200, 200, 200, 200]
        clock.shift(timedelta(minutes=1))
        assert set(answers(carla, [*things["open"], shown])) == {404}


def test_it_is_over_at_once_when_hr_is_done(carla, cast, things):
    shown = break_it(carla, cast.astrid).location
    assert carla.post(f"{shown}/end").status_code == 303
    assert set(answers(carla, [*things["open"], shown])) == {404}
    assert break_it(carla, cast.astrid).status_code == 303
    assert answers(carla, [*things["open"], shown]) == [200, 200, 200, 404], "the first one is over all the same"


def test_it_opens_one_person_at_a_time(carla, cast, things):
    break_it(carla, cast.asger)
    assert set(answers(carla, things["open"])) == {404}
    again = break_it(carla, cast.astrid)
    assert (again.status_code, "allerede brudt glasset" in again.page.text) == (409, True)


def test_one_that_is_shut_since_its_person_restricted_the_use_keeps_hr_from_no_other(carla, cast, things):
    """Its page is shut, so she cannot be done with it; once Astrid lifts the restriction it opens beside no other."""
    shut = break_it(carla, cast.astrid).location
    restriction = make_restriction(cast.astrid, now())
    assert shut not in carla.get(PAGE).page.links().values()
    other = break_it(carla, cast.asger)
    assert other.status_code == 303
    restriction.ends_at = now()
    db.session.flush()
    assert set(answers(carla, [*things["open"], shut])) == {404}
    assert carla.get(other.location).status_code == 200


def test_it_opens_nothing_to_anybody_else_in_hr(carla, client_as, cast, things):
    make_grant(cast.ellen, Role.HR)
    ellen = client_as(cast.ellen)
    shown = break_it(carla, cast.astrid).location
    assert set(answers(ellen, [*things["open"], shown])) == {404}


def test_whoever_loses_the_role_reads_nothing_more(carla, cast, things):
    break_it(carla, cast.astrid)
    (grant,) = db.session.query(RoleGrant).filter_by(person_id=cast.carla.id, role=Role.HR)
    grant.valid_to = date(2026, 1, 2)
    make_grant(cast.carla, Role.MED)
    assert set(answers(carla, things["open"])) == {404}


def test_hr_can_change_nothing_behind_the_glass(carla, cast, things):
    break_it(carla, cast.astrid)
    mirror, _paper, talk = things["open"]
    for address in (f"{mirror}/talk", f"{mirror}/sharing", f"{talk}/cancellation", f"{talk}/takeover"):
        assert carla.post(address).status_code == 404, address


def test_the_person_is_told_at_once_with_the_reason_and_every_page_that_is_opened(carla, client_as, cast, things):
    break_it(carla, cast.astrid)
    assert db.session.query(Notification).filter_by(person_id=cast.astrid.id, kind="glass.broken").count() == 1
    (mail,) = db.session.query(OutgoingMail).filter_by(person_id=cast.astrid.id, kind="glass.broken")
    assert mail.required
    answers(carla, things["open"])
    page = client_as(cast.astrid).get("/privacy/looks").page
    assert {row[2] for row in page.table()[1:]} == {"Det, HR har begrundet"}, "not a talk: that is the leader's purpose"
    assert REASON in page.text
    rows = ["".join(row.itertext()) for row in page.all("tbody/tr")]
    assert len([row for row in rows if "HR, med en begrundelse: Carla Holm" in row]) == 3


def test_the_reason_is_kept_apart_from_the_trail(carla, cast):
    break_it(carla, cast.astrid)
    (event,) = db.session.query(AuditEvent).filter_by(action="glass.break")
    assert (event.actor_id, event.subject_id) == (cast.carla.id, cast.astrid.id)
    assert [one.words for one in db.session.query(AuditWords).filter_by(event_id=event.id)] == [REASON]


def test_without_saying_once_more_who_it_is_nothing_is_broken(client_as, cast):
    with travel(datetime(2026, 11, 27, 10, 0, tzinfo=DENMARK), tick=False) as clock:
        carla = client_as(cast.carla)
        clock.shift(timedelta(minutes=6))
        answer = break_it(carla, cast.astrid)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/signin/confirm")
    assert db.session.query(Glass).count() == 0


def test_where_the_house_asks_for_second_factors_the_glass_takes_one_passed_in_this_session(
    app, carla, cast, monkeypatch
):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "administrator")
    assert break_it(carla, cast.astrid).location == "/signin/factors"
    assert db.session.query(Glass).count() == 0


def test_hr_without_one_is_told_how_to_get_it_and_breaks_the_glass_with_it(app, cast, clock, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "administrator")
    give_password(cast.carla)
    carla = fresh(app, "carla@example.org")
    page = carla.get(PAGE).page
    assert "Tilføj totrinsbekræftelse først" in page.text
    assert PAGE not in {form.get("action") for form in page.all("form")}
    assert "Det kræver totrinsbekræftelse" in carla.get(break_it(carla, cast.astrid).location).page.text
    seed = make_app(cast.carla).seed
    assert not break_it(carla, cast.astrid).location.startswith(PAGE)
    assert prove(carla, code_of(seed)).status_code == 303
    assert break_it(carla, cast.astrid).location.startswith(f"{PAGE}/")


def test_a_factor_that_was_removed_opens_nothing(app, cast, clock, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "administrator")
    give_password(cast.carla)
    has = make_app(cast.carla)
    carla = fresh(app, "carla@example.org")
    prove(carla, code_of(has.seed))
    db.session.delete(has)
    assert break_it(carla, cast.astrid).location == "/signin/factors"


@pytest.mark.parametrize(
    ("who", "words"),
    [("carla", "for dig selv"), ("freja", "samme enhed"), ("dorte", "den ene leder den anden")],
)
def test_never_for_oneself_ones_unit_or_ones_leader(carla, cast, who, words):
    answer = break_it(carla, getattr(cast, who))
    assert (answer.status_code, words in answer.page.text, db.session.query(Glass).count()) == (400, True, 0)


def test_nor_for_a_colleague_in_hr_elsewhere(carla, cast):
    make_grant(cast.ellen, Role.HR)
    answer = break_it(carla, cast.ellen)
    assert (answer.status_code, "selv i HR" in answer.page.text) == (400, True)


@pytest.mark.parametrize(
    ("email", "reason", "words"),
    [
        ("astrid@example.org", "Fordi.", "mindst 20 tegn"),
        ("astrid@example.org", "a" * 501, "højst 500 tegn"),
        ("nobody@example.org", REASON, "kender ingen"),
        ("", "", "Noget skal rettes"),
    ],
)
def test_bad_input_is_told_kindly_and_what_was_written_stands_there(carla, email, reason, words):
    answer = carla.post(PAGE, data={"email": email, "reason": reason})
    assert (answer.status_code, words in answer.page.text) == (400, True)
    assert not reason or reason in "".join(answer.page.all("textarea")[0].itertext())


@pytest.mark.parametrize("who", ["astrid", "bo", "emil", "freja", "dorte"])
def test_nobody_but_hr_has_the_page(client_as, cast, who):
    client = client_as(getattr(cast, who))
    assert client.get(PAGE).status_code == 404
    assert break_it(client, cast.ellen).status_code == 404


def test_the_officer_sees_every_time_and_is_told_the_week_after(app, carla, client_as, cast):
    break_it(carla, cast.astrid)
    page = client_as(cast.didrik).get(f"{PAGE}/all").page
    assert all(words in page.text for words in ("Carla Holm", "Astrid Skov", REASON))
    assert client_as(cast.carla).get(f"{PAGE}/all").status_code == 404
    week = now().date() + timedelta(days=7)
    with app.test_request_context():
        assert [(one.person_id, one.kind) for one in due(week)] == [(cast.didrik.id, "glass.week")]
        assert list(due(now().date())) == list(due(week + timedelta(days=7))) == []


def test_a_talk_behind_the_glass_stands_in_no_list_of_hrs_own(carla, cast, things):
    break_it(carla, cast.astrid)
    assert things["open"][2] not in {link.get("href") for link in carla.get("/conversations").page.all("a")}
