"""Whose key seals a row: the person the row is about, found along its foreign keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, func, literal, select
from sqlalchemy.orm import Mapper, Session

from competence.privacy.datamap.paths import pointed_to, value_at

HOUSE = 0  # whose key seals what is about nobody in particular


def owner_of(table: FromClause, *paths: str) -> ColumnElement[int]:
    """Return the id of the first person that dotted paths over foreign keys lead to, as a piece of SQL."""
    return func.coalesce(*(value_at(table, path) for path in paths), literal(HOUSE))


def owner_of_new(session: Session, connection: Connection, mapper: Mapper[Any], row: Any, *paths: str) -> int:
    """Return whose key seals a row that is not in the database yet; what it is part of must be."""
    for path in paths:
        person = _walked(session, connection, mapper, row, path)
        if person is not None:
            return int(person)
    return HOUSE


def owners_of_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *paths: str) -> list[int]:
    """Return whose key seals each of many rows that are about to be written, in one statement for each path."""
    found: list[int | None] = [None] * len(rows)
    for path in paths:
        step, _, rest = path.partition(".")
        values = [row[step] for row in rows]
        if rest and (known := [value for value in values if value is not None]):
            parent, parent_key = pointed_to(table.c[step])
            key = parent.c[parent_key]
            above = select(key, value_at(parent, rest)).where(key.between(min(known), max(known)))
            owners = {row[0]: row[1] for row in connection.execute(above)}
            values = [owners.get(value) for value in values]
        found = [value if one is None else one for one, value in zip(found, values, strict=True)]
    return [one or HOUSE for one in found]


def _walked(session: Session, connection: Connection, mapper: Mapper[Any], row: Any, path: str) -> int | None:
    """Follow a path through what is loaded, and ask the database where that ends."""
    step, _, rest = path.partition(".")
    column = mapper.local_table.c[step]
    value: int | None = getattr(row, mapper.get_property_by_column(column).key)
    if not rest or value is None:
        return value
    (key,) = column.foreign_keys
    above = next(other for other in mapper.registry.mappers if other.local_table is key.column.table)
    loaded = session.identity_map.get(above.identity_key_from_primary_key((value,)))
    if loaded is not None and rest.partition(".")[0] in loaded.__dict__:
        return _walked(session, connection, above, loaded, rest)
    known: dict[object, int | None] = session.info.setdefault("owners", {})
    if (place := (above.class_, rest, value)) not in known:
        parent, parent_key = pointed_to(column)
        known[place] = connection.scalar(select(value_at(parent, rest)).where(parent.c[parent_key] == value))
    return known[place]
