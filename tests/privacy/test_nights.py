"""Night after night: each thing goes on its own, the dry run is the run, and what was killed ends the next night."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import Engine, Table, event, func, select
from sqlalchemy.orm import Session

from competence.db import Model, db
from competence.privacy.datamap.columns import personal_tables
from competence.privacy.retention.actions import run
from competence.privacy.retention.planning import plan
from competence.web.clock import today
from tests.conftest import say_at_the_end
from tests.databases import loose_ends
from tests.privacy.by_hand import ByHand

pytestmark = pytest.mark.in_turns  # on PostgreSQL

NIGHTS, A_RUN = 4018, 4  # eleven years; the small form is about the night on which most kinds of things go
KILLS = 2
TRAIL = ("audit_event", "audit_words", "audit_checkpoint")  # prunes itself, and is counted for itself


def test_every_night_what_goes_is_what_the_declarations_say_and_what_the_dry_run_said(house, nightly):
    first, nights = today() + timedelta(days=1), NIGHTS if nightly else A_RUN
    by_hand = ByHand(first, NIGHTS)
    expected = by_hand.nights()
    if not nightly:
        in_time = {(night, name) for (name, key), night in expected.items() if night < by_hand.left(name, key)}
        ((busiest, _),) = Counter(night for night, _ in in_time if night > first).most_common(1)
        first = busiest - timedelta(days=A_RUN // 2)
    last = first + timedelta(days=nights - 1)
    there, gone, quiet = rows(), 0, 0
    for tonight in (chosen := telling(expected.values(), first, last)):
        dry = plan(tonight)
        assert run(tonight) == dry, tonight
        due = {
            place for place, night in expected.items() if (night <= tonight if tonight == first else night == tonight)
        }
        assert {(one.table, key) for one in dry.removals for key in one.keys} == due, tonight
        if due or dry.leavers:
            left = rows()
            assert there - left == due, tonight
            there, gone = left, gone + len(due)
        else:
            quiet += 1
            assert counted() == len(there), tonight
    assert loose_ends(db.session.connection()) == []
    assert {place for place, night in expected.items() if night <= last} & there == set()
    say_at_the_end(
        f"retention: {nights} nights, {gone} rows gone each on its night; "
        f"run on {len(chosen)} of them, {quiet} without any, of which each stands for the quiet ones before it"
    )


def telling(expected: Iterable[date], first: date, last: date) -> list[date]:
    """Return the nights to run: where something goes, the one before, the first and the last.

    Whatever went too early on a night passed over would go on the next one before something goes, and is seen there.
    """
    going = {night for night in expected if first < night <= last}
    return sorted({first, last} | going | {night - timedelta(days=1) for night in going})


def rows() -> set[tuple[str, tuple[Any, ...]]]:
    """Return every row about people that is there."""
    return {
        (name, tuple(key))
        for name in personal_tables()
        if name not in TRAIL
        for key in db.session.execute(select(*Model.metadata.tables[name].primary_key))
    }


def counted() -> int:
    """Return how many there are."""
    names = (name for name in personal_tables() if name not in TRAIL)
    return sum(db.session.scalar(select(func.count()).select_from(Model.metadata.tables[name])) or 0 for name in names)


def test_a_run_killed_at_any_step_leaves_nothing_half_done_and_the_next_one_ends_it(another_house, nightly):
    """Whatever a transaction of the run leaves is one of the states that a run that is not killed goes through."""
    day = today() + timedelta(days=365 * 6)
    with another_house("whole"):
        whole = [state()]
        with stepping(lambda _: None, at_commits=lambda: whole.append(state())) as steps:
            found = run(day)
        assert found.leavers
        assert found.rows
        assert state() == whole[-1]
    points = range(1, len(steps) + 1, 1 if nightly else len(steps) // KILLS)
    for point in points:
        with another_house(f"killed-{point}"):
            killed_at(point, day)
            with db.engine.connect() as connection:
                assert loose_ends(connection) == []
            assert state() in whole, f"half done: killed at {steps[point - 1]}"
            run(day)
            assert state() == whole[-1], f"not ended: killed at {steps[point - 1]}"
    say_at_the_end(f"retention: killed at {len(points)} of {len(steps)} steps, ended by the next run each time")


@contextmanager
def stepping(then: Callable[[int], object], at_commits: Callable[[], object] = lambda: None) -> Iterator[list[str]]:
    """Collect the steps of what is done inside: what is written, and each commit; call what follows at each of them."""
    steps: list[str] = []

    def note(step: str) -> None:
        steps.append(step)
        then(len(steps))

    def written(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("SELECT", "WITH", "PRAGMA", "BEGIN")):
            note(statement)

    def committed(_: object) -> None:
        note("COMMIT")

    def done(_: object) -> None:
        at_commits()

    event.listen(Engine, "before_cursor_execute", written)
    event.listen(Engine, "commit", committed)
    event.listen(Session, "after_commit", done)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", written)
        event.remove(Engine, "commit", committed)
        event.remove(Session, "after_commit", done)


def killed_at(point: int, day: date) -> None:
    """Run in a process of its own that kills itself before a step, as a power cut would."""
    db.session.close()
    db.engine.dispose()  # what is open does not survive being in two processes
    current_app.extensions["keystore"].engine.dispose()
    if child := os.fork():
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the run ended before it came so far"
        return
    try:
        with stepping(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == point else None):
            run(day)
    finally:
        os._exit(0)


def state() -> dict[str, str]:
    """Return a digest of every table but the trail's; of who was erased without the address, which is drawn by lot."""
    with Session(db.engine) as looking:
        return {table.name: digest(looking, table) for table in Model.metadata.sorted_tables if table.name not in TRAIL}


def digest(looking: Session, table: Table) -> str:
    """Return a digest of a table's rows: a hundred and fifty states of a house would be too much to hold at once."""
    drawn, summed = {"email": "", "pid": ""}, sha256()
    for row in looking.execute(select(table).order_by(*table.primary_key)).mappings():
        summed.update(repr({**row, **drawn} if row.get("erased_on") else dict(row)).encode())
    return summed.hexdigest()
