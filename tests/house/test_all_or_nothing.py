"""A change that fails at any of its statements has changed nothing: changing routes are broken off at each of them."""

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from competence.db import Model, db
from competence.privacy import audit
from tests.client import QUIET_TABLES, WRITE, InspectingClient
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.test_access import address_of
from tests.house.things import THINGS

# Written in transactions of their own, before or after the change; they tell of it or count it, and are none of it.
BESIDE = QUIET_TABLES | {"audit_words", "audit_checkpoint", "rescued_words", "waiting_request", "data_key"}
CHANGES = [
    row
    for row in ROWS
    if row.method == "POST"
    and "yes" in row.expected.values()
    and not row.endpoint.startswith(("signin.", "factors."))
    and row.endpoint != "seats.solve"  # two changes: that it is being worked out, and by another process what was found
]


class BrokenOff(RuntimeError):
    """Raised in the middle of a change."""


def state(beside: Collection[str] = BESIDE) -> str:
    """Return what stands in all tables that a change is about, in one word."""
    db.session.rollback()
    told = hashlib.sha256()
    for table in sorted(Model.metadata.tables.values(), key=lambda table: table.name):
        if table.name not in beside:
            rows = db.session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"').fetchall()  # noqa: S608
            told.update(repr((table.name, sorted(map(repr, rows)))).encode())
    db.session.rollback()
    return told.hexdigest()


@contextmanager
def breaking_off_at(number: int) -> Iterator[list[str]]:
    """Let the statement that is the number-th to change something fail, and collect those before it."""
    seen: list[str] = []

    def look(_: object, __: object, statement: str, *___: object) -> None:
        written = WRITE.match(statement)
        if written and written[1] not in BESIDE:
            seen.append(statement)
            if len(seen) == number:
                raise BrokenOff

    event.listen(db.bind, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(db.bind, "before_cursor_execute", look)


def ask(client: InspectingClient, row: Row, address: str, form: dict, number: int) -> tuple[bool, int]:
    """Send a change that fails at its number-th statement; return whether it came so far, and how many there were."""
    unchanged = db.bind.begin_nested()
    before, broke = state(), False
    with breaking_off_at(number) as seen:
        try:
            client.open(address, method=row.method, data=form)
        except BrokenOff:
            broke = True
    left = state()
    unchanged.rollback()
    assert not broke or left == before, f"{row} leaves half of itself behind at statement {number}: {seen[-1][:80]}"
    return broke, len(seen)


@pytest.mark.seldom
@pytest.mark.parametrize("row", CHANGES, ids=str)
def test_a_change_that_is_broken_off_has_changed_nothing(row, app, cast, client_as):
    relation = next(name for name, answer in row.expected.items() if answer == "yes" and COLUMNS[name])
    thing = THINGS[row.address](cast)
    db.session.commit()
    address, client = address_of(app, row, thing), client_as(getattr(cast, COLUMNS[relation]))
    number, broke = 1, True
    while broke and number <= 400:
        broke, _ = ask(client, row, address, thing.form, number)
        number += 1
    assert not broke, "the last try came to its end"


def test_a_change_that_commits_in_the_middle_is_noticed(app, cast, client_as, monkeypatch):
    (row,) = (row for row in CHANGES if str(row) == "POST plans.take_seat plan with a former leader")
    record = audit.record

    def careless(*told, **more) -> None:
        db.session.commit()
        record(*told, **more)
        cast.astrid.name += "!"

    monkeypatch.setattr(audit, "record", careless)
    with pytest.raises(AssertionError, match="leaves half of itself behind"):
        test_a_change_that_is_broken_off_has_changed_nothing(row, app, cast, client_as)


def test_most_of_them_are_really_broken_off(app, cast, client_as):
    broken = 0
    for row in CHANGES[6::24]:
        relation = next(name for name, answer in row.expected.items() if answer == "yes" and COLUMNS[name])
        thing = THINGS[row.address](cast)
        db.session.commit()
        client = client_as(getattr(cast, COLUMNS[relation]))
        broken += ask(client, row, address_of(app, row, thing), thing.form, 1)[0]
    assert broken >= 5
