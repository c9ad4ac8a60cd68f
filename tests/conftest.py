"""What every test may ask for: the product, a database that forgets, the cast, and clients that inspect each page."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session

from competence.db import db, engine_for
from competence.people.models import Person
from competence.web.clock import today
from tests.canary import marking
from tests.canary.marking import AVIARY
from tests.cast import Cast, make_cast
from tests.client import InspectingClient, refuse_writes_while_reading, sign_in
from tests.databases import address_of, another_database, copy_of, files_in
from tests.egress import guard

Inhabited = tuple[Engine, dict[str, tuple[Any, int]]]  # of each of the cast the table and the key

# Speed is counted, never clocked: a law is tried however busy the machine is.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
marking.init()

for name in [name for name in os.environ if name.startswith("COMPETENCE_") and not name.startswith("COMPETENCE_TEST_")]:
    if name != "COMPETENCE_CHROMIUM":
        del os.environ[name]  # the settings of the machine are not the settings of the tests


guard(pytest.MonkeyPatch())  # for the whole run: nothing speaks to another machine


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose its database."""
    chosen = os.environ.get("COMPETENCE_TEST_DATABASE", "sqlite")
    parser.addoption("--nightly", action="store_true", help="let what attacks the product go on for long")
    parser.addoption("--database", choices=("sqlite", "postgresql"), default=chosen, help="the database to test with")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With PostgreSQL run the tests that touch the database, and only those: the others would say the same again.

    So would those marked `refused` (what they send is turned away before anything is read) or `in_python`. Of the
    pages and of what is marked `in_turns` a quarter is tried a day there, since all are on SQLite; of what is marked
    `alike` half on either, and a twelfth of what is marked `seldom`. All are at night, or where tests are named one by
    one.
    """
    left_out: set[pytest.Item] = set()
    turns = {
        12: [one for one in items if one.get_closest_marker("seldom")],
        2: [one for one in items if one.get_closest_marker("alike")],
    }
    if config.getoption("--database") == "postgresql":
        touching = {one for one in items if "migrated" in getattr(one, "fixturenames", ())}
        again = {one for one in items if one.get_closest_marker("refused") or one.get_closest_marker("in_python")}
        left_out = set(items) - touching | again
        turns[4] = [one for one in items if one.path.parent.name == "web" or one.get_closest_marker("in_turns")]
    if not config.getoption("--nightly") and not any("::" in named for named in config.args):
        for days, those in turns.items():
            left_out |= set(those) - set(those[today().toordinal() % days :: days])
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [one for one in items if one not in left_out]


def pytest_collection() -> None:
    """Let nothing that is read be gone through while it is read, as wsgi.py does: it all stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave alone what stands once all tests are read, as wsgi.py does: going through it again takes a fifth longer."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


TOLD: list[str] = []


def say_at_the_end(line: str) -> None:
    """Have a line printed when the run is over."""
    TOLD.append(line)


