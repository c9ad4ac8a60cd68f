"""Reading along what rows point to: once for all rows of a table, and held until the request is answered."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, cast

from flask import g
from sqlalchemy import func, select
from sqlalchemy.orm import Load

from competence.db import Model, db
from competence.privacy.datamap.columns import table_of, tables
from competence.privacy.datamap.paths import key_columns, latest_of
from competence.privacy.declare import Latest


def read_along(rows: Collection[Any], paths: Iterable[str], whole: str = "") -> None:
    """Read what dotted paths over foreign keys lead to from rows of one table, each table on the way once.

    whole: the path whose end is read with all that hangs under it, as what POLICY is asked about needs.
    """
    rests: dict[str, set[str]] = {}
    for step, _, rest in (path.partition(".") for path in (*paths, *filter(None, [whole]))):
        rests.setdefault(step, set()).add(rest)
    first, _, last = whole.partition(".")
    for step, further in rests.items() if rows else ():
        if table_of(type(next(iter(rows)))).c[step].foreign_keys:
            above = _parents(rows, step, is_whole=step == first and not last)
            read_along(above, further - {""}, last if step == first else "")


def parent_of(row: Any, column: str) -> Any:
    """Return the row a foreign key points to."""
    value, cls = getattr(row, column), pointed_to(type(row), column)
    if value is None:
        return None
    if (cls, value) not in _held():
        hold([db.session.get(cls, value)])
    return _held()[cls, value]


def pointed_to(cls: type[Model], column: str) -> type[Model]:
    """Return the class whose rows a foreign key points to."""
    (key,) = table_of(cls).c[column].foreign_keys
    return tables()[key.column.table.name]


def hold(rows: Iterable[Any]) -> None:
    """Keep rows that were read, so that they are not read again."""
    _held().update({(type(row), _number(row)): row for row in rows if len(key_columns(table_of(type(row)))) == 1})


def newest_under(row: Any, latest: Latest) -> datetime | None:
    """Return the latest moment of what hangs under a row; asked of all rows of the table that are held."""
    cls, known = type(row), cast(dict[Any, datetime | None], g.setdefault("newest_under", {}))
    if (cls, latest, _number(row)) not in known:
        numbers = {_number(row), *(number for kind, number in _held() if kind is cls)}
        below, column = latest_of(table_of(cls), latest)
        moments = select(column, func.max(below.c[latest.column])).where(column.in_(numbers)).group_by(column)
        known |= {(cls, latest, number): None for number in numbers}
        known |= {(cls, latest, number): moment for number, moment in db.session.execute(moments)}
    return known[cls, latest, _number(row)]


def with_all_under(cls: type[Model]) -> Load:
    """Return the option that reads what hangs under rows of a table together with them."""
    return Load(cls).selectinload("*")


def _parents(rows: Iterable[Any], column: str, *, is_whole: bool) -> list[Any]:
    """Return the rows that a foreign key of rows points to, and read those that are not held."""
    numbers = {number for row in rows if (number := getattr(row, column)) is not None}
    cls = pointed_to(type(next(iter(rows))), column)
    missing = numbers if is_whole else {number for number in numbers if (cls, number) not in _held()}
    if missing:
        (key,) = key_columns(table_of(cls))
        query = select(cls).where(key.in_(missing))
        hold(db.session.scalars(query.options(with_all_under(cls)) if is_whole else query))
    return [_held()[cls, number] for number in numbers]


def _number(row: Any) -> Any:
    (*_, key) = key_columns(table_of(type(row)))
    return getattr(row, key.name)


def _held() -> dict[tuple[type, Any], Any]:
    """Return what was read along; the session by itself forgets rows that nobody holds."""
    return cast(dict[tuple[type, Any], Any], g.setdefault("read_along", {}))
