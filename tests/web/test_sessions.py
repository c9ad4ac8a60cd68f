"""A session dies when it should, and a copied cookie dies with it."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from competence.db import db
from competence.signin import sessions
from competence.signin.actions import accounts
from competence.signin.actions import sessions as actions
from competence.signin.models import Account, UserSession
from competence.web.tokens import fingerprint
from tests.client import InspectingClient
from tests.web.proving import NOON
from tests.web.signing import ANOTHER, PASSWORD, cookie_of, give_password, sign_in

PAGES = ("/notifications", "/signin/sessions", "/signin?next=/notifications")


@pytest.fixture
def browser(app, cast):
    """Return Astrid's browser, signed in through the page, and a thief's with a copy of its cookie."""

    def signed_in():
        give_password(cast.astrid)
        hers, thiefs = InspectingClient(app), InspectingClient(app)
        assert sign_in(hers, "astrid@example.org").status_code == 303
        thiefs.set_cookie("session", cookie_of(hers))
        return hers, thiefs

    return signed_in


def is_in(client) -> bool:
    """Return whether a browser is signed in, as three pages answer."""
    answers = {client.get(page).status_code == (303 if "next" in page else 200) for page in PAGES}
    assert len(answers) == 1
    return answers.pop()


def test_a_copied_cookie_works_only_as_long_as_its_session(browser):
    hers, thiefs = browser()
    assert is_in(hers)
    assert is_in(thiefs)


def test_it_is_dead_after_signing_out(browser):
    hers, thiefs = browser()
    answer = hers.post("/signout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert not is_in(thiefs)


def test_it_is_dead_after_a_password_change_elsewhere(browser):
    hers, thiefs = browser()
    change = {"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER}
    assert hers.post("/password", data=change).status_code == 303
    assert is_in(hers)
    assert not is_in(thiefs)


def test_it_is_dead_after_deactivation_and_stays_so_after_reactivation(browser, cast, db_session):
    hers, thiefs = browser()
    accounts.deactivate(cast.freja.id, cast.astrid.id)
    assert not is_in(hers)
    accounts.reactivate(cast.freja.id, cast.astrid.id)
    assert not is_in(hers)
    assert not is_in(thiefs)


def test_a_session_begun_while_the_password_changed_is_dead(browser, cast, db_session):
    """Its row came after all others were deleted; the epoch it began in is over."""
    hers, _ = browser()
    db_session.get(Account, cast.astrid.id).epoch += 1
    assert not is_in(hers)


@pytest.mark.parametrize(
    ("minutes", "lives"),
    [((29,), True), ((30,), False), (tuple(range(20, 480, 20)), True), (tuple(range(20, 481, 20)), False)],
)
def test_it_is_dead_when_unused_for_half_an_hour_and_after_eight_hours(browser, minutes, lives):
    with time_machine.travel(NOON, tick=False) as clock:
        hers, thiefs = browser()
        for minute in minutes[:-1]:
            clock.move_to(NOON + timedelta(minutes=minute))
            assert hers.get("/notifications").status_code == 200
        clock.move_to(NOON + timedelta(minutes=minutes[-1]))
        assert is_in(thiefs) is lives


def test_it_is_dead_when_the_employment_ends(client_as, cast, db_session):
    ditte = client_as(cast.ditte)
    assert not is_in(ditte)


def test_it_is_gone_for_good_where_its_owner_leaves_and_comes_back(browser, cast, db_session):
    from competence.people.models import Employment

    _, copied = browser()
    employments = db_session.scalars(select(Employment).where(Employment.person_id == cast.astrid.id)).all()
    for day in (date(2025, 12, 31), None):
        for employment in employments:
            employment.valid_to = day
        db_session.flush()
        assert copied.get("/notifications").status_code == 303


def test_somebody_with_a_role_and_no_employment_is_in(client_as, cast, db_session):
    from competence.people.models import Employment

    freja = client_as(cast.freja)
    for employment in db_session.scalars(select(Employment).where(Employment.person_id == cast.freja.id)):
        employment.valid_to = date(2025, 12, 31)
    assert is_in(freja)


def test_the_token_is_new_at_sign_in_and_a_planted_one_never_signs_in(app, cast, browser):
    give_password(cast.astrid)
    hers, attacker = InspectingClient(app), InspectingClient(app)
    attacker.get("/signin")
    hers.set_cookie("session", cookie_of(attacker))
    assert sign_in(hers, "astrid@example.org").status_code == 303
    assert cookie_of(hers) != cookie_of(attacker)
    assert not is_in(attacker)
    hers.get("/notifications")
    invented = InspectingClient(app)
    invented.set_cookie("session", "A" * 43)
    sign_in(invented, "astrid@example.org")
    assert cookie_of(invented) != "A" * 43


def test_keeping_the_token_at_sign_in_would_be_noticed(monkeypatch, app, cast):
    monkeypatch.setattr("competence.signin.actions.sessions.new_token", lambda: "B" * 43)
    monkeypatch.setattr(sessions.actions, "end", lambda key: None)
    give_password(cast.astrid)
    hers = InspectingClient(app)
    hers.get("/signin")
    planted = cookie_of(hers)
    with pytest.raises(Exception, match=r"(?i)unique"):
        sign_in(hers, "astrid@example.org")
    assert cookie_of(hers) == planted


def test_the_database_holds_no_token_and_the_cookie_no_person(browser, db_session):
    hers, _ = browser()
    row = db_session.scalars(select(UserSession).where(UserSession.person_id.is_not(None))).one()
    assert row.key == fingerprint(cookie_of(hers))
    assert cookie_of(hers) not in row.data
    assert len(cookie_of(hers)) == 43


def test_the_cookie_is_for_us_alone(app, cast, anonymous, monkeypatch):
    give_password(cast.astrid)
    monkeypatch.setitem(app.config, "SESSION_COOKIE_NAME", "__Host-session")
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    answer = anonymous.post(
        "/signin",
        data={"email": "astrid@example.org", "password": PASSWORD},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/signin"},
    )
    cookies = [cookie.split("; ") for cookie in answer.headers.getlist("Set-Cookie")]
    (flags,) = (flags for flags in cookies if flags[0].startswith("__Host-session="))
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert not any(flag.startswith(("Domain", "Expires", "Max-Age")) for flag in flags)


def test_a_deleted_session_is_never_written_again(browser, db_session):
    hers, _ = browser()
    key = fingerprint(cookie_of(hers))
    actions.end(key)
    actions.keep(key, '{"a": 1}', seen=True)
    db_session.commit()
    assert db_session.get(UserSession, key) is None


def test_a_person_has_at_most_five_at_once(app, cast, db_session):
    give_password(cast.astrid)
    with time_machine.travel(NOON, tick=False) as clock:
        browsers = []
        for minute in range(6):
            clock.move_to(NOON + timedelta(minutes=minute))
            browsers.append(InspectingClient(app))
            sign_in(browsers[-1], "astrid@example.org")
        assert [is_in(one) for one in browsers] == [False, True, True, True, True, True]


def begun(person, minutes=0, ago=0, **more):
    """Return the key of a session that somebody uses so many minutes past noon and began so many before."""
    at = NOON + timedelta(minutes=minutes)
    with time_machine.travel(at, tick=False):
        whose = actions.Identity(person.id, 1, created=at - timedelta(minutes=ago) if ago else None, **more)
        return fingerprint(actions.begin('{"a": 1}', whose))


def kept_of(*people):
    return set(db.session.scalars(select(UserSession.key).where(UserSession.person_id.in_(one.id for one in people))))


def test_a_sixth_ends_the_one_unused_for_longest_and_of_two_the_one_begun_first(cast):
    bos = {begun(cast.bo, 30) for _ in range(2)}
    (latest, first, third, second) = (
        begun(cast.astrid, minutes, ago) for minutes, ago in ((9, 9), (0, 3), (0, 1), (0, 2))
    )
    others = {begun(cast.astrid, 1), latest, third}
    assert kept_of(cast.astrid) == others | {first, second}
    others.add(begun(cast.astrid, 1))
    assert kept_of(cast.astrid) == others | {second}
    others.add(begun(cast.astrid, 1))
    assert (kept_of(cast.astrid), kept_of(cast.bo)) == (others, bos)


def test_a_session_says_whose_it_is_and_since_when_and_its_use_is_written_alone_and_to_nobody_elses(cast, db_session):
    proof = {"confirmed_at": NOON, "factor_at": NOON, "rights": "hr", "device": "Edge/Windows"}
    key, another = begun(cast.astrid, 1.5, 9, **proof), begun(cast.bo)
    row, bos = (db_session.get(UserSession, one) for one in (key, another))
    minute = NOON + timedelta(minutes=1)
    assert (row.created, row.last_seen, row.data) == (NOON - timedelta(minutes=7.5), minute, '{"a": 1}')
    assert {name: getattr(row, name) for name in proof} | {"epoch": 1} == proof | {"epoch": row.epoch}
    assert bos.created == NOON
    with time_machine.travel(minute + timedelta(minutes=1.5), tick=False):
        actions.keep(key, '{"a": 2}', seen=False)
        assert (row.last_seen, row.data) == (minute, '{"a": 2}')
        actions.keep(key, None, seen=True)
    assert (row.last_seen, row.data) == (minute + timedelta(minutes=1), '{"a": 2}')
    assert (bos.last_seen, bos.data) == (NOON, '{"a": 1}')


def test_one_ends_or_all_of_a_person_or_all_but_one_and_nobody_elses(cast):
    bos, mine = begun(cast.bo), [begun(cast.astrid) for _ in range(4)]
    actions.end(mine[0])
    assert kept_of(cast.astrid, cast.bo) == {bos, *mine[1:]}
    assert [actions.end_one(cast.astrid.id, beginning[:16]) for beginning in (bos, "_" * 16, mine[1])] == [
        False,
        False,
        True,
    ]
    assert kept_of(cast.astrid, cast.bo) == {bos, *mine[2:]}
    actions.end_all(cast.astrid.id, but=mine[2])
    assert kept_of(cast.astrid, cast.bo) == {bos, mine[2]}
    actions.end_all(cast.astrid.id)
    assert kept_of(cast.astrid, cast.bo) == {bos}


def test_use_is_written_once_a_minute(browser, statements):
    with time_machine.travel(NOON, tick=False) as clock:
        hers, _ = browser()
        with statements(use=True) as seen:
            hers.get("/notifications")
            clock.move_to(NOON + timedelta(seconds=59))
            hers.get("/notifications")
        assert seen.writes == []
        clock.move_to(NOON + timedelta(seconds=61))
        with statements(use=True) as seen:
            hers.get("/notifications")
        assert len(seen.writes) == 1
        clock.move_to(NOON + timedelta(seconds=121))
        with statements() as seen:
            hers.get("/notifications")
        assert seen.writes == [], "other tests do not count it, whenever they run"


def test_knowing_who_asks_takes_two_statements(browser, statements):
    hers, _ = browser()
    with statements() as seen:
        hers.get("/nowhere")
    assert len(seen.selects) == 2


def test_a_visitor_without_a_cookie_asks_the_database_for_nothing(app, anonymous, statements):
    with statements() as seen:
        anonymous.get("/static/nothing.css")
    assert [statement for statement in seen if "user_session" not in statement] == []


def test_what_has_had_its_time_is_tidied_away_when_somebody_signs_in(app, cast, db_session):
    give_password(cast.astrid)
    with time_machine.travel(NOON - timedelta(days=4), tick=False):
        sign_in(InspectingClient(app), "astrid@example.org")
    with time_machine.travel(NOON, tick=False):
        sign_in(InspectingClient(app), "astrid@example.org")
        assert db_session.scalar(select(func.min(UserSession.created))) == NOON
