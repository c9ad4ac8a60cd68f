"""Copying a PostgreSQL database with its own tools while people write, and putting a copy in its place."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from competence.operation.backups.failing import Failed


class Postgresql:
    """A database on a server. tools: the folder of pg_dump and pg_restore; empty means that they are on the path."""

    suffix = "dump"

    def __init__(self, url: str, tools: str) -> None:
        self.url = make_url(url)
        self.name = str(self.url.database)
        self.tools = tools

    def exists(self) -> bool:
        """Return whether there is a database."""
        with _asking(self._server()) as connection:
            found = text("SELECT count(*) FROM pg_database WHERE datname = :name")
            return bool(connection.scalar(found, {"name": self.name}))

    def copy(self, target: Path) -> dict[str, int]:
        """Copy all that is committed at one moment, and return how many rows each table has at that moment."""
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True)
        with _asking(engine) as connection:
            snapshot = str(connection.scalar(text("SELECT pg_export_snapshot()")))
            counted = _counted(connection)
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", database=self.name)
        with target.open("r+b") as file:
            os.fsync(file.fileno())
        return counted

    @contextmanager
    def tried(self, copy: Path) -> Iterator[str]:
        """Restore a copy into a database of its own and give its address; it is gone afterwards. Raises Failed."""
        scratch = f"{self.name}_tried_{secrets.token_hex(4)}"
        try:
            yield self._restored(copy, scratch)
        finally:
            self._drop(scratch)

    def prepare(self, copy: Path) -> str:
        """Restore a copy into a database beside this one, and return its address. Raises Failed."""
        self._drop(self._new)
        return self._restored(copy, self._new)

    def give_up(self) -> None:
        """Take away what was prepared."""
        self._drop(self._new)

    def swap(self, stamp: str) -> str:
        """Put what was prepared in the database's place, in one transaction; return where the present one went.

        Raises Failed where somebody is connected to the database.
        """
        aside = f"{self.name}_before_{stamp.lower()}"
        existed = self.exists()
        try:
            with _asking(self._server(), begin=True) as connection:
                if existed:
                    connection.execute(text(f'ALTER DATABASE "{self.name}" RENAME TO "{aside}"'))
                connection.execute(text(f'ALTER DATABASE "{self._new}" RENAME TO "{self.name}"'))
        except DBAPIError as refused:
            raise Failed(
                f"the database is in use, or the account may not rename it: stop the servers and the daily jobs, and "
                f"restore again ({type(refused.orig).__name__})"
            ) from refused
        return aside

    def swap_back(self, aside: str) -> None:
        """Put what was set aside back in its place; what was put there goes."""
        with _asking(self._server(), begin=True) as connection:
            connection.execute(text(f'ALTER DATABASE "{self.name}" RENAME TO "{self._new}"'))
            connection.execute(text(f'ALTER DATABASE "{aside}" RENAME TO "{self.name}"'))
        self._drop(self._new)

    def _restored(self, copy: Path, name: str) -> str:
        try:
            with _asking(self._server("AUTOCOMMIT")) as connection:
                connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
        except DBAPIError as refused:
            raise Failed(
                f"a database to restore into cannot be made: give the account CREATEDB, or run this with one that has "
                f"it ({type(refused.orig).__name__})"
            ) from refused
        self._run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={name}", str(copy), database=name)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _drop(self, name: str) -> None:
        with _asking(self._server("AUTOCOMMIT")) as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    def _server(self, isolation: Any = "READ COMMITTED") -> Engine:
        """Return an engine for the server's own database: what is renamed or dropped must not be connected to."""
        return create_engine(
            self.url.set(database="postgres"), poolclass=NullPool, isolation_level=isolation, hide_parameters=True
        )

    def _run(self, tool: str, *arguments: str, database: str) -> None:
        """Run one of PostgreSQL's tools; the password is in its environment, where other accounts cannot read it."""
        program = shutil.which(tool, path=self.tools or None)
        if program is None:
            raise Failed(
                f"{tool} is not here: install PostgreSQL's client tools, of the server's version or newer, or name "
                "their folder in POSTGRESQL_TOOLS"
            )
        ran = subprocess.run(  # noqa: S603  the program of that name, and arguments of our own
            [program, "--no-password", *arguments],
            env=os.environ | _environment(self.url, database),
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            said = ran.stderr.strip().splitlines() or [""]
            raise Failed(f"{tool} failed: {' '.join(said[:3])}")

    @property
    def _new(self) -> str:
        return f"{self.name}_restoring"


def _environment(url: URL, database: str) -> dict[str, str]:
    query = {key: value for key, value in url.query.items() if isinstance(value, str)}
    given = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": query.get("port") or (str(url.port) if url.port else None),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGSSLMODE": query.get("sslmode"),
        "PGSSLROOTCERT": query.get("sslrootcert"),
        "PGDATABASE": database,
    }
    return {name: value for name, value in given.items() if value}


@contextmanager
def _asking(engine: Engine, *, begin: bool = False) -> Iterator[Any]:
    try:
        with engine.begin() if begin else engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _counted(connection: Any) -> dict[str, int]:
    tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"))
    return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in tables.all()}  # noqa: S608
