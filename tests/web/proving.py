"""What the tests of the second factor share: a clock, the setting as it stands, and going through the page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Response, g
from sqlalchemy import func, select

from competence.access.guard import open_to_all
from competence.privacy.models import AuditEvent
from competence.signin.factors.models import CodeApp
from tests.client import InspectingClient
from tests.factors import code_of, make_app
from tests.web.signing import give_password, sign_in

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
LATE = timedelta(minutes=5)  # after signing in: who they are is asked again


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(NOON, tick=False) as still:
        yield still


@pytest.fixture
def required(app, monkeypatch):
    """The setting as it is where nobody says otherwise."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "leader,hr,administrator,dpo")


@pytest.fixture
def hers(app, cast, clock):
    """Astrid's browser after the right password; she has a code app."""
    give_password(cast.astrid)
    hers = InspectingClient(app)
    hers.seed = make_app(cast.astrid).seed
    sign_in(hers, "astrid@example.org")
    return hers


@pytest.fixture
def frejas(app, cast, clock):
    """Freja's browser five minutes after she signed in; nobody has asked her for anything yet."""
    give_password(cast.freja)
    client = fresh(app, "freja@example.org")
    clock.shift(LATE)
    return client


@pytest.fixture
def at_a_page(app, monkeypatch):
    """Return what a browser's request has in `g` at a page, where the page does what is asked; and how it differs."""

    def ask(client, do=lambda: None, status=200):
        known = {}

        def page():
            do()
            known.update(vars(g))
            return Response("", status, mimetype="text/plain")

        with monkeypatch.context() as patched:
            patched.setitem(app.view_functions, "signin.sign_in", open_to_all(page))
            known["vary"] = client.get("/signin").vary
            return known

    return ask


@pytest.fixture
def noted(db_session):
    """Return what was written to the trail since the test began: what was done, by whom, to whom, and on what."""
    before = db_session.scalar(select(func.max(AuditEvent.id))) or 0
    columns = (AuditEvent.action, AuditEvent.actor_id, AuditEvent.subject_id, AuditEvent.thing)

    def told():
        db_session.commit()
        since = select(*columns).where(AuditEvent.id > before).order_by(AuditEvent.id)
        return list(map(tuple, db_session.execute(since)))

    return told


def prove(client, code, **more):
    """Send a code at the second step."""
    return client.post("/signin/second", data={"code": code} | more)


def is_in(client):
    """Return whether a browser is signed in."""
    return client.get("/notifications").status_code == 200


def fresh(app, email="astrid@example.org"):
    """A browser after the right password."""
    client = InspectingClient(app)
    sign_in(client, email)
    return client


def add_app(client_as, cast, db_session):
    """Add a code app through the pages; return Astrid's browser and the app's secret."""
    client = client_as(cast.astrid)
    where = client.post("/signin/factors/apps").location
    page = client.get(where).page
    seed = page.texts("p[@class='secret']")[0].replace(" ", "")
    assert seed == db_session.scalars(select(CodeApp)).one().seed
    assert client.post(where, data={"code": "000000", "name": "Min telefon"}).status_code == 400
    answer = client.post(where, data={"code": code_of(seed), "name": "Min telefon"})
    assert answer.location == "/signin/factors/codes"
    return client, seed