@pytest.fixture(scope="session")
def nightly(pytestconfig: pytest.Config) -> bool:
    """Whether this run has the whole night (`make nightly`)."""
    return bool(pytestconfig.getoption("--nightly"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was looked through for words that were nobody's to read."""
    for line in TOLD:
        terminalreporter.write_line(line)
    if AVIARY.met:
        terminalreporter.write_line(
            f"canaries: {AVIARY.answers} answers, {AVIARY.met} tokens met, each by who may see it"
        )


@pytest.fixture(scope="session")
def witness() -> Iterator[Any]:
    """Who reads every line that is logged, in every test that asks for the product."""
    from tests.witness import Witness

    one = Witness()
    logging.getLogger().addHandler(one)
    yield one
    logging.getLogger().removeHandler(one)


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of migrated tables, of the kind this run is for; they are only copied, so nothing stands in them."""
    folder = tmp_path_factory.mktemp("migrated")
    with address_of(pytestconfig.getoption("--database"), folder) as url:
        product = _product(DATABASE_URL=url, **files_in(folder))
        with product.app_context():
            product.extensions["alembic"].upgrade()
        db.engine.dispose()
        yield url


@pytest.fixture(scope="session")
def database_url(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the database most tests share; what they write in it they take back."""
    with copy_of(migrated, tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The product on the test database."""
    product = _product(
        DATABASE_URL=database_url,
        TESTING=True,
        SEATS_ASIDE=False,
        SECOND_FACTOR_REQUIRED="",
        **files_in(tmp_path_factory.mktemp("files")),
    )
    yield product
    db.engine.dispose()


def _product(**settings: Any) -> Flask:
    from competence.app import create_app  # only where it is asked for: the rules are tested without a product

    return create_app(**settings)


@pytest.fixture(scope="session")
def inhabited(app: Flask, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inhabited]:
    """A second database in which the cast stands already: to make it anew cost more than most tests themselves."""
    with copy_of(migrated, tmp_path_factory.mktemp("inhabited")) as url:
        empty = db.engine
        db.engine = db.bind = engine_for(url)
        with app.app_context():
            house = vars(make_cast())
            db.session.commit()
            keys = {name: (type(row), row.id) for name, row in house.items()}
        lived_in, db.engine = db.engine, empty  # only who asks for the cast is led there
        db.bind = empty
        yield lived_in, keys
        lived_in.dispose()


@pytest.fixture
def db_session(app: Flask, request: pytest.FixtureRequest, witness: Any) -> Iterator[Session]:
    """The session of the test, in one outer transaction that is rolled back; commits inside are savepoints.

    What was logged meanwhile must be fit for the log.
    """
    app.extensions.pop("health", None)  # what was found a moment ago, in another test
    empty = db.engine
    if "cast" in request.fixturenames:
        db.engine = request.getfixturevalue("inhabited")[0]
    with db.engine.connect() as connection:
        outer = connection.begin()
        event.listen(connection, "before_cursor_execute", refuse_writes_while_reading)
        event.listen(connection, "before_cursor_execute", marking.no_token_in_the_trail)
        db.bind = connection
        try:
            with app.app_context(), AVIARY.opened(when=request.node.get_closest_marker("plain") is None):
                yield db.session
        finally:
            outer.rollback()
            db.engine = db.bind = empty
    if found := witness.ask():
        pytest.fail("in the log:\n  " + "\n  ".join(found), pytrace=False)


@pytest.fixture
def cast(db_session: Session, inhabited: Inhabited) -> Cast:
    """Astrid, Bo, Carla, Dorte, Emil, Freja and their house."""
    keys = inhabited[1]
    there = {
        (kind, row.id): row
        for kind in dict.fromkeys(kind for kind, _ in keys.values())
        for row in db_session.scalars(select(kind)).unique()
    }  # one statement a kind: one for each of them took longer than many a test
    return Cast(**{name: there[place] for name, place in keys.items()})


@pytest.fixture
def anonymous(app: Flask, db_session: Session) -> InspectingClient:
    """Somebody who is not signed in."""
    return InspectingClient(app)


@pytest.fixture
def client_as(app: Flask, db_session: Session) -> Callable[[Person], InspectingClient]:
    """Return a client signed in as a person, without going through the password page."""

    def signed_in(person: Person) -> InspectingClient:
        client = InspectingClient(app)
        sign_in(client, person)
        return client

    return signed_in


USED = "UPDATE user_session SET last_seen="


class Statements(list[str]):
    """The SQL statements seen; savepoints, which only the tests need, are left out."""

    @property
    def selects(self) -> list[str]:
        return [statement for statement in self if statement.startswith(("SELECT", "WITH"))]

    @property
    def writes(self) -> list[str]:
        return [statement for statement in self if statement.startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.fixture
def statements(db_session: Session) -> Callable[[], Any]:
    """Return a context manager that collects the statements sent to the database inside it.

    That a session was used is written when a minute has begun since: left out, unless a test is about it (use).
    """

    @contextmanager
    def collected(*, use: bool = False) -> Iterator[Statements]:
        seen, left_out = Statements(), ("SAVEPOINT", "RELEASE", "ROLLBACK", *(() if use else (USED,)))

        def note(_: Connection, __: object, statement: str, *___: object) -> None:
            if not AVIARY.is_looking and not statement.startswith(left_out):
                seen.append(statement)

        event.listen(db.bind, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.bind, "before_cursor_execute", note)

    return collected


@pytest.fixture
def fresh_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Flask]]:
    """Return a maker of throw-away apps, each on an empty SQLite file of its own; the shared one is back afterwards."""
    made = []

    def make(**overrides: Any) -> Flask:
        folder = tmp_path_factory.mktemp("fresh")
        settings = {"DATABASE_URL": f"sqlite:///{folder / 'fresh.sqlite'}", "TESTING": True, **files_in(folder)}
        product = _product(**(settings | overrides))
        made.append(db.engine)
        return product

    with another_database():
        yield make
    for engine in made:
        engine.dispose()
