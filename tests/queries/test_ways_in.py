"""What is read of ways in: whose a session is, who may sign in, who rests, what was rescued, and who helped."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from competence.access.actor import Role
from competence.db import db
from competence.notifications.models import Notification
from competence.people.queries import actor_of
from competence.privacy.models import Throttle
from competence.signin import queries
from competence.signin.actions import words
from competence.signin.actions.accounts import open_account
from competence.signin.models import OneTimeLink, Refused, UserSession
from competence.signin.queries import DEMO_ADDRESSES
from competence.signin.rules import Why
from tests.factors import make_app
from tests.make import make_employment, make_grant, make_person
from tests.trails import noted
from tests.web.proving import NOON

MOMENT, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
TODAY = NOON.date()


def keep(*rows):
    db.session.add_all(rows)
    db.session.flush()


# --- sessions ---


def begin(key, person=None, epoch=1, **more):
    values = {"created": NOON - DAY, "last_seen": NOON, "data": "{}"} | more
    keep(UserSession(key=key, person_id=person and person.id, epoch=epoch, **values))


def test_a_session_comes_with_whose_it_is_and_where_they_work(cast, statements):
    for person in (cast.astrid, cast.emil):
        open_account(person.id)
        keep(Notification(person_id=person.id, kind="k", url="/", at=NOON))
    keep(Notification(person_id=cast.emil.id, kind="k", url="/", at=NOON, read_at=NOON))
    proof = {"confirmed_at": NOON - MINUTE, "factor_at": NOON - 2 * MINUTE, "rights": "leader", "device": "Edge"}
    begin("astrid's", cast.astrid), begin("emil's", cast.emil, **proof, data='{"a": 1}')
    with statements() as seen:
        row = queries.session_row("emil's", TODAY)
    assert len(seen) == 1
    assert row._asdict() == {
        "person_id": cast.emil.id, "epoch": 1, "created": NOON - DAY, "last_seen": NOON, **proof, "data": '{"a": 1}',
        "has_factor": False, "is_of_account": True, "name": "Emil Eng", "unread": 1,
        "employment_id": row.employment_id, "unit_title": cast.vollsmose.title,
    }  # fmt: skip
    make_app(cast.emil)
    assert queries.session_row("emil's", TODAY).has_factor
    assert not queries.session_row("astrid's", TODAY).has_factor
    assert queries.session_row("nobody's", TODAY) is None


def test_of_two_places_the_first_that_holds_that_day_is_told_and_of_no_place_nothing(cast):
    person = make_person("Else Juul")
    make_employment(person, cast.tarup, end=TODAY - DAY)
    first, _ = make_employment(person, cast.staff), make_employment(person, cast.vollsmose)
    begin("else's", person), begin("nobody's", data='{"language": "en"}')
    assert queries.session_row("else's", TODAY).employment_id == first.id
    assert queries.session_row("else's", TODAY).unit_title == cast.staff.title
    nobodys = queries.session_row("nobody's", TODAY)
    assert (nobodys.person_id, nobodys.name, nobodys.employment_id) == (None, None, None)
    assert not nobodys.is_of_account


@pytest.mark.parametrize(("epoch", "closed", "counts"), [(1, False, True), (2, False, False), (1, True, False)])
def test_a_session_is_of_the_account_in_its_epoch_while_it_is_open(cast, epoch, closed, counts):
    open_account(cast.astrid.id).deactivated_at = NOON if closed else None
    begin("astrid's", cast.astrid, epoch)
    assert bool(queries.session_row("astrid's", TODAY).is_of_account) is counts


# --- accounts ---


def test_one_signs_in_to_an_open_account_of_somebody_in_the_house(cast):
    for person in (cast.astrid, cast.bo, cast.didrik, cast.ditte):
        open_account(person.id, f"{person.name}'s").epoch = 7
    open_account(cast.bo.id).deactivated_at = NOON
    astrid, didrik = (queries.account_of(f"{name}@example.org", TODAY) for name in ("astrid", "didrik"))
    assert astrid == (cast.astrid.id, "Astrid Skov's", 7, "Astrid Skov", "astrid@example.org")
    assert didrik.person_id == cast.didrik.id, "who works elsewhere and has a role here"
    shut_out = ("bo", "ditte", "carla", "nobody")
    assert [queries.account_of(f"{name}@example.org", TODAY) for name in shut_out] == [None] * 4
    cast.ditte.email = "d@example.org"
    make_grant(cast.ditte, Role.MED).valid_to = TODAY
    assert queries.account_of("d@example.org", TODAY)
    assert queries.account_of("d@example.org", TODAY + DAY) is None


def test_the_demo_offers_those_known_by_first_name_who_have_an_account(cast):
    for person in (cast.freja, cast.astrid, cast.asger):
        open_account(person.id)
    offered = [("Astrid Skov", "astrid@example.org"), ("Freja Fjord", "freja@example.org")]
    assert queries.demo_accounts() == offered
    names = ("astrid", "bo", "carla", "dorte", "emil", "freja", "didrik")
    assert {f"{name}@example.org" for name in names} == set(DEMO_ADDRESSES)


def test_a_name_and_an_account_are_those_of_one_person(cast):
    account = open_account(cast.bo.id)
    assert queries.name_of(cast.bo.id) == ("Bo Lund", "bo@example.org")
    assert queries.account(cast.bo.id) is account
    assert queries.account(cast.astrid.id) is None


def test_a_link_works_until_its_moment(cast):
    for person in (cast.astrid, cast.bo):
        open_account(person.id)
        keep(OneTimeLink(key=f"{person.name}'s", person_id=person.id, purpose="reset", expires_at=NOON))
    found = (cast.bo.id, "reset", "Bo Lund", "bo@example.org")
    assert queries.link("Bo Lund's", NOON - MOMENT) == found
    assert queries.link("Bo Lund's", NOON) is queries.link("nobody's", NOON - MOMENT) is None


def test_addresses_are_those_of_some_who_belong_to_the_house(cast):
    some = {cast.astrid.id, cast.didrik.id, cast.ditte.id}
    expected = {cast.astrid.id: "astrid@example.org", cast.didrik.id: "didrik@example.org"}
    assert queries.addresses(some, TODAY) == expected


def test_never_invited_are_those_of_the_house_without_an_account(cast):
    open_account(cast.astrid.id)
    found = queries.never_invited(TODAY)
    assert {cast.astrid.id, cast.ditte.id}.isdisjoint(found)
    assert {cast.bo.id, cast.didrik.id} <= set(found)
    assert list(found) == sorted(found)


@pytest.fixture
def listed(cast):
    """Return the addresses that Freja finds in the list of ways in, and how many there are."""
    freja = actor_of(cast.freja.id, TODAY)

    def found(search="", page=1):
        rows, total = queries.accounts(freja, search, page, TODAY)
        return [row.email.partition("@")[0] for row in rows], total

    return found


def test_the_list_holds_who_belongs_to_the_house_or_has_an_account_by_name_or_address(cast, listed):
    open_account(cast.astrid.id)
    everybody, total = listed()
    assert {"astrid", "bo", "didrik"} <= set(everybody)
    assert "ditte" not in everybody
    open_account(cast.ditte.id)
    assert listed() == (sorted([*everybody, "ditte"]), total + 1), "by name, which here is by address too"
    cast.bo.email = "x_y%z@example.org"
    assert listed("ASTRID SK") == (["astrid"], 1)
    assert [listed(some) for some in ("X_Y", "y%Z", "bo l")] == [(["x_y%z"], 1)] * 3
    cast.ellen.name = "Ellen 5%_A"
    assert [listed(some)[0] for some in ("%_", "l_e", "a%t", "nobody")] == [["ellen"], [], [], []]


def test_where_nothing_is_sought_no_name_is_compared(listed, statements):
    with statements() as seen:
        listed()
    assert [one for one in seen if "LIKE" in one] == []


def test_an_account_in_the_list_says_what_became_of_it(cast):
    account = open_account(cast.astrid.id, "hash")
    account.invited_at, account.password_at, account.deactivated_at = NOON, NOON + MINUTE, NOON + 2 * MINUTE
    rows, _ = queries.accounts(actor_of(cast.freja.id, TODAY), "astrid@", 1, TODAY)
    times = (NOON, NOON + MINUTE, NOON + 2 * MINUTE)
    assert rows == [(cast.astrid.pid, "Astrid Skov", "astrid@example.org", *times)]


def test_a_page_of_the_list_holds_fifty_and_the_next_one_goes_on(cast, listed):
    for number in range(105):
        make_employment(make_person(f"Zz{number:03}", f"zz{number:03}@example.org"), cast.tarup)
    pages = [listed("zz", number) for number in (1, 2, 3)]
    assert [(len(names), total) for names, total in pages] == [(50, 105), (50, 105), (5, 105)]
    assert [name for names, _ in pages for name in names] == [f"zz{number:03}" for number in range(105)]


# --- who was not let in ---


def rest(scope, subject, tries=11, until=NOON + MINUTE):
    keep(Throttle(scope=scope, subject=subject, tries=tries, ends_at=until))


def test_failures_and_rests_count_until_their_time_is_over(cast):
    db.session.execute(delete(Throttle))
    assert queries.distinct_failures("failed:here", NOON) == queries.resting(10, NOON) == 0
    for scope in ("failed:here", "failed:there", "password"):
        rest(scope, "one"), rest(scope, "another"), rest(scope, "over", until=NOON)
    rest("password", "few", tries=10), rest("failed:here", "few", tries=1)
    assert queries.distinct_failures("failed:here", NOON) == 3
    assert queries.resting(10, NOON) == 2


def test_refusals_are_told_since_a_moment_the_latest_first(cast):
    db.session.execute(delete(Refused))
    rows = [Refused(hour=NOON + hours * timedelta(hours=1), why=Why.WAIT, count=1) for hours in (-1, 0, 1, 2)]
    keep(*rows)
    assert queries.refused_since(NOON) == [rows[3], rows[2]]


# --- rescued words ---


def test_of_rescued_words_those_of_the_page_come_first_then_the_last_and_never_anothers(cast):
    first, _, last = (words.rescue(cast.astrid.id, path, {"a": "b"}) for path in ("/a", "/b", "/c"))
    waits = words.rescue(cast.astrid.id, "/a", {"a": "b"}, "/send")
    words.rescue(cast.bo.id, "/a", {"a": "b"})
    assert queries.rescued(cast.astrid.id, "/a") is first
    assert queries.rescued(cast.astrid.id, "/elsewhere") is last
    assert queries.rescued(cast.emil.id, "/a") is None
    assert queries.to_resume(cast.astrid.id, waits.id, "/send") is waits
    for person, number, action in (
        (cast.bo, waits.id, "/send"), (cast.astrid, waits.id, "/other"), (cast.astrid, first.id, "/send"),
    ):  # fmt: skip
        assert queries.to_resume(person.id, number, action) is None
    more = words.rescue(cast.astrid.id, "/a", {"a": "b"}, "/send")
    assert queries.to_resume(cast.astrid.id, more.id, "/send") is more


def test_of_ten_long_forms_only_the_one_is_read(cast, statements):
    with statements() as seen:
        queries.rescued(cast.astrid.id, "/a")
    assert [" LIMIT " in one for one in seen] == [True]


# --- hands ---

BEGUN, DONE = "begun", "done"


@pytest.fixture
def told(cast):
    """Return a function that writes to the trail what somebody did to somebody's way in."""

    def tell(actor, subject, action, at=NOON):
        subject_id = subject and subject.id
        noted({"actor_id": actor.id, "subject_id": subject_id, "action": action, "at": at})

    return tell


