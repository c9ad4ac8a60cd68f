"""What each change to a way in does to the account, its links and its sessions, and what is told and written down."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.access.actor import Role
from competence.db import db
from competence.notifications.actions.telling import choose
from competence.notifications.models import Notification, OutgoingMail
from competence.notifications.rules import KINDS, Rhythm
from competence.people.queries import grants_of
from competence.people.rules import sort_key
from competence.privacy.models import Throttle
from competence.signin.actions import accounts, sessions, throttle
from competence.signin.addresses.models import AddressChange
from competence.signin.models import Account, OneTimeLink, UserSession
from competence.signin.rules import Purpose
from competence.web.clock import today
from competence.web.tokens import fingerprint
from tests.web.proving import NOON

MOMENT, DAY = timedelta(seconds=1), timedelta(days=1)


def opened(*people):
    """Let people have an account, a link and a session; return a function that says who has which of the two last."""
    for person in people:
        accounts.open_account(person.id, "a hash")
        accounts.new_link(person.id, Purpose.RESET)
        sessions.begin("{}", sessions.Identity(person.id, 1))

    def left():
        ids = [person.id for person in people]
        return [
            [table for table in (OneTimeLink, UserSession) if db.session.query(table).filter_by(person_id=one).count()]
            for one in ids
        ]

    return left


def waiting(person):
    """Return the mails that wait for somebody: which, where it leads, and whether they cannot be chosen away."""
    mine = select(OutgoingMail.kind, OutgoingMail.url, OutgoingMail.required)
    return list(map(tuple, db.session.execute(mine.where(OutgoingMail.person_id == person.id))))


def test_an_account_is_opened_once_and_keeps_its_password_until_another_one_is_given(cast, clock):
    first = accounts.open_account(cast.astrid.id)
    assert (first.person_id, first.password_hash, first.password_at, first.epoch) == (cast.astrid.id, None, None, 1)
    assert accounts.open_account(cast.astrid.id, "a hash") is first
    clock.shift(DAY)
    accounts.open_account(cast.astrid.id)
    assert (first.password_hash, first.password_at) == ("a hash", NOON)


def test_an_invitation_is_mailed_and_earlier_links_die_at_once(cast, clock, noted):
    left = opened(cast.astrid, cast.bo)
    accounts.invite(cast.freja.id, cast.astrid.id)
    assert accounts.open_account(cast.astrid.id).invited_at == NOON
    assert left() == [[UserSession], [OneTimeLink, UserSession]]
    assert waiting(cast.astrid) == [("signin.invitation", "", True)]
    assert noted() == [("account.invite", cast.freja.id, cast.astrid.id, "")]


def test_a_wish_for_another_password_lets_earlier_links_work_until_the_new_one_is_made(cast, noted):
    left = opened(cast.astrid)
    accounts.ask_for_reset(cast.astrid.id)
    assert (left(), waiting(cast.astrid), noted()) == ([[OneTimeLink, UserSession]], [("signin.reset", "", True)], [])


@pytest.mark.parametrize(("name", "purpose"), [("signin.invitation", "invitation"), ("signin.reset", "reset")])
def test_the_mail_leads_to_a_link_for_what_it_says_and_explains_it(cast, name, purpose):
    left = opened(cast.astrid, cast.bo)
    where, dot, token = KINDS[name].mint(cast.astrid.id).rpartition("/")
    assert (where + dot, left()) == ("/password/link/", [[OneTimeLink, UserSession]] * 2)
    link = db.session.scalars(select(OneTimeLink).where(OneTimeLink.person_id == cast.astrid.id)).one()
    assert (link.key, link.purpose) == (fingerprint(token), purpose)
    assert [str(KINDS[one].explains) != "" for one in (name, "signin.changed")] == [True, True]


def test_a_link_is_made_for_as_long_as_its_purpose_takes(cast, clock):
    accounts.open_account(cast.astrid.id)
    token = accounts.new_link(cast.astrid.id, Purpose.RESET)
    link = db.session.scalars(select(OneTimeLink).where(OneTimeLink.key == fingerprint(token))).one()
    assert (link.person_id, link.purpose, link.expires_at) == (cast.astrid.id, "reset", NOON + timedelta(minutes=30))


def test_a_first_administrator_is_made_once_under_a_tidy_address(db_session):
    signe = accounts.first_administrator(" Signe@Example.org ", "Signe Ærø", today())
    assert (signe.email, signe.name, signe.sort_name) == ("signe@example.org", "Signe Ærø", sort_key("Signe Ærø"))
    assert accounts.first_administrator("SIGNE@example.org", "Another", today()) is signe
    assert signe.name == "Signe Ærø"
    assert [grant.role for grant in grants_of(signe.id)] == [Role.ADMINISTRATOR]
    assert db_session.get(Account, signe.id)


def test_a_link_is_used_by_one_until_its_moment_and_ends_what_was_open(cast, clock, noted):
    left = opened(cast.astrid, cast.bo)
    token = accounts.new_link(cast.astrid.id, Purpose.RESET)
    clock.shift(timedelta(minutes=30))
    assert accounts.redeem(fingerprint(token), "another") is None
    clock.shift(-MOMENT)
    account = accounts.redeem(fingerprint(token), "another")
    assert account is accounts.open_account(cast.astrid.id)
    assert accounts.redeem(fingerprint(token), "a third") is None
    assert (account.password_hash, account.epoch) == ("another", 2)
    assert left() == [[], [OneTimeLink, UserSession]]
    assert noted() == [("account.redeem", cast.astrid.id, cast.astrid.id, "")]


def test_a_link_to_a_closed_account_sets_no_password(cast, clock):
    accounts.open_account(cast.astrid.id, "a hash").deactivated_at = NOON
    token = accounts.new_link(cast.astrid.id, Purpose.RESET)
    assert accounts.redeem(fingerprint(token), "another") is None
    assert accounts.open_account(cast.astrid.id).password_hash == "a hash"


def test_another_password_ends_all_that_was_open_and_is_told_whatever_she_chose(cast, clock, noted):
    left, account = opened(cast.astrid, cast.bo), accounts.open_account(cast.astrid.id)
    choose(cast.astrid.id, Rhythm.NEVER)
    throttle.try_password(cast.astrid.email, "192.0.2.1")
    clock.shift(DAY)
    accounts.change_password(account, "another")
    assert (account.password_hash, account.password_at, account.epoch) == ("another", NOON + DAY, 2)
    assert left() == [[], [OneTimeLink, UserSession]]
    assert db.session.query(Throttle).filter_by(scope="password", subject=throttle.keyed(cast.astrid.email)).all() == []
    shown = select(Notification.kind, Notification.url).where(Notification.person_id == cast.astrid.id)
    assert db.session.execute(shown).all() == [("signin.changed", "/password")]
    assert waiting(cast.astrid) == [("signin.changed", "/password", True)]
    assert noted() == [("account.change_password", cast.astrid.id, cast.astrid.id, "")]


def test_a_first_password_is_told_to_nobody(cast):
    accounts.set_password(accounts.open_account(cast.astrid.id), "a hash")
    assert waiting(cast.astrid) == []


def test_a_closed_account_has_nothing_open_and_nothing_it_proposed(cast, clock, noted):
    left = opened(cast.astrid, cast.bo)
    for person, asks in ((cast.astrid, cast.carla), (cast.emil, cast.astrid)):
        proposed = {"email": "new@example.org", "asked_by_id": asks.id, "asked_at": NOON}
        db.session.add(AddressChange(person_id=person.id, **proposed))
    accounts.deactivate(cast.freja.id, cast.astrid.id)
    account = accounts.open_account(cast.astrid.id)
    assert (account.deactivated_at, account.epoch, left()) == (NOON, 2, [[], [OneTimeLink, UserSession]])
    those = (cast.astrid.id, cast.emil.id)
    waits = db.session.scalars(select(AddressChange.person_id).where(AddressChange.person_id.in_(those))).all()
    assert waits == [cast.astrid.id]
    accounts.reactivate(cast.freja.id, cast.astrid.id)
    assert (account.deactivated_at, account.epoch, account.password_hash) == (None, 2, "a hash")
    done = [
        ("account.deactivate", cast.freja.id, cast.astrid.id, ""),
        ("account.reactivate", cast.freja.id, cast.astrid.id, ""),
    ]
    assert noted() == done


def test_who_has_no_account_yet_gets_a_closed_one(cast, clock):
    accounts.deactivate(None, cast.bo.id)
    account = accounts.open_account(cast.bo.id)
    assert (account.deactivated_at, account.epoch) == (NOON, 2)
