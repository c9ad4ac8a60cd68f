"""Writes many rows at once: ids are counted here, so that a row's children can be made before it is stored."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Table, func, insert
from sqlalchemy.orm import Session

from competence.admin.demo.queries import last_id
from competence.db import Model
from competence.privacy.keystore.columns import seal_rows

BATCH = 20_000


class Writer:
    """Collects rows by table and stores them a batch at a time, parents first."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._rows: dict[type[Model], list[Mapping[str, Any]]] = defaultdict(list)
        self._last: dict[type[Model], int] = {}
        self._waiting = 0

    def add(self, model: type[Model], **values: Any) -> int:
        """Take a row and return its id (0 for a table whose key is not an id).

        All rows of a table name the same columns.
        """
        number = 0
        if "id" in _table(model).columns:
            number = self._next(model)
            values["id"] = number
        self._rows[model].append(values)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.store()
        return number

    def store(self) -> None:
        """Store what is waiting."""
        order = list(Model.metadata.sorted_tables)
        for model in sorted(self._rows, key=lambda model: order.index(_table(model))):
            rows = seal_rows(self.session.connection(), model, self._rows[model])
            self.session.execute(insert(_table(model)), rows)
        self._rows.clear()
        self._waiting = 0

    def finish(self) -> None:
        """Store the rest, and let the database count on from the last ids."""
        self.store()
        if self.session.get_bind().dialect.name == "postgresql":
            for model, last in self._last.items():
                self.session.scalar(func.setval(func.pg_get_serial_sequence(_table(model).name, "id"), last))

    def _next(self, model: type[Model]) -> int:
        if model not in self._last:
            self._last[model] = last_id(self.session, _table(model))
        self._last[model] += 1
        return self._last[model]


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)
