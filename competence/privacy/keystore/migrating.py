"""Sealing what lies in a database already, and opening it again: for migrations, which know tables by name alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from competence.privacy.keystore.boxes import Box, Place, is_box
from competence.privacy.keystore.owners import HOUSE
from competence.privacy.keystore.unlocking import open_with_key, seal_for, unlock

AT_A_TIME = 500


@dataclass(frozen=True)
class Texts:
    """Columns of one table that are sealed. owner: a piece of SQL that says whose key it is.

    empty: how nothing was written before, besides as an empty text; the first is how it is written again.
    """

    table: str
    columns: tuple[str, ...]
    data_class: str
    owner: str
    empty: tuple[str, ...] = ()


def seal_texts(connection: sa.Connection, kinds: Iterable[Texts]) -> None:
    """Seal every text of these columns, in the migration's own transaction."""

    def sealed(kind: Texts, place: Place, text: str) -> str:
        return "" if text in kind.empty else seal_for(place.person, kind.data_class, place, text)

    for kind in kinds:
        _rewrite(connection, kind, sealed)


def open_texts(connection: sa.Connection, kinds: Iterable[Texts]) -> None:
    """Write every text of these columns as it was before it was sealed."""

    def opened(kind: Texts, place: Place, box: str) -> str:
        return open_with_key(kind.data_class, place, Box(box))

    for kind in kinds:
        _rewrite(connection, kind, opened)
        table = _table(kind)
        for name in kind.columns if kind.empty else ():
            connection.execute(table.update().where(table.c[name] == "").values({name: kind.empty[0]}))


def _rewrite(connection: sa.Connection, kind: Texts, written: Callable[[Texts, Place, str], str]) -> None:
    table = _table(kind)
    for rows in _portions(connection, kind):
        unlock({Box(row[name]).key_id for row in rows for name in kind.columns if is_box(row[name])})
        for row in rows:
            new = {
                name: written(kind, Place(kind.table, name, row["id"], row["owner"] or HOUSE), row[name])
                for name in kind.columns
                if row[name]
            }
            if new:
                connection.execute(table.update().where(table.c.id == row["id"]).values(new))


def _table(kind: Texts) -> sa.TableClause:
    return sa.table(kind.table, sa.column("id"), *(sa.column(name, sa.Text) for name in kind.columns))


def _portions(connection: sa.Connection, kind: Texts) -> Iterator[Sequence[Any]]:
    """Return the rows in the order of their ids, some at a time."""
    table = _table(kind)
    wanted = sa.select(table, sa.literal_column(kind.owner).label("owner")).order_by(table.c.id).limit(AT_A_TIME)
    rows = connection.execute(wanted).mappings().all()
    while rows:
        yield rows
        rows = connection.execute(wanted.where(table.c.id > rows[-1]["id"])).mappings().all()
