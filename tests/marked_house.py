"""A house of invented people in which every text about somebody is a mark that names whose it is and where."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import JSON, Column, LargeBinary, Table, select, text

import competence.app  # noqa: F401
from competence.db import Model, db
from competence.privacy.datamap.columns import Kind, kind_of, personal_tables, table_of
from competence.privacy.declare import Personal

RELATIONS = (
    "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
    "WHERE pg_relation_filepath(oid) IS NOT NULL AND NOT relisshared"
)


def owner_path(table: Table, path: str) -> list[Column]:
    """Return the columns a dotted path steps over, from the table to the person."""
    step, _, rest = path.partition(".")
    column = table.c[step]
    if not rest:
        return [column]
    (key,) = column.foreign_keys
    return [column, *owner_path(key.column.table, rest)]


def owners(table: Table, declared: Personal) -> dict[tuple, int | None]:
    """Return whose each row of a table is, walked by hand in Python, not by the product's statements."""
    path = owner_path(table, declared.about)
    lookups = []
    for column, following in pairwise(path):
        (key,) = column.foreign_keys
        rows = db.session.execute(select(key.column, following))
        lookups.append(dict(list(rows)))
    found = {}
    others = [table.c[declared.else_about]] if declared.else_about else [path[0]]
    for *keys, value, other in db.session.execute(select(*table.primary_key.columns, path[0], *others)):
        for lookup in lookups:
            value = lookup.get(value)
        found[tuple(keys)] = other if value is None and declared.else_about else value
    return found


def word_columns(table: Table, declared: Personal) -> list[Column]:
    """Return the columns of a table that can hold a mark: what somebody wrote."""
    if table.name == "loose_answer":
        return []  # a loose answer is nobody's words any more; they are looked at in the tests of anonymous feedback
    return [column for column in table.c if kind_of(column, declared) is Kind.WORDS and room(column)]


def room(column: Column) -> bool:
    """Return whether a mark fits in a column."""
    length = getattr(column.type, "length", None)
    return length is None or length >= 60


class Mark(NamedTuple):
    """A mark that was put somewhere, and whose the row is."""

    text: str
    table: str
    column: str
    key: dict[str, object]
    owner: int | None


def mark_everything() -> dict[str, tuple[int | None, str]]:
    """Put a mark into every text about somebody; return whose each is, and in which column it stands."""
    return {one.text: (one.owner, f"{one.table}.{one.column}") for one in put_marks()}


def put_marks() -> list[Mark]:
    """Put a mark into every text about somebody, and return them."""
    marks = []
    for name, (cls, declared) in personal_tables().items():
        table = table_of(cls)
        names = [key.name for key in table.primary_key.columns]
        for column in word_columns(table, declared):
            for number, (key, owner) in enumerate(owners(table, declared).items()):
                mark = f"Qx{name.replace('_', '')}{column.name.replace('_', '')}x{number}xQ"
                row = db.session.get_one(cls, key)
                if getattr(row, column.name) is None:
                    continue  # a loose answer is a step or words, never both
                setattr(row, column.name, _as(column, mark))
                marks.append(Mark(mark, name, column.name, dict(zip(names, key, strict=True)), owner))
    db.session.commit()
    db.session.expire_all()
    return marks


def _as(column: Column, mark: str) -> object:
    if isinstance(column.type, LargeBinary):
        return f"%PDF-1.7 {mark}".encode()
    return {"x": mark} if isinstance(column.type, JSON) else mark


def snapshot() -> dict[str, dict[tuple, tuple]]:
    """Return every row of every table by its key."""
    found: dict[str, dict[tuple, tuple]] = defaultdict(dict)
    for table in Model.metadata.sorted_tables:
        found[table.name] = {}
        for row in db.session.execute(select(table)):
            key = tuple(getattr(row, column.name) for column in table.primary_key.columns)
            found[table.name][key] = tuple(row)
    return dict(found)


def held_bytes() -> bytes:
    """Return all that stands in the database's files: SQLite's and its log, or those of every PostgreSQL relation.

    The log of a PostgreSQL server is of all its databases, and is written over by the server itself.
    """
    if db.engine.dialect.name == "sqlite":
        path = Path(str(db.engine.url.database))
        files = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))
        return b"".join(file.read_bytes() for file in files if file.exists())
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        return b"".join(connection.scalars(text(RELATIONS)))
