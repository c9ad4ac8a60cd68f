"""Whatever is typed into any field or address, the product answers in words: it works nothing out, and never fails."""

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
from competence.web.clock import today
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS
from tests.house.hostile import EVALUATED, HOSTILE, ODD, STATEMENTS, TEMPLATES
from tests.house.test_access import address_of
from tests.house.things import THINGS

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
    method: str, form: dict[str, str], names: set[str], turn: int, steps: tuple[int, int]
) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Give what to send: everything hostile at once, and a good form with one hostile field at a time.

    names: the fields the product reads at this address; what is typed into others never meets any code.
    steps: of how many values one is sent, in all fields at once and in each alone; which, the turn says, and with it
    each field begins one further.
    """
    at_once, alone = steps
    if method == "GET":
        for what, value in _in_turn(turn, at_once):
            yield what, {"query_string": dict.fromkeys(ASKED_IN_ADDRESSES, value[:2000])}
    elif names:
        for what, value in _in_turn(turn, at_once):
            yield what, {"data": dict.fromkeys(names, value)}
        for number, name in enumerate(sorted(names)):
            for what, value in _in_turn(turn + number, alone):
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
        return Overheard.read - {"csrf_token", "idempotency_key"}


BY_DAY = len(HOSTILE)  # steps of as many: one value at a time
OPEN_TO_SOME = [row for row in ROWS if "yes" in row.expected.values()]


@pytest.mark.in_turns
@pytest.mark.parametrize(("turn", "row"), list(enumerate(OPEN_TO_SOME)), ids=[str(row) for row in OPEN_TO_SOME])
def test_no_value_ends_in_an_error_of_ours(turn, row, app, cast, client_as, monkeypatch, nightly):
    """At night every form meets a quarter of the values, by day fewer: other ones tomorrow, and on PostgreSQL."""
    elsewhere = db.engine.dialect.name == "postgresql"
    steps = (4, 24) if nightly else (BY_DAY, BY_DAY)
    turn += elsewhere + today().toordinal()
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    who = COLUMNS[next(relation for relation, answer in row.expected.items() if answer == "yes")]
    client = client_as(getattr(cast, who)) if who else InspectingClient(app)
    names = fields_of(thing.form, cast.version.competences[0].id)
    db.session.commit()
    monkeypatch.setattr("tests.page.TRACES", ())  # a page may show what was typed

    def send(what, **sent):
        unchanged = db.bind.begin_nested()
        response = client.open(address, method=row.method, **sent)
        assert response.status_code < 500, (what, sent)
        assert EVALUATED.encode() not in response.data, (what, sent)
        db.session.close()
        unchanged.rollback()

    if row.method != "GET":
        tried = thing.form, dict.fromkeys(names, "a"), dict.fromkeys(names, "-1")
        names = heard(monkeypatch, app, send, *tried)
    for what, sent in sendings(row.method, thing.form, names, turn, steps):
        send(what, **sent)


def test_what_the_product_asks_for_is_heard(app, cast, client_as, monkeypatch):
    client = client_as(cast.carla)
    names = heard(monkeypatch, app, lambda _, data: client.post("/people", data=data), {"name": "Nye"}, {})
    assert {"name", "email"} <= names
    assert not {"password", "title"} & names


@pytest.mark.parametrize("steps", [(4, 24), (BY_DAY, BY_DAY)])
def test_every_value_meets_the_product_once_all_had_their_turn(steps):
    form = {"name": "", "title": ""}
    sent = [sent["data"] for turn in range(steps[1]) for _, sent in sendings("POST", form, set(form), turn, steps)]
    assert {one["title"] for one in sent if one["name"] == one["title"]} == set(HOSTILE.values())
    assert {one["title"] for one in sent if one["name"] == ""} == set(HOSTILE.values())


def test_the_values_are_as_many_as_the_plan_asks():
    assert (len(ODD), len(TEMPLATES), len(STATEMENTS)) == (25, 40, 200)
    assert EVALUATED not in "".join(HOSTILE.values())


def test_the_fields_are_really_found():
    assert {"email", "password", "title", "closes_on", "valid_from", "role_profile"} & every_field()
    assert len(every_field()) > 40
