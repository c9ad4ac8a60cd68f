"""The ground every table stands on: one engine, one session for each app context, durable settings for SQLite."""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from typing import Any, cast

import sqlalchemy
from flask import Flask, g, has_app_context, has_request_context, request
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    MetaData,
    Select,
    String,
    Transaction,
    TypeDecorator,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool

UNIQUE_VIOLATION = "23505"  # as PostgreSQL calls it
TWICE_ON_SQLITE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
READ_ONLY = "25006"  # as it calls a transaction that may not write
# What keeps a database from its work, whatever it is asked: PostgreSQL's classes of errors, and SQLite's codes.
DISTURBED = ("08", READ_ONLY, "40", "53", "55", "57", "58")
LOCKED_ON_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
BROKEN_ON_SQLITE = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Model(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, in UTC, the same on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a time without a zone; store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give UTC back, also where the database forgot the zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def enum(kind: type[Enum]) -> sqlalchemy.Enum:
    """Return the type of a column that holds one of a few words: its name, the same on both databases."""
    return sqlalchemy.Enum(kind, native_enum=False, length=20)


class PublicId:
    """A row that has an address of its own: its random id stands in URLs, so that ids tell nothing."""

    pid: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_hex(16))


class Database:
    """Holds the engine, and hands out one session for each app context."""

    engine: Engine
    bind: Engine | Connection

    def init_app(self, app: Flask) -> None:
        """Open the engine named by DATABASE_URL and close each context's session when it ends."""
        self.engine = engine_for(app.config["DATABASE_URL"])
        self.bind = self.engine
        app.teardown_appcontext(self._close)

    @property
    def session(self) -> Session:
        """Return this context's session; it is made at first use."""
        if "db_session" not in g:
            g.db_session = Session(self.bind, join_transaction_mode="create_savepoint")
        return cast(Session, g.db_session)

    def begin_writing(self) -> Session:
        """End the reading transaction of this request and return a session whose next one may write."""
        self.session.rollback()
        g.db_writes = True
        return self.session

    def hold(self) -> None:
        """From here on let what this request commits be kept together, once `settle` says so; or nothing of it."""
        self._close(None)
        bind = self.bind
        held = bind.begin_nested() if isinstance(bind, Connection) else bind.connect().begin()
        g.db_held, g.db_session = held, Session(held.connection, join_transaction_mode="create_savepoint")

    @property
    def holds(self) -> bool:
        """Whether what this request commits is held."""
        return "db_held" in g

    def settle(self, *, kept: bool) -> None:
        """Keep what was committed since `hold`, or nothing of it; what was only begun is let go either way."""
        self.session.close()
        if kept:
            g.db_held.commit()
            for then in g.pop("db_then", ()):
                then()
        self._close(None)

    def once_kept(self, then: Callable[[], object]) -> None:
        """Do something outside the database once what was just committed is kept: at once, where nothing is held."""
        if has_app_context() and self.holds:
            g.setdefault("db_then", []).append(then)
        else:
            then()

    def finds(self, query: Select[Any]) -> bool:
        """Return whether a query finds anything; the database stops at the first row."""
        return bool(self.session.scalar(select(query.exists())))

    def insert(self, table: type[Model]) -> postgresql.Insert:
        """Return an INSERT that can say what happens where the row is there already."""
        return insert_on(self.session.get_bind(), table)

    def write(self, table: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows by the hundred thousand, past the objects they will be read as; each has its columns' values."""
        connection, names = self.session.connection(), ", ".join(f'"{name}"' for name in columns)
        into = f"{table.__tablename__} ({names})"
        dialect, types = connection.dialect, [table.__table__.c[name].type for name in columns]
        stored = [kind.dialect_impl(dialect).bind_processor(dialect) for kind in types]
        cursor: Any = connection.connection.cursor()  # the driver's own, which alone can do this
        written = ([value if to is None else to(value) for to, value in zip(stored, row, strict=True)] for row in rows)
        if dialect.name == "sqlite":
            places = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", written)  # noqa: S608
        else:
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in written:
                    copy.write_row(row)

    def numbers(self, table: type[Model], count: int) -> Sequence[int]:
        """Return so many ids for rows of a table, which are to be written before anybody asks again."""
        if self.session.get_bind().dialect.name == "sqlite":
            last = self.session.scalar(select(func.max(table.__table__.c.id))) or 0
            return range(last + 1, last + 1 + count)
        sequence = sqlalchemy.cast(func.pg_get_serial_sequence(table.__tablename__, "id"), postgresql.REGCLASS)
        return self.session.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))).all()

    @contextmanager
    def looked_up_by_index(self) -> Iterator[None]:
        """Have PostgreSQL look up by index inside, and as it finds best again afterwards.

        How a foreign key is checked it decides at the first rows and keeps: in a table that was empty then, it would
        read the whole table again for every row to come.
        """
        by_index = {"enable_seqscan": "off", "jit": "off"}  # what has no index costs more on paper alone
        held = {}
        if self.session.get_bind().dialect.name == "postgresql":
            held = {name: self.session.scalar(select(func.current_setting(name))) for name in by_index}
        for name in held:
            self.session.execute(select(func.set_config(name, by_index[name], True)))
        yield
        for name, value in held.items():
            self.session.execute(select(func.set_config(name, value, True)))

    def _close(self, _: BaseException | None) -> None:
        session: Session | None = g.pop("db_session", None)
        if session is not None:
            session.close()
        held: Transaction | None = g.pop("db_held", None)
        if held is not None:
            held.close()
            g.pop("db_then", None)
            if held.connection is not self.bind:
                held.connection.close()


