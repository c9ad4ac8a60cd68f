"""A PostgreSQL whose disk is full: who sends something is told, nothing is half done, and with room all goes on."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from competence.db import db
from competence.learning.helping.models import HelpRequest
from competence.operation import queries, views
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.signin.idempotency import KEY
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.conftest import say_at_the_end
from tests.databases import database_on, server_of_the_wheel
from tests.disk import fill, small_disk
from tests.durability.test_a_failing_disk import UNAVAILABLE

PAGE = "/learning/help"
ASKED = {"kind": "FACILITATION", "about": "READING_CIRCLE", "title": "Læsekreds i Tarup"}
OK = 200
MOST = 100  # forms, after which a page of a table must be full


@pytest.fixture
def undone(monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """What is undone at the end."""
    monkeypatch.setattr(queries, "free_megabytes", lambda: 5000)
    monkeypatch.setattr(views, "FRESH", 0)
    with ExitStack() as stack:
        yield stack


def disk_of(megabytes: int, undone: ExitStack) -> Path | None:
    """Return a disk of its own; None where none can be had, which is told at the end."""
    try:
        return undone.enter_context(small_disk(megabytes))
    except LookupError as why:
        say_at_the_end(f"a full PostgreSQL was not tried: {why}")
        return None


def superuser(url: str) -> Engine:
    """Return an engine of the server's own, beside its databases."""
    return create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")


def ask(engine: Engine, statement: str) -> Any:
    with engine.connect() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


@pytest.fixture
def product(fresh_app: Any) -> Callable[[str], Flask]:
    """Return a maker of products that answer as in real use."""
    settings = {"PROPAGATE_EXCEPTIONS": False, "SECOND_FACTOR_REQUIRED": "", "SEATS_ASIDE": False}
    return lambda url: fresh_app(DATABASE_URL=url, **settings)


class Asking:
    """Astrid, who asks for help again and again, each time with other words."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, InspectingClient(app)
        sign_in(self.client, make_cast().astrid)
        self.headers = {"X-CSRFToken": self.client.token()}  # asked for while the disk is well
        self.acknowledged = 0
        assert self.asks().status_code == 303

    def asks(self) -> Any:
        self.form = ASKED | {"what": secrets.token_hex(450), KEY: secrets.token_urlsafe(16)}
        return self.sends()

    def sends(self) -> Any:
        answer = self.client.post(PAGE, data=self.form, headers=self.headers, csrf=False)
        self.acknowledged += answer.status_code == 303
        return answer

    def is_refused(self, answer: Any) -> None:
        """See that it is told, with what to do, and that /health tells it too."""
        assert (answer.status_code, answer.headers["Retry-After"]) == (UNAVAILABLE, "60")
        assert "gemme" in answer.page.text
        assert self.health() == UNAVAILABLE

    def goes_on(self) -> None:
        """See that what was acknowledged is there and nothing else, that all is well, and that it can be sent again."""
        assert self.health() == OK, "there is room again, and the product is not well"
        refused = self.form
        for form in (refused, self.form | {"title": "Skriveværksted"}):
            assert db.session.query(HelpRequest).count() == self.acknowledged
            assert verify(trail_key()).faults == ()
            db.session.rollback()
            self.form = form
            assert self.sends().status_code == 303

    def health(self) -> int:
        return InspectingClient(self.app).get("/health").status_code


def test_while_the_disk_of_its_tables_is_full_it_is_told_and_with_room_it_goes_on(undone, migrated, product):
    if not migrated.startswith("postgresql") or not (disk := disk_of(24, undone)):
        return  # of SQLite it is tried in test_a_failing_disk.py
    server = superuser(migrated)
    undone.callback(server.dispose)
    runs_it = Path(ask(server, "SHOW data_directory")).stat()
    (place := disk / "tables").mkdir(mode=0o700)
    os.chown(place, runs_it.st_uid, runs_it.st_gid)
    ask(server, f"CREATE TABLESPACE small LOCATION '{place}'")
    undone.callback(ask, server, "DROP TABLESPACE small")
    app = product(undone.enter_context(database_on(str(server.url), make_url(migrated).database, "small")))
    with app.app_context():
        undone.callback(db.engine.dispose)
        asking = Asking(app)
        filler = fill(disk)
        asking.is_refused(next(one for one in (asking.asks() for _ in range(MOST)) if one.status_code != 303))
        assert asking.client.get(f"{PAGE}/new").status_code == OK, "what is there can be read"
        filler.unlink()
        asking.goes_on()


def test_so_it_is_where_its_log_finds_no_room_and_the_server_falls(undone, migrated, product, nightly):
    if not nightly or not migrated.startswith("postgresql") or not (disk := disk_of(200, undone)):
        return  # it takes a server of its own: at night
    running = undone.enter_context(server_of_the_wheel(disk))
    server = superuser(running.get_uri())
    undone.callback(server.dispose)
    ask(server, "CREATE DATABASE house")
    app = product(server.url.set(database="house").render_as_string(hide_password=False))
    with app.app_context():
        undone.callback(db.engine.dispose)
        app.extensions["alembic"].upgrade()
        asking = Asking(app)
        with server.connect() as connection:
            filler = fill(disk)
            with pytest.raises(OperationalError, match="pg_wal"):
                connection.execute(text("SELECT pg_logical_emit_message(true, '', repeat('x', 16 * 1024 * 1024))"))
        answers = [asking.asks() for _ in range(5)]
        asking.is_refused(answers[-1])
        filler.unlink()
        for _ in range(100):  # it goes through its log first; where it gave up, it is started again as systemd does
            running.ensure_postgres_running()
            if asking.health() == OK:
                break
            time.sleep(0.1)
        asking.goes_on()
