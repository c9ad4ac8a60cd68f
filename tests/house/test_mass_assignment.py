"""A form changes what it declares and nothing else, whatever columns are named beside it, in it or in the address."""

import hashlib
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
import time_machine
from flask import request
from sqlalchemy import Boolean, Column, Enum
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from competence.db import Model, db
from competence.people import actions
from competence.people.models import Person
from competence.web.clock import today
from tests.cast import Cast
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS
from tests.house.good_forms import CHANGES_NOTHING, GOOD, OF_BOXES
from tests.house.test_access import address_of
from tests.house.things import THINGS

BESIDE = {"user_session", "throttle"}  # who uses the product how often, whatever is sent
# What the products of others fell for, whether or not a table of ours has such a column.
CLASSIC = ("id", "pid", "role", "is_admin", "owner_id", "leader_id", "person_id", "version")
# What pages ask for by name, beside the fields their forms declare and the rows these are about.
BY_NAME = {"next", "back", "confirm", "round", "preview", "ask", "show", "page", "to", "share", "take_back", "at"} | {
    "topic", "themes", "trial", "competence", "level", "form", "person"
}  # fmt: skip
OF_A_ROW = re.compile(r"\d+-(?:answer|importance|wish|example|version|was)|up\.\w+|(?:hours|unit|seats)-\d+")
SENDING = [
    row
    for row in ROWS
    if row.method == "POST"
    and "yes" in row.expected.values()
    and row.endpoint != "seats.solve"  # which writes down how long it took
]
REFUSED = {400, 404, 409}
VALUES = 2  # how many a night sends under each name
State = Mapping[str, Sequence[str]]


def state() -> State:
    """Return what stands in all tables that a change may be about."""
    db.session.rollback()
    read = db.session.connection().exec_driver_sql
    tables = Model.metadata.tables.keys() - BESIDE
    found = {name: sorted(map(repr, read(f'SELECT * FROM "{name}"'))) for name in tables}  # noqa: S608
    db.session.rollback()
    return found


def apart(one: State, other: State) -> dict[str, set[str]]:
    """Return the rows that stand in one of two states only."""
    return {name: set(one[name]) ^ set(other[name]) for name in one if one[name] != other[name]}


