"""Every route, asked by every relation to Astrid, answers what the hand-written table says."""

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from competence.access.permissions import MayMirror
from competence.access.policy import POLICY
from competence.access.predicates import about_things
from competence.db import db
from competence.people.models import Person
from competence.signin.actions import accounts
from tests.canary.marking import AVIARY
from tests.cast import Cast
from tests.client import InspectingClient, sign_in
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.looks import expected, last_look, told_since, unnoted
from tests.house.personas import PERSONAS, expected_of
from tests.house.thing import Thing
from tests.house.things import THINGS


def answer_in_words(response: TestResponse) -> str:
    """Return "yes", "no" or "signin", or the status where it is none of them."""
    leads_to = urlsplit(response.headers.get("Location", "")).path
    if 300 <= response.status_code < 400 and leads_to == "/signin":
        return "signin"
    if response.status_code == 404:
        return "no"
    allowed = response.status_code < 400 or response.status_code in {400, 409, 413, 422}
    return "yes" if allowed else str(response.status_code)


def address_of(app: Flask, row: Row, thing: Thing) -> str:
    """Return the address of a row's route for a thing."""
    (taken,) = (rule.arguments for rule in app.url_map.iter_rules(row.endpoint) if row.method in (rule.methods or ()))
    with app.test_request_context():
        return url_for(row.endpoint, _method=row.method, **{name: thing.parts[name] for name in taken})


def wrong_answers(
    row: Row,
    app: Flask,
    cast: Cast,
    client_as: Callable[[Person], InspectingClient],
    further: Collection[str] = (),
    relations: Collection[str] = tuple(COLUMNS),
) -> dict[str, str]:
    """Ask a route as everybody, each finding the same house, and return where the answer is not the table's.

    further: who of PERSONAS asks too. relations: who asks of those the table has a column for.
    """
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    clients = {
        relation: client_as(getattr(cast, name)) if name else InspectingClient(app)
        for relation, name in COLUMNS.items()
        if relation in relations
    }
    accounts.deactivate(None, cast.ditte.id)
    ids = {name: getattr(cast, name).id for name in COLUMNS.values() if name}
    who = {relation: ids.get(name or "") for relation, name in COLUMNS.items()}
    for name in further:
        persona, clients[name] = PERSONAS[name], InspectingClient(app)
        entered = persona.enter(cast)
        who[name] = entered.id
        sign_in(clients[name], entered, passed=persona.passes)
    db.session.commit()
    answered = {}
    for relation, client in clients.items():
        unchanged, newest = db.bind.begin_nested(), last_look()  # nobody's request changes what the next one finds
        AVIARY.shown.clear()
        answered[relation] = answer_in_words(client.open(address, method=row.method, data=thing.form))
        told = told_since(newest, ids.values())
        if row.method == "GET" and told != expected(row, relation, who[relation], ids):
            answered[relation] += f" and the trail tells of {dict(told)}"
        if row.method == "GET" and (unnoted_ones := unnoted(AVIARY.seen_of_others(), told)):
            answered[relation] += f" and the trail tells nobody that their words were read: {unnoted_ones}"
        db.session.close()
        unchanged.rollback()
    return {
        relation: f"{answer}, not {expected_of(row, relation)}"
        for relation, answer in answered.items()
        if answer != expected_of(row, relation)
    }


@pytest.mark.in_turns
@pytest.mark.parametrize(("turn", "row"), list(enumerate(ROWS)), ids=[str(row) for row in ROWS])
def test_who_may(turn, row, app, cast, client_as, nightly):
    """At night everybody further asks too; by day they take turns, and on PostgreSQL all do: one row, four who ask."""
    elsewhere = db.engine.dialect.name == "postgresql"
    further = list(PERSONAS) if nightly else [list(PERSONAS)[(turn + elsewhere) % len(PERSONAS)]]
    relations = list(COLUMNS)[turn % 3 :: 3] if elsewhere and not nightly else list(COLUMNS)
    assert wrong_answers(row, app, cast, client_as, further, relations) == {}


@pytest.mark.parametrize(
    ("careless", "who_notices"),
    [
        (lambda actor, thing: actor.signed_in, {"colleague", "elsewhere", "hr", "administrator", "former_leader"}),
        (lambda actor, thing: bool(actor.led), {"leaders_leader", "other_leader", "own"}),
        (lambda actor, thing: actor.person_id == thing.subject_id, {"leader"}),
    ],
    ids=["whoever is signed in", "whoever leads", "oneself only"],
)
def test_a_careless_policy_is_noticed(careless, who_notices, app, cast, client_as, monkeypatch):
    monkeypatch.setitem(POLICY, MayMirror.READ, (about_things(careless),))
    (row,) = (row for row in ROWS if str(row) == "GET assessments.show opened mirror")
    assert set(wrong_answers(row, app, cast, client_as)) >= who_notices


def test_a_page_that_forgets_to_ask_is_noticed(app, cast, client_as, monkeypatch):
    monkeypatch.setattr("competence.assessments.views.mine.check", lambda permission, thing=None: thing)
    (row,) = (row for row in ROWS if str(row) == "GET assessments.show opened mirror")
    with pytest.raises(RuntimeError, match="never checked"):
        wrong_answers(row, app, cast, client_as)


@pytest.mark.parametrize(
    ("page", "module"),
    [
        ("GET plans.show plan", "plans.views.blueprint"),
        ("GET mine.show_correction her correction", "privacy.mine.views"),
    ],
)
def test_whoever_reads_anothers_words_unseen_is_noticed(page, module, app, cast, client_as, monkeypatch):
    """By the words themselves: who met a token of another's leaves a look, whatever looks.csv says of the page."""
    monkeypatch.setattr(f"competence.{module}.audit.record_look", lambda *look, **more: None)
    (row,) = (row for row in ROWS if str(row) == page)
    assert "that their words were read" in wrong_answers(row, app, cast, client_as)["leader"]
