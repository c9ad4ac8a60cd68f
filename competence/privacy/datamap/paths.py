"""Whose a row is and when its time began: a declaration's paths over foreign keys, as conditions of a statement."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, func, or_, select

from competence.db import Model
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.declare import Latest, Personal

Condition = Callable[[Any], Any]
Rows = Any  # a table, or a table under another name in the same statement


def pointed_to(column: Any) -> tuple[Any, str]:
    """Return the table a foreign key points to, under another name in the statement, and the key of its rows."""
    (key,) = column.foreign_keys
    return key.column.table.alias(), key.column.name


def reaches(table: Rows, path: str, condition: Condition) -> Any:
    """Return that what a dotted path leads to from a row meets a condition."""
    step, _, rest = path.partition(".")
    column: Any = table.c[step]
    if not rest:
        return condition(column)
    parent, key = pointed_to(column)
    return column.in_(select(parent.c[key]).where(reaches(parent, rest, condition)))


def is_empty(table: Rows, path: str) -> Any:
    """Return that a path leads to nothing from a row."""
    step, _, rest = path.partition(".")
    column: Any = table.c[step]
    if not rest:
        return column.is_(None)
    parent, key = pointed_to(column)
    return or_(column.is_(None), column.in_(select(parent.c[key]).where(is_empty(parent, rest))))


def day_at(table: Rows, path: str) -> Any:
    """Return the day a path leads to from a row, as a value of the statement."""
    return func.date(value_at(table, path))


def value_at(table: Rows, path: str) -> Any:
    """Return the value a path leads to from a row, as a value of the statement."""
    step, _, rest = path.partition(".")
    column: Any = table.c[step]
    if not rest:
        return column
    parent, key = pointed_to(column)
    return select(value_at(parent, rest)).where(parent.c[key] == column).correlate_except(parent).scalar_subquery()


def belongs_to(table: Rows, declared: Personal, condition: Condition) -> ColumnElement[bool]:
    """Return that a row is about, or as much about, somebody whose id meets a condition."""
    said = [reaches(table, declared.about, condition), *(condition(table.c[column]) for column in declared.both)]
    return or_(*said, belongs_otherwise(table, declared, condition))


def belongs_otherwise(table: Rows, declared: Personal, condition: Condition) -> ColumnElement[bool]:
    """Return that a row is about nobody and lies with somebody whose id meets a condition: a team's talk."""
    if not declared.else_about:
        return false()
    return and_(is_empty(table, declared.about), reaches(table, declared.else_about, condition))


def latest_of(table: Rows, latest: Latest) -> tuple[Table, ColumnElement[Any]]:
    """Return the table that hangs under a row and its column that holds the row's key."""
    below = Model.metadata.tables[latest.table]
    name = name_of(table)
    for column in below.c:
        for key in column.foreign_keys:
            if key.column.table.name == name and key.ondelete == "CASCADE":
                return below, column
    raise LookupError(f"{latest.table} does not hang under {name}")


def name_of(table: Rows) -> str:
    """Return the name of a table, also where it stands under another name."""
    return str(table.element.name if hasattr(table, "element") else table.name)


def key_columns(table: Rows) -> list[Any]:
    """Return the columns of a table's primary key."""
    return list(table.primary_key)


def keys_where(table: Rows, condition: ColumnElement[bool]) -> Select[Any]:
    """Return the statement for the keys of the rows that meet a condition, in the order of the keys."""
    return select(*key_columns(table)).where(condition).order_by(*key_columns(table))


@cache
def children_of(name: str) -> tuple[tuple[Table, Personal, str], ...]:
    """Return the tables about people whose rows go with a row of this one: with what they say, and by which column."""
    found = []
    for cls, declared in personal_tables().values():
        table = table_of(cls)
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name == name and key.ondelete == "CASCADE" and name != "person":
                    found.append((table, declared, column.name))
    return tuple(found)
