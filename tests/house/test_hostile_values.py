"""Whatever is typed into any field or address, the product answers in words: never with an error of ours."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, ClassVar

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict

import competence
from competence.db import db
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS
from tests.house.test_access import address_of
from tests.house.things import THINGS

HOSTILE = {
    "a null byte": "a\x00b",
    "a letter that is only half": "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "backwards writing": "\u202eabc\u200f",
    "a number no column holds": str(10**30),
    "a negative number": "-1",
    "not a number": "NaN",
    "a date before dates": "0000-00-00",
    "the thirty-first of February": "2026-02-31",
    "a format": "%s %n {0} ${7*7}",
    "a tag": "<script>window.__x = 1</script>\"'><img src=x onerror=y>",
    "a search for everything": "%_\\' OR 1=1 --",
    "much": "æ" * 20_000,
}
ASKED_IN_ADDRESSES = (
    "q",
    "page",
    "cycle",
    "round",
    "from",
    "to",
    "theme",
    "mark",
    "fate",
    "next",
    "former",
    "show",
    "if",
    "level",
    "competence",
    "unit",
)


@cache
def every_field() -> frozenset[str]:
    """Return the name of every field of every form the product has."""
    for found in pkgutil.walk_packages(competence.__path__, "competence."):
        if found.name.endswith("forms"):
            importlib.import_module(found.name)
    waiting, names = [FlaskForm], {"next", "language", "back", "confirm", "mine"}
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        names |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    return frozenset(names)


def fields_of(form: dict[str, str], competence_id: int) -> set[str]:
    """Return the fields to fill: every form's, the row's own, and those of an answer."""
    answer = {f"{competence_id}-{part}" for part in ("answer", "importance", "wish", "example", "version", "was")}
    return {*every_field(), *form, *answer}


class Overheard(ImmutableMultiDict):
    """What was sent, noting in `read` under which names the product looks for it."""

    read: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)

    def getlist(self, name: str, type: Any = None) -> list[Any]:  # noqa: A002  as werkzeug calls it
        self.read.add(name)
        return super().getlist(name, type)

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)


def sendings(
    method: str, form: dict[str, str], names: set[str], turn: int, step: int
) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Give what to send: everything hostile at once, and a good form with one hostile field at a time.

    names: the fields the product reads at this address; what is typed into others never meets any code.
    step: 1 lets every field meet every value; N one in N of them, beginning at `turn` and one further for each field.
    """
    if method == "GET":
        for what, value in _in_turn(turn, step):
            yield what, {"query_string": dict.fromkeys(ASKED_IN_ADDRESSES, value[:2000])}
    elif names:
        for what, value in _in_turn(turn, step):
            yield what, {"data": dict.fromkeys(names, value)}
        for number, name in enumerate(sorted(names)):
            for what, value in _in_turn(turn + number, step):
                yield f"{what} in {name}", {"data": form | {name: value}}


def _in_turn(turn: int, step: int) -> Iterator[tuple[str, str]]:
    return islice(HOSTILE.items(), turn % step, None, step)


def heard(monkeypatch, app, send, *forms):
    """Return the fields the product looks at when it is sent these forms; the others it would never know of."""
    with monkeypatch.context() as listening:
        listening.setattr(Overheard, "read", set())
        listening.setattr(app.request_class, "parameter_storage_class", Overheard)
        for form in forms:
            send("nothing hostile", data=form)
        return Overheard.read - {"csrf_token"}


OPEN_TO_SOME = [row for row in ROWS if "yes" in row.expected.values()]


@pytest.mark.in_turns
@pytest.mark.parametrize(("turn", "row"), list(enumerate(OPEN_TO_SOME)), ids=[str(row) for row in OPEN_TO_SOME])
def test_no_value_ends_in_an_error_of_ours(turn, row, app, cast, client_as, monkeypatch, nightly):
    """At night every field meets every value; by day they take turns, on PostgreSQL fewer and others than on SQLite."""
    elsewhere = db.engine.dialect.name == "postgresql"
    step = 1 if nightly else 6 if elsewhere else 3
    turn += elsewhere
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    who = COLUMNS[next(relation for relation, answer in row.expected.items() if answer == "yes")]
    client = client_as(getattr(cast, who)) if who else InspectingClient(app)
    names = fields_of(thing.form, cast.version.competences[0].id)
    db.session.commit()

    def send(what, **sent):
        unchanged = db.bind.begin_nested()
        response = client.open(address, method=row.method, **sent)
        assert response.status_code < 500, (what, sent)
        db.session.close()
        unchanged.rollback()

    if row.method != "GET":
        tried = thing.form, dict.fromkeys(names, "a"), dict.fromkeys(names, "-1")
        names = heard(monkeypatch, app, send, *tried)
    for what, sent in sendings(row.method, thing.form, names, turn, step):
        send(what, **sent)


def test_what_the_product_asks_for_is_heard(app, cast, client_as, monkeypatch):
    client = client_as(cast.carla)
    names = heard(monkeypatch, app, lambda _, data: client.post("/people", data=data), {"name": "Nye"}, {})
    assert {"name", "email"} <= names
    assert not {"password", "title"} & names


@pytest.mark.parametrize("step", [1, 3, 6])
def test_every_value_meets_the_product_once_all_had_their_turn(step):
    met = {sent["data"]["title"] for turn in range(step) for _, sent in sendings("POST", {}, {"title"}, turn, step)}
    assert met == set(HOSTILE.values())


def test_the_fields_are_really_found():
    assert {"email", "password", "title", "closes_on", "valid_from", "role_profile"} & every_field()
    assert len(every_field()) > 40
