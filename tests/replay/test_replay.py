"""A thousand requests are sent again by others and with other ids on every run, twenty thousand in `make nightly`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
import time_machine

from competence.access.permissions import MayPlan
from competence.access.policy import POLICY
from competence.access.predicates import about_things
from tests.conftest import say_at_the_end
from tests.house.access import ROWS
from tests.replay.replaying import Replay

ROWS_A_RUN, EACH, NIGHTLY = 100, 10, 20_000


@pytest.fixture
def replay(app, cast, client_as) -> Iterator[Replay]:
    """Time stands still: who signed in a moment ago is not asked to confirm it, however long the night takes."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield Replay(app, cast, client_as, Random(7))


def test_whoever_sends_it_again_with_whatever_ids_gets_what_the_table_says_and_changes_nothing(replay, nightly):
    rows = ROWS if nightly else replay.dice.sample(ROWS, ROWS_A_RUN)
    for row in rows:
        replay.row(row, -(-NIGHTLY // len(ROWS)) if nightly else EACH)
    errors = [one for one in replay.told.wrong if "(an error)" in one]
    leaks = len(replay.told.wrong) - len(errors)
    say_at_the_end(f"replay: {replay.told.requests:,} requests, {leaks} leaks, {len(errors)} errors")
    assert replay.told.wrong == ()
    assert replay.told.requests >= (NIGHTLY if nightly else ROWS_A_RUN * EACH)


def test_a_row_that_lets_everybody_in_is_found(replay, monkeypatch):
    monkeypatch.setitem(POLICY, MayPlan.READ, (about_things(lambda actor, plan: actor.signed_in),))
    for row in ROWS:
        if row.address == "plan" and row.method == "GET":
            replay.row(row, 12)
    assert any("not no" in one for one in replay.told.wrong)


def test_ids_of_something_else_are_really_sent(replay):
    for row in [row for row in ROWS if row.address == "mirror"]:
        replay.row(row, 5)
    assert replay.told.requests > 20
