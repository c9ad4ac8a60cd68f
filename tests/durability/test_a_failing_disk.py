"""A disk that fails at any write or sync: who sends something is told, nothing is half done, and all goes on after."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from competence.db import Model, db, engine_for
from competence.operation import queries, views
from competence.people.models import Person
from competence.web.clock import today
from tests.acting import named
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.databases import copy_of
from tests.disk import BROKEN, FULL, READ_ONLY, failing, failing_to_sync
from tests.house.access import COLUMNS
from tests.house.test_access import address_of
from tests.house.test_all_or_nothing import BESIDE, CHANGES
from tests.house.things import THINGS

NAMED = {  # erasing is several changes, each of which waits in its own words for the next run
    str(row): row for row in CHANGES if row.endpoint != "erasures.confirm"
}
SENT = ("POST assessments.save her view", "POST plans.update plan", "POST plans.approve plan")
ERRORS, UNAVAILABLE = (FULL, BROKEN, READ_ONLY), 503
FORMS = {SENT[0]: lambda cast: named(cast.version.competences[8], version=0, answer="4", example="Jeg underviste.")}
MOST = 200  # writes of one request that are let fail
Rows = dict[str, Counter[str]]
Changed = dict[str, tuple[int, int]]


@dataclass
class House:
    """A product on a disk of its own, in which somebody is about to send something; it can be put back."""

    app: Flask
    folder: Path
    send: Callable[[], Any]

    def keep(self) -> None:
        """Keep what stands there."""
        self._let_go()
        shutil.copytree(self.folder, self._kept)
        self.before = rows()

    def put_back(self) -> None:
        """Let everything be as it was kept."""
        self._let_go()
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def changed(self) -> Changed:
        """Return how many rows of each table are there now and were not before, and the other way round."""
        return self._changed(rows())

    def crash(self) -> None:
        """Keep what would be found were the machine to go off at this moment."""
        shutil.copytree(self.folder, self._found, ignore=shutil.ignore_patterns("*-shm"))  # which is only in memory

    def changed_after_the_crash(self) -> Changed:
        """Return the same of what was found then."""
        engine = engine_for(f"sqlite:///{self._found / Path(str(db.engine.url.database)).name}")
        with engine.connect() as connection:
            now = rows(connection)
        engine.dispose()
        shutil.rmtree(self._found)
        return self._changed(now)

    def _changed(self, now: Rows) -> Changed:
        counts = {name: ((now[name] - was).total(), (was - now[name]).total()) for name, was in self.before.items()}
        return {name: count for name, count in counts.items() if any(count)}

    def is_well(self) -> bool:
        """Return what /health says."""
        return bool(InspectingClient(self.app).get("/health").status_code == 200)

    @property
    def _found(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-found")

    @property
    def _kept(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-kept")

    def _let_go(self) -> None:
        db.session.close()
        db.engine.dispose()


def rows(connection: Connection | None = None) -> Rows:
    """Return the rows of all tables that a change is about."""
    found, asked = {}, connection or db.session.connection()
    for table in Model.metadata.sorted_tables:
        if table.name not in BESIDE:
            there = asked.exec_driver_sql(f'SELECT * FROM "{table.name}"')  # noqa: S608
            found[table.name] = Counter(map(repr, there))
    db.session.rollback()
    return found


@pytest.fixture
def on_a_disk(
    request: pytest.FixtureRequest, fresh_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], House]]:
    """Return a maker of houses in which what a row of access.csv names is about to be sent."""
    monkeypatch.setattr(queries, "free_megabytes", lambda: 5000)
    monkeypatch.setattr(views, "FRESH", 0)
    (folder := tmp_path / "disk").mkdir()
    migrated = request.getfixturevalue("migrated")  # asked for here, so that nobody runs this on PostgreSQL
    with copy_of(migrated, folder) as url:
        app = fresh_app(DATABASE_URL=url, PROPAGATE_EXCEPTIONS=False, SECOND_FACTOR_REQUIRED="", SEATS_ASIDE=False)
        with app.app_context():
            cast = make_cast()

            def made(name: str) -> House:
                row = NAMED[name]
                relation = next(name for name, answer in row.expected.items() if answer == "yes" and COLUMNS[name])
                thing = THINGS[row.address](cast)
                db.session.commit()
                client = InspectingClient(app)
                sign_in(client, getattr(cast, str(COLUMNS[relation])))
                address = address_of(app, row, thing)
                headers = {"X-CSRFToken": client.token()}  # asked for while the disk is well
                form = thing.form or (FORMS[name](cast) if name in FORMS else {})
                house = House(
                    app, folder, lambda: client.open(address, method="POST", data=form, headers=headers, csrf=False)
                )
                house.keep()
                return house

            yield made
            db.session.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every change have its turn at night; by day three that people feel most."""
    if "sent" in metafunc.fixturenames:
        metafunc.parametrize("sent", NAMED if metafunc.config.getoption("--nightly") else SENT)


