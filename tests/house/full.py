"""Rows for every table of a database, whatever its version: made from what the database itself says of its tables."""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Connection, Enum, MetaData, Table, event, insert, select
from sqlalchemy.exc import IntegrityError

from competence.db import Model

TRIES = 200  # a check over five columns may take some; a table that still takes no row cannot be filled at all
NULL = 0.3  # how often a column that may be empty is
Words = Mapping[tuple[str, str], list[str]]
TEMPORARY = "_alembic_tmp_"  # as a table is called while SQLite rebuilds it


@contextmanager
def words_of_migrations() -> Iterator[Words]:
    """Collect, while migrations run, which words each column may hold: the database itself knows them as texts.

    Where a migration says no more than the database, it is what the models say.
    """
    words = {
        (table.name, column.name): list(column.type.enums)
        for table in Model.metadata.tables.values()
        for column in table.c
        if isinstance(column.type, Enum)
    }

    def note(column: Column[Any], table: Any) -> None:
        if isinstance(column.type, Enum):
            words[table.name.removeprefix(TEMPORARY), column.name] = list(column.type.enums)

    event.listen(Column, "after_parent_attach", note)
    try:
        yield words
    finally:
        event.remove(Column, "after_parent_attach", note)


def fill(connection: Connection, words: Words, empty: Collection[tuple[str, str]], rows: int, seed: int) -> None:
    """Write so many rows more into every table; each points at rows that are there and keeps every check.

    Each row is a transaction of its own: PostgreSQL would keep a lock for each that is tried within one, and run out.
    words: what a column of a few words may hold. empty: columns of text in which nothing is written.
    Raises AssertionError where a table takes no row at all.
    """
    tables = MetaData()
    tables.reflect(connection)
    chance = random.Random(seed)
    there: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        there[table.name] += map(dict, connection.execute(select(*table.primary_key.columns)).mappings())
        for _ in range(rows):
            key = _insert(connection, table, words, empty, there, chance)
            if key is None:
                break
            there[table.name].append(key)
        assert there[table.name], f"no row fits into {table.name}"


def _insert(
    connection: Connection, table: Table, words: Words, empty: Collection[tuple[str, str]], there: Any, chance: Any
) -> Mapping[str, Any] | None:
    """Insert what the database lets in, and return its key; what a check or a unique key refuses is made anew."""
    for _ in range(TRIES):
        row = _row(table, words, empty, there, chance)
        try:
            made = connection.execute(insert(table).values(row)).inserted_primary_key
        except IntegrityError:
            connection.rollback()
        else:
            connection.commit()
            return dict(zip(table.primary_key.columns.keys(), made or (), strict=True))
    return None  # as where there is one row for each of a few kinds, and all are there


def _row(table: Table, words: Words, empty: Collection[tuple[str, str]], there: Any, chance: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key in table.foreign_key_constraints:
        known = there[key.referred_table.name]
        may_be_empty = all(column.nullable for column in key.columns)
        if may_be_empty and (not known or chance.random() < NULL):
            row |= dict.fromkeys(key.column_keys)
        else:
            assert known, f"{table.name} points at {key.referred_table.name}, in which there is nothing"
            chosen = chance.choice(known)
            row |= {name: chosen[part.column.name] for name, part in zip(key.column_keys, key.elements, strict=True)}
    for column in table.columns:
        if column.name in row or column is table.autoincrement_column:
            continue
        if (table.name, column.name) in empty:
            row[column.name] = None if column.nullable else ""
        elif column.nullable and chance.random() < NULL:
            row[column.name] = None
        else:
            row[column.name] = _value(column, words.get((table.name, column.name)), chance)
    return row


def _value(column: Column[Any], words: list[str] | None, chance: random.Random) -> Any:
    if words:
        return chance.choice(words)
    if isinstance(column.type, JSON):
        return {"a": str(chance.random())}
    made: Mapping[type, Callable[[], Any]] = {
        bool: lambda: chance.random() < 0.5,
        int: lambda: chance.choice((1, 2, 3, 5, 8, 13, 40, chance.randrange(10_000))),
        str: lambda: "" if _one_is_empty(column.table) and chance.random() < NULL else _text(column, chance),
        date: lambda: _day(chance),
        datetime: lambda: datetime.combine(_day(chance), time(chance.randrange(24)), UTC),
        bytes: lambda: chance.randbytes(20),
        Decimal: lambda: Decimal(chance.randrange(1, 40)),
    }
    return made[column.type.python_type]()


def _one_is_empty(table: Any) -> bool:
    """Return whether a check of the table asks which of its texts are empty."""
    checks = [one for one in table.constraints if isinstance(one, CheckConstraint)]
    return any("''" in str(check.sqltext) for check in checks)


def _text(column: Column[Any], chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"[: getattr(column.type, "length", None)]


def _day(chance: random.Random) -> date:
    return date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
