"""Sealing what lies in a database already, and opening it again: for migrations, which know tables by name alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from competence.privacy.keystore.boxes import Box, Place, is_box
from competence.privacy.keystore.unlocking import open_with_key, seal_for, unlock

AT_A_TIME = 500


@dataclass(frozen=True)
class Texts:
    """Columns of one table that are sealed. owner: a piece of SQL that says whose key it is.

    empty: how nothing was written before, besides as an empty text.
    """

    table: str
    columns: tuple[str, ...]
    data_class: str
    owner: str
    empty: tuple[str, ...] = ()


def seal_texts(connection: sa.Connection, kinds: Iterable[Texts]) -> int:
    """Seal every text of these columns, in the migration's own transaction. Returns how many there were."""

    def sealed(kind: Texts, place: Place, text: str) -> str:
        return "" if text in kind.empty else seal_for(place.person, kind.data_class, place, text)

    return sum(_rewrite(connection, kind, sealed) for kind in kinds)


def open_texts(connection: sa.Connection, kinds: Iterable[Texts]) -> int:
    """Write every text of these columns as it was before it was sealed. Returns how many there were."""

    def opened(kind: Texts, place: Place, box: str) -> str:
        return open_with_key(kind.data_class, place, Box(box))

    changed = 0
    for kind in kinds:
        changed += _rewrite(connection, kind, opened)
        for column in kind.columns if kind.empty else ():
            _, columns = _table(kind)
            connection.execute(columns[column].table.update().where(columns[column] == "").values(**{column: "{}"}))
    return changed


def _rewrite(connection: sa.Connection, kind: Texts, written: Callable[[Texts, Place, str], str]) -> int:
    table, columns = _table(kind)
    count = 0
    for rows in _portions(connection, kind):
        unlock({Box(row[name]).key_id for row in rows for name in kind.columns if is_box(row[name])})
        for row in rows:
            new = {
                name: written(kind, Place(kind.table, name, row["id"], row["owner"] or 0), row[name])
                for name in kind.columns
                if row[name]
            }
            count += len(new)
            if new:
                connection.execute(table.update().where(columns["id"] == row["id"]).values(**new))
    return count


def _table(kind: Texts) -> tuple[sa.TableClause, Any]:
    table = sa.table(kind.table, sa.column("id"), *(sa.column(name, sa.Text) for name in kind.columns))
    return table, table.c


def _portions(connection: sa.Connection, kind: Texts) -> Iterator[Sequence[Any]]:
    """Return the rows in the order of their ids, some at a time."""
    table, columns = _table(kind)
    wanted = sa.select(table, sa.literal_column(kind.owner).label("owner")).order_by(columns["id"]).limit(AT_A_TIME)
    rows = connection.execute(wanted).mappings().all()
    while rows:
        yield rows
        rows = connection.execute(wanted.where(columns["id"] > rows[-1]["id"])).mappings().all()