def test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done(sent, on_a_disk, nightly):
    house, turn = on_a_disk(sent), today().toordinal()
    with failing(0, FULL) as writes:
        usual = house.send()
    whole = house.changed()
    if usual.status_code >= 400 or not whole:  # the form of the row is none that anything comes of
        assert sent not in SENT
        return
    house.put_back()
    with failing_to_sync(0) as syncs:
        house.send()
    assert syncs.calls, "it was said to be saved, and nobody saw to it that it is on the disk"
    some = {1, writes.calls, *range(1 + turn % 9, writes.calls, 9)}
    tried = [("write", number) for number in (range(1, min(writes.calls, MOST) + 1) if nightly else some)]
    for what, number in tried + [("sync", number + 1) for number in range(syncs.calls)]:
        error, for_good = ERRORS[(turn + number) % 3], (turn + number) % 2 == 0
        house.put_back()
        breaking = partial(failing, error=error) if what == "write" else failing_to_sync
        with breaking(number, for_good=for_good) as disk:
            answer = house.send()
            ill = disk.failed and for_good and house.is_well()
            house.crash()
        found = house.changed_after_the_crash()
        where = f"{what} {number}, {error}, {'for good' if for_good else 'once'}"
        assert not ill, f"{where}: /health says that all is well"
        if not disk.failed:  # there are a few less where what was made the first time is there already
            continue
        told(answer, usual, where)
        for left in (found, house.changed()):
            assert left in (({}, whole) if answer.status_code == UNAVAILABLE else (whole,)), f"{where}: half is there"
        assert house.is_well(), f"{where}: the disk is well again, and the product is not"
        if not left:
            assert house.send().status_code == usual.status_code
            assert house.changed() == whole, f"{where}: it cannot be sent again"


@contextmanager
def nobody_writes() -> Iterator[None]:
    """Let every connection that is opened meanwhile be one that may only read."""
    how = "PRAGMA query_only = ON" if db.engine.dialect.name == "sqlite" else "SET default_transaction_read_only = on"

    def may_only_read(raw: Any, _: object) -> None:
        raw.execute(how)
        raw.commit()

    db.engine.dispose()
    event.listen(db.engine, "connect", may_only_read)
    try:
        yield
    finally:
        event.remove(db.engine, "connect", may_only_read)


def told(answer: Any, usual: Any, where: str) -> None:
    """Say whether who sent something was answered as usual, or told in Danish that it may not have been saved."""
    if answer.status_code == usual.status_code:
        return
    assert (answer.status_code, answer.headers["Retry-After"]) == (UNAVAILABLE, "60"), where
    says = answer.json["error"] if answer.is_json else answer.page.text
    assert "gemme" in says, where


def test_while_another_program_holds_the_database_nobody_can_save_and_afterwards_everybody_can(on_a_disk, nightly):
    house = on_a_disk(SENT[1])
    house.put_back()
    wait = 10_000 if nightly else 50  # milliseconds
    event.listen(db.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA busy_timeout = {wait}"))
    with closing(sqlite3.connect(str(db.engine.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = house.send()
        assert (answer.status_code, "gemme" in answer.page.text) == (UNAVAILABLE, True)
        assert not house.is_well()
    assert house.changed() == {}
    assert house.is_well()
    assert house.send().status_code == 303


def test_where_the_database_lets_nobody_write_it_is_told_and_heals_by_itself(make_house, monkeypatch):
    """A server that became another one's copy, or whose administrator set it so; and a file that may be read only."""
    monkeypatch.setattr(queries, "free_megabytes", lambda: 5000)
    monkeypatch.setattr(views, "FRESH", 0)
    app = make_house(PROPAGATE_EXCEPTIONS=False)
    app.config["BACKUP_FOLDER"] = ""
    with app.app_context():
        client, headers = InspectingClient(app), {}
        sign_in(client, db.session.get_one(Person, app.astrid))
        headers["X-CSRFToken"] = client.token()
        with nobody_writes():
            assert client.post("/plans", headers=headers, csrf=False).status_code == UNAVAILABLE
            assert InspectingClient(app).get("/health").status_code == UNAVAILABLE
        InspectingClient(app).get("/health")  # what meets a connection of then lets go of it
        assert InspectingClient(app).get("/health").status_code == 200
        assert client.post("/plans").status_code == 303
