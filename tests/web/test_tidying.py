"""What has had its time is tidied away, and nothing a moment before; after a restore everything that was open ends."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, inspect, select

from competence.db import db
from competence.privacy.models import Throttle
from competence.signin.actions.accounts import open_account
from competence.signin.actions.restoring import end_everything
from competence.signin.actions.words import tidy
from competence.signin.addresses.models import AddressChange
from competence.signin.factors.models import CodeApp, FactorReset
from competence.signin.models import IdempotencyKey, OneTimeLink, Refused, RescuedWords, UserSession
from competence.signin.rules import Why
from tests.web.proving import NOON

HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def untidied(db_session):
    """Noon, at which nobody has tidied for an hour, and nothing stands still of anybody who wrote before."""
    end_everything()
    db_session.execute(delete(Throttle))
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def session(key, person_id, created, used):
    return UserSession(key=key, person_id=person_id, created=created, last_seen=used, data="{}")


def link(key, person_id, ends=NOON):
    return OneTimeLink(key=key, person_id=person_id, purpose="reset", expires_at=ends)


def app(person_id, added, proven=None):
    return CodeApp(person_id=person_id, name="Telefonen", seed="S", added_at=added, proven_at=proven)


def change(person_id, at=NOON):
    return AddressChange(person_id=person_id, email="new@example.org", asked_by_id=person_id, asked_at=at)


def old_and_new(cast):
    """Of every table what goes, and what stays for another moment, or for another reason."""
    astrid, bo = (open_account(person.id).person_id for person in (cast.astrid, cast.bo))

    def words(at):
        return RescuedWords(person_id=astrid, rescued_at=at, path="/x", fields={"a": "b"})

    old = [
        session("unused", astrid, NOON - 4 * DAY, NOON - 3 * DAY - MOMENT),
        session("visitor's", None, NOON - 8 * HOUR - MOMENT, NOON),
        words(NOON - 3 * DAY - MOMENT),
        link("over", astrid, NOON - MOMENT),
        change(astrid, NOON - 7 * DAY - MOMENT),
        FactorReset(person_id=astrid, asked_by_id=bo, asked_at=NOON - DAY - MOMENT),
        app(astrid, NOON - DAY - MOMENT),
        IdempotencyKey(fingerprint="old", day=NOON.date() - 2 * DAY),
        Refused(hour=NOON - 90 * DAY - MOMENT, why=Why.WAIT, count=1),
        Throttle(scope="a", subject="old", tries=1, ends_at=NOON - DAY - MOMENT),
    ]
    new = [
        session("used", astrid, NOON - 4 * DAY, NOON - 3 * DAY),
        session("visitor's too", None, NOON - 8 * HOUR, NOON),
        words(NOON - 3 * DAY),
        link("works", astrid),
        change(bo, NOON - 7 * DAY),
        FactorReset(person_id=bo, asked_by_id=astrid, asked_at=NOON - DAY),
        app(astrid, NOON - DAY),
        app(astrid, NOON - 9 * DAY, proven=NOON - 9 * DAY),
        IdempotencyKey(fingerprint="new", day=NOON.date() - DAY),
        Refused(hour=NOON - 90 * DAY, why=Why.WAIT, count=1),
        Throttle(scope="a", subject="new", tries=1, ends_at=NOON - DAY),
    ]
    db.session.add_all([*old, *new])
    db.session.commit()
    return old, new


def left_of(rows):
    """Return which of some rows are still there."""
    places = [(type(row), inspect(row).identity) for row in rows]
    db.session.expunge_all()
    return [db.session.get(*place) is not None for place in places]


def test_of_everything_that_is_kept_for_a_while_what_is_over_goes_and_what_is_not_stays(cast):
    old, new = old_and_new(cast)
    tidy()
    assert left_of(old) == [False] * len(old)
    assert left_of(new) == [True] * len(new)


def test_nobody_tidies_twice_within_an_hour(cast, untidied, db_session):
    def is_gone():
        tidy()
        return db_session.scalar(select(OneTimeLink.key).where(OneTimeLink.key == "over")) is None

    tidy()
    db_session.add(link("over", open_account(cast.astrid.id).person_id, NOON - MOMENT))
    untidied.shift(HOUR - MOMENT)
    assert not is_gone()
    db_session.execute(delete(Throttle).where(Throttle.scope == "tidy"))
    assert is_gone()


def test_after_a_restore_it_is_told_how_much_of_each_ended(cast, db_session):
    people = [open_account(person.id).person_id for person in (cast.astrid, cast.bo, cast.carla)]
    db_session.add_all([session(f"{person}", person, NOON, NOON) for person in people])
    db_session.add_all([*(link(f"{person}", person) for person in people[:2]), change(people[0])])
    db_session.flush()
    assert end_everything() == "3 sessions and 2 links by mail ended. 1 proposed addresses dropped."
    assert end_everything() == "0 sessions and 0 links by mail ended. 0 proposed addresses dropped."
