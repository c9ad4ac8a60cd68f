"""A house of any version, with rows in every table, comes to the newest one without losing a row or a reference."""

import itertools
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, MetaData, event, select, text

from competence.access.actor import Role
from competence.app import create_app
from competence.config import ROOT
from competence.db import Model, db
from competence.migrating import LooseEnd
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.columns import SealedText
from competence.privacy.keystore.sweeping import sweep
from competence.web.clock import today
from tests.client import InspectingClient, sign_in
from tests.databases import address_of, another_database, files_in, loose_ends
from tests.house.full import fill, words_of_migrations
from tests.make import make_grant, make_person

MIGRATIONS = ROOT / "competence" / "migrations"
*VERSIONS, TODAYS = sorted(path.name.partition("_")[0] for path in MIGRATIONS.glob("[0-9]*.py"))
(SEALS,) = (path.name.partition("_")[0] for path in MIGRATIONS.glob("*_sealed_texts.py"))
SEALED = {
    (table.name, column.name)
    for table in Model.metadata.tables.values()
    for column in table.c
    if isinstance(column.type, SealedText)
}
DAYS = 22  # after so many every version has had its turn
ROWS, MANY = 3, 1000  # in each table, where so many fit
PAGES = ("/", "/privacy/mine", "/privacy/record", "/privacy/retention", "/learning/mine", "/notifications")
Held = dict[tuple[str, str], list[Any]]


@pytest.fixture
def house(migrated: str, pytestconfig: pytest.Config, tmp_path: Any) -> Iterator[Flask]:
    """A product on an empty database; its context is open."""
    with address_of(pytestconfig.getoption("--database"), tmp_path) as url, another_database():
        app = create_app(DATABASE_URL=url, TESTING=True, SECOND_FACTOR_REQUIRED="", **files_in(tmp_path))
        with app.app_context():
            yield app
        db.engine.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every version have its turn at night; by day the first, the last and one or two in between."""
    if "version" in metafunc.fixturenames:
        turns = {VERSIONS[0], VERSIONS[-1], *VERSIONS[today().toordinal() % DAYS :: DAYS]}
        if metafunc.config.getoption("--nightly"):
            turns = {*VERSIONS}
            large = VERSIONS[today().toordinal() % len(VERSIONS) :: len(VERSIONS)]  # one a night: it takes minutes
        else:
            large = []
        houses = [(version, ROWS) for version in sorted(turns)] + [(version, MANY) for version in large]
        metafunc.parametrize(("version", "rows"), houses)
    if "killed" in metafunc.fixturenames:
        every = 4 if metafunc.config.getoption("--nightly") else len(VERSIONS)
        metafunc.parametrize("killed", VERSIONS[today().toordinal() % every :: every])


def test_a_full_house_of_any_version_becomes_one_of_today(version, rows, house):
    alembic = house.extensions["alembic"]
    with words_of_migrations() as words:
        alembic.upgrade(version)
    with db.engine.connect() as connection:
        fill(connection, words, SEALED if version >= SEALS else (), rows, seed=int(version))
        before = held(connection)
    assert all(before.values()), "a table is empty"
    alembic.upgrade(TODAYS)
    nothing_is_lost(before)
    opened = sweep(db.session, unlocking.keystore())
    assert opened.closed == ()
    assert opened.boxes > 0 or version >= SEALS
    for mapper in Model.registry.mappers:
        db.session.scalars(select(mapper.class_)).all()  # every row is one that this version can read
    its_pages_open(house)


def test_a_migration_that_leaves_a_loose_end_is_taken_back(fresh_app):
    """SQLite rebuilds tables with foreign keys off: what points at nothing afterwards shows only when one looks."""
    house = fresh_app()
    with house.app_context():
        alembic = house.extensions["alembic"]
        alembic.upgrade(VERSIONS[-1])
        with sqlite3.connect(str(db.engine.url.database)) as broken:
            broken.execute("INSERT INTO leave (person_id, valid_from) VALUES (404, '2026-01-01')")
        with pytest.raises(LooseEnd, match="leave"):
            alembic.upgrade(TODAYS)
        with db.engine.begin() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == VERSIONS[-1]


def test_a_migration_that_is_killed_at_any_moment_is_done_again(killed, house, nightly):
    chance = random.Random(today().toordinal())
    following = [*VERSIONS, TODAYS][VERSIONS.index(killed) + 1]
    with words_of_migrations() as words, house.app_context():  # whose end lets go of the connection
        house.extensions["alembic"].upgrade(killed)
    with db.engine.connect() as connection:
        fill(connection, words, SEALED if killed >= SEALS else (), ROWS, seed=int(killed))
        before = held(connection)
    statement = kills = 0
    while version_of(house) == killed and kills < (20 if nightly else 4):
        statement += chance.randint(1, 2 + statement // 4)
        kills += killed_while_it_migrates(house, following, statement, chance.uniform(0.000_001, 0.002))
        if version_of(house) == killed:
            with db.engine.begin() as connection:
                assert held(connection) == before, f"killed at statement {statement}, it left half of itself behind"
    upgraded = house.test_cli_runner().invoke(args=["db", "upgrade"])
    assert upgraded.exit_code == 0, upgraded.output
    assert version_of(house) == TODAYS
    nothing_is_lost(before)


def killed_while_it_migrates(house: Flask, version: str, statement: int, after: float) -> bool:
    """Let a process of its own migrate, and die so many seconds after it began a statement; return whether it died.

    The alarm nobody waits for ends a process as kill -9 does: at once, with nothing said or tidied up.
    """
    db.session.close()
    db.engine.dispose()  # what is open does not survive being in two processes
    if not (child := os.fork()):
        try:
            seen = itertools.count(1)

            def arm(*_: object) -> None:
                if next(seen) == statement:
                    signal.setitimer(signal.ITIMER_REAL, after)

            event.listen(Engine, "before_cursor_execute", arm)
            with house.app_context():
                house.extensions["alembic"].upgrade(version)
            os._exit(0)
        finally:
            os._exit(1)
    died = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:  # what its client began ends a moment later
            others = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            for _ in range(1000):
                if not connection.scalar(others):
                    break
                time.sleep(0.01)
    return died


def version_of(house: Flask) -> str:
    with db.engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def nothing_is_lost(before: Held) -> None:
    """Say whether every row of before is there in the newest version, with what it held, and points at something."""
    with db.engine.begin() as connection:
        after = held(connection)
        assert loose_ends(connection) == []
    there, gone = before.keys() & after.keys(), {table for table, _ in before} - {table for table, _ in after}
    assert gone == set()
    assert {place: after[place] for place in there if place not in SEALED} == {
        place: before[place] for place in there if place not in SEALED
    }
    assert {place: len(after[place]) for place in there} == {place: len(before[place]) for place in there}


def held(connection: Connection) -> Held:
    """Return what each column of each table holds, in the order of the rows' keys."""
    tables = MetaData()
    tables.reflect(connection)
    found: Held = {}
    for table in tables.sorted_tables:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
        found |= {(table.name, column.name): [row[n] for row in rows] for n, column in enumerate(table.c)}
    del found["alembic_version", "version_num"]
    return found


def its_pages_open(app: Flask) -> None:
    """Somebody new may sign in and read; the retention page reads every table about people."""
    newcomer = make_person("Didrik Damm", "didrik@example.org")
    make_grant(newcomer, Role.DPO)
    db.session.commit()
    client = InspectingClient(app)
    sign_in(client, newcomer)
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
