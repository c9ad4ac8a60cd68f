"""What goes today because its time is over: the same statements for the dry run and for the run itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from competence.db import Model, Moment, db
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.datamap.paths import (
    Rows,
    belongs_to,
    children_of,
    day_at,
    is_empty,
    key_columns,
    keys_where,
    latest_of,
    name_of,
    pointed_to,
    reaches,
    value_at,
)
from competence.privacy.declare import Erase, Keep, Latest, Personal
from competence.privacy.erasure import queries as erasing
from competence.privacy.erasure.actions import goes
from competence.privacy.restricting.queries import restricted_ids
from competence.privacy.retention.rules import begun_by, left_by
from competence.privacy.trail import keeping
from competence.web.clock import ends
from competence.web.slots import Slot

Key = tuple[Any, ...]
TALKS: Slot[Callable[[], Select[Any]]] = Slot()  # talks that were held: person_id, held_on, whether it was a team's
LEFT: Slot[Callable[[date], Collection[int]]] = Slot()  # who left the house on a day or before, and is not back


@dataclass(frozen=True)
class Removal:
    """The rows of one table that go today, by their keys; where is_withheld, nobody is told how many they are."""

    table: str
    title: str
    keep: Keep
    keys: tuple[Key, ...]
    is_withheld: bool = False

    @property
    def many(self) -> str:
        """How many they are, as it is told."""
        return "–" if self.is_withheld else str(len(self.keys))


@dataclass(frozen=True)
class Plan:
    """All that goes on a day: rows whose time is over, and everything about those who left.

    held: the people whose rows stay, whatever their time. restricted: how many of them because their use is restricted.
    """

    today: date
    leavers: tuple[int, ...]
    removals: tuple[Removal, ...]
    trail: int  # links of the trail, which prunes itself so that its chain holds
    held: frozenset[int] = frozenset()
    restricted: int = 0

    @property
    def since_midnight(self) -> datetime:
        """The moment the day begins: by it the trail counts what is old enough."""
        return ends(self.today - timedelta(days=1))

    @property
    def rows(self) -> int:
        """How many rows go, those of leavers included."""
        return sum(len(removal.keys) for removal in self.removals)


def plan(today: date) -> Plan:
    """Return what goes on a day; reads only."""
    held = erasing.held_ids()
    leavers = tuple(sorted({person for left in LEFT for person in left(left_by(today))} - held))
    leavers = tuple(erasing.pids_of(leavers))
    over = Over(today, held)
    removals = []
    for name, (cls, declared) in personal_tables().items():
        keys = tuple(tuple(key) for key in db.session.execute(keys_where(table_of(cls), over.going(cls, leavers))))
        if keys:
            removals.append(Removal(name, declared.title, declared.keep, keys, bool(declared.withheld)))
    links = sum(keeping.due(ends(today - timedelta(days=1))).values())
    return Plan(today, leavers, tuple(removals), links, held, len(restricted_ids()))


class Over:
    """The conditions under which the time of a row is over on a day."""

    def __init__(self, today: date, held: Collection[int]) -> None:
        self.today, self.held = today, held
        self.talks = [talks().subquery() for talks in TALKS]

    def going(self, cls: type[Model], leavers: Collection[int]) -> ColumnElement[bool]:
        """Return that a row goes: its time is over, or the one it is about left long ago."""
        declared: Personal = cls.__privacy__  # type: ignore[attr-defined]
        due = self.due(table_of(cls), declared)
        if leavers and declared.erase is Erase.DELETE:
            return or_(due, goes(cls, declared, leavers))
        return due

    def due(self, table: Rows, declared: Personal) -> ColumnElement[bool]:
        """Return that a row's time is over, nothing holds it back, and nothing under it must stay longer."""
        if declared.erase is Erase.TRAIL or declared.keep in (Keep.UNTIL_LEAVING, Keep.FOR_EVER):
            return false()
        free = not_(func.coalesce(belongs_to(table, declared, lambda column: column.in_(self.held)), false()))
        return and_(self._over(table, declared), free if self.held else true(), *self._nothing_stays(table, declared))

    def _nothing_stays(self, table: Rows, declared: Personal) -> list[ColumnElement[bool]]:
        """Return, for each table under this one that has a time of its own, that none of its rows must stay."""
        (*_, key) = key_columns(table)
        found = []
        for below, says, column in children_of(name_of(table)):
            row = below.alias()
            if says.since or says.keep is not declared.keep:
                stays = not_(func.coalesce(self.due(row, says), false()))
                found.append(not_(exists().where(row.c[column] == key, stays)))
            elif self.held:
                found.append(not_(exists().where(row.c[column] == key, self._is_held(row, says))))
        return found

    def _is_held(self, table: Rows, declared: Personal) -> ColumnElement[bool]:
        """Return that a row, or one of those that go with it, is held back: a round somebody else opened stays too."""
        (*_, key) = key_columns(table)
        theirs = func.coalesce(belongs_to(table, declared, lambda column: column.in_(self.held)), false())
        found: list[ColumnElement[bool]] = [theirs]
        for below, says, column in children_of(name_of(table)):
            row = below.alias()
            found.append(exists().where(row.c[column] == key, self._is_held(row, says)))
        return or_(*found)

    def _over(self, table: Rows, declared: Personal) -> ColumnElement[bool]:
        if declared.parent and not declared.since:
            parent, says, key = _parent(table, declared)
            if says.keep is declared.keep:
                under: ColumnElement[bool] = table.c[declared.parent].in_(select(key).where(self._over(parent, says)))
                return under
        if declared.keep is Keep.UNTIL_NEXT_TALK:
            return self._talked_since(table, declared)
        last = begun_by(declared.keep, self.today)
        return false() if last is None else self._begun(table, declared, last)

    def _begun(self, table: Rows, declared: Personal, last: date) -> ColumnElement[bool]:
        """Return that the first day that is filled, of those the time may run from, is the last due one or before."""
        found: list[ColumnElement[bool]] = []
        unfilled: list[ColumnElement[bool]] = []
        for since in declared.since:
            met, empty = _met_and_empty(table, since, last)
            found.append(and_(*unfilled, met))
            unfilled.append(empty)
        if declared.parent:
            parent, says, key = _parent(table, declared)
            under = table.c[declared.parent].in_(select(key).where(self._begun(parent, says, last)))
            found.append(and_(*unfilled, under))
        return or_(false(), *found)

    def _talked_since(self, table: Rows, declared: Personal) -> ColumnElement[bool]:
        """Return that there was a talk after the row's day, and that its twelve months are over."""
        last = begun_by(Keep.UNTIL_NEXT_TALK, self.today)
        whose: Any = value_at(table, declared.about)
        is_team: Any = false()
        if declared.else_about:
            nobody = is_empty(table, declared.about)
            whose = case((nobody, value_at(table, declared.else_about)), else_=whose)
            is_team = nobody
        days = [_day(table, since) for since in declared.since]
        day = func.coalesce(*days, None) if len(days) == 1 else func.coalesce(*days)
        found = [
            exists().where(
                talks.c.person_id == whose, talks.c.is_team == is_team, talks.c.held_on > day,
                talks.c.held_on <= literal(last, Date),
            )
            for talks in self.talks
        ]  # fmt: skip
        return or_(false(), *found)


def _met_and_empty(table: Rows, since: str | Latest, last: date) -> tuple[Any, Any]:
    (*_, key) = key_columns(table)
    if isinstance(since, str):
        return reaches(table, since, lambda column: _by_the_end(column, last)), is_empty(table, since)
    below, column = latest_of(table, since)
    newest = select(column).group_by(column).having(func.max(below.c[since.column]) < ends(last))
    return key.in_(newest), key.not_in(select(column))


def _by_the_end(column: Any, last: date) -> Any:
    """Return that a day, or a moment, is not later than a day in Denmark."""
    if isinstance(column.type, Moment):
        return column < ends(last)
    return column <= last


def _day(table: Rows, since: str | Latest) -> Any:
    if isinstance(since, str):
        return day_at(table, since)
    (*_, key) = key_columns(table)
    below, column = latest_of(table, since)
    newest = select(func.max(func.date(below.c[since.column]))).where(column == key)
    return newest.correlate(table).scalar_subquery()


def _parent(table: Rows, declared: Personal) -> tuple[Rows, Personal, Any]:
    parent, key = pointed_to(table.c[declared.parent])
    return parent, personal_tables()[name_of(parent)][1], parent.c[key]