def but_looks(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Leave out that somebody was shown something: a page that refuses a form shows again what it is about."""
    acts = {row for row in found.get("audit_event", ()) if "'LOOK'" not in row}
    return {name: rows for name, rows in (found | {"audit_event": acts}).items() if rows}


@contextmanager
def nothing_by_chance() -> Iterator[None]:
    """Let what is drawn at random come out as it did the last time."""
    numbers = count()

    def drawn(length: int) -> bytes:
        return hashlib.shake_128(str(next(numbers)).encode()).digest(length)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", drawn)
        patch.setattr(random, "_urandom", drawn)  # from which `secrets` draws
        patch.setattr("tests.headers.nonces", set())
        yield


def believable(column: Column[Any], cast: Cast) -> Sequence[str]:
    """Return what somebody might want to stand in a column: another's id, another state, another day, yes."""
    people = (cast.emil, cast.ellen, cast.carla, cast.asger)
    if isinstance(column.type, Enum):
        return column.type.enums
    if any(key.column.table.name == "person" for key in column.foreign_keys):
        return [str(person.id) for person in people]
    if column.name == "pid":
        return [person.pid for person in people]
    if isinstance(column.type, Boolean):
        return "true", "1", "", "y"
    texts = {int: ("1", "-1", "0", "99"), date: ("2020-01-01", "2030-01-01"), datetime: ("2020-01-01T00:00",)}
    return texts.get(column.type.python_type, ("Ikke dit", "ellen@example.org", "", "1"))


def wanted(cast: Cast) -> dict[str, list[str]]:
    """Return every name there is of a column, and what somebody might want to stand there."""
    values: dict[str, list[str]] = defaultdict(list)
    for table in Model.metadata.sorted_tables:
        for column in table.c:
            values[column.name] += believable(column, cast)
    for name in CLASSIC:
        values[name] += ["1", str(cast.emil.id)]
    return values


@contextmanager
def declaring(names: set[str]) -> Iterator[None]:
    """Note the names of all fields that forms declare which are read inside."""
    as_it_is = BaseForm.process

    def process(form: BaseForm, *given: Any, **named: Any) -> None:
        as_it_is(form, *given, **named)
        names.update(field.name for field in form)  # type: ignore[attr-defined]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "process", process)
        yield


def poured(form: Mapping[str, Any], declared: set[str], hostile: Mapping[str, str]) -> MultiDict[str, str]:
    """Return a good form with all beside it that it does not declare, in each of its groups too (goals-0-...)."""
    groups = {"", *(f"{name.rpartition('-')[0]}-" for name in form if "-" in name)}
    sent = MultiDict(form)
    for name, value in ((f"{group}{name}", value) for group in groups for name, value in hostile.items()):
        if name not in declared | form.keys() | BY_NAME and not OF_A_ROW.fullmatch(name):
            sent.add(name, value)
    return sent


def doubled(form: Mapping[str, Any], hostile: Mapping[str, str]) -> MultiDict[str, str]:
    """Return a good form in which every field stands twice: as it should be, and then as somebody would have it."""
    sent = MultiDict(form)
    for name in form:
        sent.add(name, hostile.get(name.rpartition("-")[2], "1"))
    return sent


class Sender:
    """Somebody who sends a form to one address again and again, and finds the same house each time."""

    def __init__(self, client: InspectingClient, address: str) -> None:
        self.client, self.address = client, address

    def declared(self, form: Mapping[str, Any]) -> set[str]:
        """Send a form and return the fields that are declared there; keys of people which it needs are made then."""
        names: set[str] = set()
        with declaring(names), self._unchanged():
            self.client.post(self.address, data=form)
        return names

    def after(self, form: Mapping[str, Any], query: Mapping[str, str] | None = None) -> tuple[int, State]:
        """Send a form and return the status of the answer, and what then stood in the tables."""
        with self._unchanged(), nothing_by_chance():
            status = self.client.post(self.address, data=form, query_string=query).status_code
            return status, state()

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        db.session.close()
        unchanged, cookie = db.bind.begin_nested(), self.client.get_cookie("session")
        yield
        unchanged.rollback()
        if cookie is not None:
            self.client.set_cookie("session", cookie.value)


@pytest.mark.plain
@pytest.mark.in_python
@pytest.mark.seldom
@pytest.mark.parametrize(("first", "row"), list(enumerate(SENDING)), ids=[str(row) for row in SENDING])
def test_a_form_changes_what_it_declares_and_nothing_else(first, row, app, cast, client_as, monkeypatch, nightly):
    """By day one value under each name, another one tomorrow. A field that stands twice counts once, or is refused."""
    thing = THINGS[row.address](cast)
    form = thing.form | GOOD.get(str(row), lambda _: {})(cast)
    who = COLUMNS[next((name for name, says in row.expected.items() if says == "yes" and COLUMNS[name]), "anonymous")]
    client = client_as(getattr(cast, who)) if who else InspectingClient(app)
    db.session.commit()
    values = wanted(cast)
    monkeypatch.setattr("tests.page.TRACES", ())  # a page may show what was typed
    with time_machine.travel(datetime.now(UTC), tick=False):
        sender, token = Sender(client, address_of(app, row, thing)), client.token()
        declared, before = sender.declared(form | {"csrf_token": token}), state()
        status, good = sender.after(form)
        changes = bool(apart(before, good))
        assert changes is (str(row) not in CHANGES_NOTHING), status
        for more in range(VALUES if nightly else 1):
            turn = first + more + today().toordinal()
            hostile = {name: some[turn % len(some)] for name, some in values.items()}
            answered, left = sender.after(poured(form, declared, hostile), hostile)
            assert (answered, apart(good, left)) == (status, {})
            if nightly and str(row) not in OF_BOXES:
                answered, left = sender.after(doubled(form | {"csrf_token": token}, hostile))
                assert apart(good, left) == {} or (answered in REFUSED and but_looks(apart(before, left)) == {})


def _pour(form: Mapping[str, str], person: Person) -> None:
    for name in form.keys() & {"sort_name", "email"}:  # of what has another kind no row could be made
        setattr(person, name, form[name])


def test_of_two_tokens_or_two_versions_the_first_counts(app, cast, client_as):
    carla = client_as(cast.carla)
    (row,) = (row for row in SENDING if str(row) == "POST people.update person")
    page = address_of(app, row, THINGS[row.address](cast))
    db.session.commit()
    token = carla.token()
    for tokens, versions, status in (
        (["no", token], ["1"], 400), ([token, "no"], ["0", "1"], 409), ([token, "no"], ["1", "0"], 303),
    ):  # fmt: skip
        sent = {"csrf_token": tokens, "version": versions, "name": "Astrid Skov Bæk"}
        assert carla.post(page, data=sent, csrf=False).status_code == status
    sent = {"version": "2", "name": "Astrid Skov"}
    assert carla.post(page, data=sent, query_string={"csrf_token": token}, csrf=False).status_code == 400


@pytest.mark.plain
@pytest.mark.in_python
@pytest.mark.parametrize(
    "careless",
    [
        lambda person: _pour(request.form, person),
        lambda person: setattr(person, "email", request.form.get("email", person.email)),
        lambda person: setattr(person, "email", request.args.get("email", person.email)),
    ],
    ids=["every field", "one more", "from the address"],
)
def test_an_action_that_takes_more_is_noticed(careless, app, cast, client_as, monkeypatch):
    rename = actions.rename_person

    def also(actor_id, person, name):
        rename(actor_id, person, name)
        careless(person)

    monkeypatch.setattr(actions, "rename_person", also)
    (row,) = (row for row in SENDING if str(row) == "POST people.update person")
    first = -today().toordinal()  # whatever day it is the same value: some are refused by the table itself
    with pytest.raises(AssertionError, match="person"):
        test_a_form_changes_what_it_declares_and_nothing_else(first, row, app, cast, client_as, monkeypatch, False)
