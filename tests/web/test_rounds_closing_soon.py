"""A round that closes soon is told to everybody invited alike, once for each last day it has."""

from datetime import date, timedelta

import pytest

from competence.cycles.actions import REMINDER, closing_soon
from competence.db import db
from tests.acting import open_round
from tests.make import make_invitation, make_mirror, make_share, make_view

LAST = date(2026, 12, 15)


@pytest.fixture
def cycle(cast):
    """Astrid and Asger are invited to a round that closes on LAST."""
    return open_round(cast)


def told(today):
    return sorted((due.person_id, due.kind) for due in closing_soon(today))


def test_everybody_invited_is_told_in_its_last_week_and_on_its_last_day(cast, cycle):
    both = sorted((person.id, REMINDER) for person in (cast.astrid, cast.asger))
    assert told(LAST - timedelta(days=8)) == []
    assert told(LAST - timedelta(days=7)) == both
    assert told(LAST) == both
    assert told(LAST + timedelta(days=1)) == []


def test_it_tells_nobody_how_far_anybody_is(cast, cycle):
    before = closing_soon(LAST)
    make_share(make_view(make_mirror(cast.astrid, cast.version, cycle), cast.astrid), cast.bo)
    assert closing_soon(LAST) == before


def test_a_round_that_was_prolonged_is_told_again_and_a_closed_one_is_not(cast, cycle):
    first = closing_soon(LAST)
    cycle.closes_on = LAST + timedelta(days=14)
    db.session.flush()
    assert closing_soon(LAST) == []
    again = closing_soon(cycle.closes_on)
    assert not {due.key for due in again} & {due.key for due in first}
    cycle.closed_at = cycle.opened_at
    db.session.flush()
    assert closing_soon(cycle.closes_on) == []


def test_it_asks_the_database_once_however_many_are_invited(cast, cycle, statements):
    for person in (cast.bo, cast.emil, cast.ellen):
        make_invitation(cycle, person)
    db.session.flush()
    with statements() as seen:
        assert len(closing_soon(LAST)) == 5
    assert len(seen) == 1