db = Database()


def insert_on(bind: Engine | Connection, table: type[Model] | sqlalchemy.Table) -> postgresql.Insert:
    """Return an INSERT that can say what happens where the row is there already; both databases say it alike."""
    on_sqlite = bind.dialect.name == "sqlite"
    return cast(postgresql.Insert, sqlite.insert(table)) if on_sqlite else postgresql.insert(table)


def flush_or(refusal: type[Exception]) -> None:
    """Write down what changed. Raises the refusal where somebody changed one of the rows at the very same moment."""
    try:
        db.session.flush()
    except StaleDataError as stale:
        raise refusal from stale


def is_twice(error: IntegrityError) -> bool:
    """Return whether a row was refused because it stands there already, which two who act at one moment can cause."""
    on_postgresql = getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION
    return on_postgresql or getattr(error.orig, "sqlite_errorcode", None) in TWICE_ON_SQLITE


def is_disturbed(error: DBAPIError) -> bool:
    """Return whether the database was kept from its work: full, read-only, locked, or away; and not by what was asked.

    https://www.postgresql.org/docs/current/errcodes-appendix.html, https://www.sqlite.org/rescode.html
    """
    on_sqlite = getattr(error.orig, "sqlite_errorcode", None)
    if on_sqlite is not None:
        return on_sqlite & 0xFF in BROKEN_ON_SQLITE | LOCKED_ON_SQLITE
    state = getattr(error.orig, "sqlstate", None)
    return state.startswith(DISTURBED) if state else error.connection_invalidated or isinstance(error, OperationalError)


def engine_for(url: str, *, for_migrations: bool = False) -> Engine:
    """Return an engine for a database address.

    SQLite runs WAL with synchronous=FULL, so that an acknowledged answer survives a power cut, and overwrites
    deleted rows. Migrations rebuild tables and therefore run with foreign keys off; they check them afterwards.
    """
    # What people wrote is a parameter of a statement, and no error may carry it into the log.
    engine = create_engine(url, poolclass=NullPool if for_migrations else None, hide_parameters=True)
    event.listen(engine, "handle_error", _let_go_of_what_is_broken)
    if not url.startswith("sqlite"):
        event.listen(engine, "connect", _set_up_postgresql)
        return engine
    event.listen(engine, "connect", _set_up_sqlite_for_migrations if for_migrations else _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_postgresql(connection: Any, _: object) -> None:
    """Reckon in UTC, whatever the server is set to: a moment, and its day in a statement, are then as on SQLite."""
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _set_up_sqlite(connection: Any, _: object) -> None:
    _pragmas(connection, foreign_keys="ON")


def _set_up_sqlite_for_migrations(connection: Any, _: object) -> None:
    _pragmas(connection, foreign_keys="OFF")


def _pragmas(connection: Any, *, foreign_keys: str) -> None:
    connection.isolation_level = None  # the driver must not open transactions behind our back
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA foreign_keys = {foreign_keys}")
    cursor.close()


def _let_go_of_what_is_broken(context: ExceptionContext) -> None:
    """Connect anew after a disk failed or a server would not let us write: what was opened then stays as it was."""
    error = context.original_exception
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in BROKEN_ON_SQLITE or getattr(error, "sqlstate", "") == READ_ONLY:
        context.is_disconnect = True


def _begin(connection: Connection) -> None:
    """Take the write lock at once where the request will write: a late upgrade would fail instead of waiting."""
    only_reads = has_request_context() and request.method in READING_METHODS and not g.get("db_writes", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
