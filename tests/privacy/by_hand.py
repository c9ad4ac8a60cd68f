"""The night each row goes, worked out row by row from what its table declares: a second answer, without a statement."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from competence.db import Model, db
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.declare import Erase, Keep, Latest, Personal
from competence.privacy.retention.planning import LEFT, TALKS
from competence.privacy.retention.rules import MONTHS, SHORT_DAYS
from competence.web.clock import DENMARK, add_months

Row = Mapping[str, Any]
Place = tuple[str, tuple[Any, ...]]
NEVER = date.max
OPEN = (Keep.UNTIL_LEAVING, Keep.FOR_EVER, Keep.TRAIL)


class ByHand:
    """A house as it stands, and when each of its rows goes if nothing more is ever written."""

    def __init__(self, first: date, nights: int) -> None:
        self.tables = personal_tables()
        self.rows: dict[str, dict[tuple[Any, ...], Row]] = {}
        for table in Model.metadata.sorted_tables:
            found = db.session.execute(select(table)).mappings()
            keys = [column.name for column in table.primary_key]
            self.rows[table.name] = {tuple(row[key] for key in keys): dict(row) for row in found}
        self.talks = [tuple(talk) for talks in TALKS for talk in db.session.execute(talks())]
        self.leaves: dict[int, date] = {}
        for number in range(-200, nights):
            day = first + timedelta(days=number)
            for person in {person for left in LEFT for person in left(day)}:
                self.leaves.setdefault(person, add_months(day, 6))

    def nights(self) -> dict[Place, date]:
        """Return the night each row goes, of those that ever do."""
        found = {
            (name, key): self.goes(name, key)
            for name, (_, declared) in self.tables.items()
            if declared.erase is not Erase.TRAIL
            for key in self.rows[name]
        }
        return {place: night for place, night in found.items() if night < NEVER}

    def goes(self, name: str, key: tuple[Any, ...]) -> date:
        return min(self.due(name, key), self.left(name, key))

    def due(self, name: str, key: tuple[Any, ...]) -> date:
        """Return when its time is over and nothing under it must stay longer."""
        declared = self.tables[name][1]
        if declared.erase is Erase.TRAIL or declared.keep in OPEN:
            return NEVER
        stay = [
            self.goes(below.name, child)
            for below, column, says in _under(name)
            if says.since or says.keep is not declared.keep
            for child, row in self.rows[below.name].items()
            if row[column] == key[-1]
        ]
        return max([self._over(name, self.rows[name][key]), *stay])

    def left(self, name: str, key: tuple[Any, ...]) -> date:
        """Return when it goes with somebody who left, or with what it hangs under."""
        declared, row = self.tables[name][1], self.rows[name][key]
        dates = []
        if declared.erase is Erase.DELETE:
            whose = self._at(name, row, declared.about)
            people = [whose, *(row[column] for column in declared.both)]
            if whose is None and declared.else_about and not declared.shared_else:
                people.append(self._at(name, row, declared.else_about))
            dates = [self.leaves.get(person, NEVER) for person in people if person is not None]
        above = [(self._table(name).c[column], column) for column in row]
        for column, step in above:
            for foreign in column.foreign_keys:
                parent = foreign.column.table.name
                if foreign.ondelete == "CASCADE" and parent != "person" and parent in self.tables and row[step]:
                    dates.append(self.left(parent, (row[step],)))
        return min([NEVER, *dates])

    def _over(self, name: str, row: Row) -> date:
        declared = self.tables[name][1]
        if declared.parent and not declared.since:
            parent, above = self._above(name, row, declared.parent)
            if self.tables[parent][1].keep is declared.keep:
                return self._over(parent, above) if above else NEVER
        if declared.keep is Keep.UNTIL_NEXT_TALK:
            return self._talked(name, row, declared)
        day = self._begun(name, row)
        if day is None or declared.keep in OPEN:
            return NEVER
        if declared.keep is Keep.SHORT:
            return day + timedelta(days=SHORT_DAYS)
        return add_months(day, MONTHS[declared.keep])

    def _begun(self, name: str, row: Row) -> date | None:
        declared = self.tables[name][1]
        for since in declared.since:
            if day := self._day(name, row, since):
                return day
        if not declared.parent:
            return None
        parent, above = self._above(name, row, declared.parent)
        return self._begun(parent, above) if above else None

    def _talked(self, name: str, row: Row, declared: Personal) -> date:
        whose = self._at(name, row, declared.about)
        is_team = whose is None and bool(declared.else_about)
        whose = self._at(name, row, declared.else_about) if is_team else whose
        day = next(filter(None, (self._day(name, row, since) for since in declared.since)), None)
        held = [
            date.fromisoformat(str(held_on))
            for person, held_on, of_team in self.talks
            if person == whose and bool(of_team) == is_team
        ]
        after = [one for one in held if day and one > day]
        return add_months(min(after), MONTHS[declared.keep]) if after else NEVER

    def _day(self, name: str, row: Row, since: str | Latest) -> date | None:
        if isinstance(since, str):
            return _as_day(self._at(name, row, since))
        (key,) = (row[column.name] for column in self._table(name).primary_key)
        (column,) = (column for below, column, _ in _under(name) if below.name == since.table)
        found = [one[since.column] for one in self.rows[since.table].values() if one[column] == key]
        return _as_day(max(filter(None, found), default=None))

    def _at(self, name: str, row: Row | None, path: str) -> Any:
        step, _, rest = path.partition(".")
        if row is None or not rest:
            return row and row[step]
        return self._at(*self._above(name, row, step), rest)

    def _above(self, name: str, row: Row, step: str) -> tuple[str, Row | None]:
        (foreign,) = self._table(name).c[step].foreign_keys
        parent = foreign.column.table.name
        return parent, self.rows[parent].get((row[step],))

    @staticmethod
    def _table(name: str) -> Any:
        return Model.metadata.tables[name]


@cache
def _under(name: str) -> tuple[tuple[Any, str, Personal], ...]:
    """Return the tables whose rows go with one of these, the column that points here, and what they declare."""
    return tuple(
        (table_of(below), column.name, says)
        for below, says in personal_tables().values()
        for column in table_of(below).c
        if any(key.column.table.name == name and key.ondelete == "CASCADE" for key in column.foreign_keys)
    )


def _as_day(value: Any) -> date | None:
    return value.astimezone(DENMARK).date() if isinstance(value, datetime) else value