def hands_of(person, since=NOON - MOMENT):
    return queries.hands_in(person.id, BEGUN, DONE, since)


def test_hands_are_those_of_both_who_did_it_to_this_person_since_a_moment(cast, told):
    told(cast.carla, cast.astrid, BEGUN), told(cast.freja, cast.astrid, DONE)
    told(cast.emil, cast.astrid, "other"), told(cast.dorte, cast.bo, DONE), told(cast.bo, cast.gerda, BEGUN)
    assert hands_of(cast.astrid) == {cast.carla.id, cast.freja.id}
    assert hands_of(cast.bo) == {cast.dorte.id}
    assert hands_of(cast.gerda) == hands_of(cast.astrid, NOON) == frozenset()


def test_whoever_changes_the_way_in_meanwhile_is_waited_for_and_who_reads_it_is_not(cast, asked_of_postgresql):
    (held,) = asked_of_postgresql(lambda: hands_of(cast.astrid))
    assert held.endswith(f"WHERE account.person_id = {cast.astrid.id} FOR NO KEY UPDATE")


def test_whom_somebody_helped_to_give_another_way_in_is_told_since_a_moment(cast, told):
    told(cast.carla, cast.astrid, BEGUN), told(cast.freja, cast.astrid, DONE)
    told(cast.freja, cast.bo, BEGUN), told(cast.carla, cast.bo, DONE)
    told(cast.carla, cast.ellen, BEGUN), told(cast.carla, cast.gerda, "other"), told(cast.freja, cast.gerda, DONE)
    told(cast.freja, cast.emil, DONE), told(cast.carla, cast.dorte, DONE, NOON - MINUTE), told(cast.carla, None, DONE)
    told(cast.freja, cast.dorte, DONE), told(cast.freja, cast.ellen, DONE, NOON - MINUTE)
    told(cast.carla, cast.asger, BEGUN), told(cast.carla, cast.asger, DONE)
    handled = [queries.handled_by(cast.carla.id, BEGUN, DONE, since) for since in (NOON - MOMENT, NOON)]
    assert handled == [{cast.astrid.id, cast.bo.id, cast.asger.id}, frozenset()]


def test_of_what_others_did_only_that_to_whom_somebody_helped_is_read(cast, statements):
    with statements() as seen:
        queries.handled_by(cast.carla.id, BEGUN, DONE, NOON)
    (one,) = seen
    assert (one.count("audit_event.actor_id ="), one.count("audit_event.action IN")) == (1, 2)
