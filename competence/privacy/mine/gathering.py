"""Gathering what is held about somebody: every row about them, less what others wrote and have not opened to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from competence.access.actor import Actor
from competence.access.policy import permits
from competence.db import Model, db
from competence.privacy.datamap.columns import personal_tables, table_of, tables
from competence.privacy.datamap.paths import belongs_otherwise, belongs_to, key_columns, latest_of, reaches
from competence.privacy.datamap.record import feature_of
from competence.privacy.datamap.words import FEATURES
from competence.privacy.declare import Keep, Latest, Personal
from competence.privacy.retention.rules import MONTHS, SHORT_DAYS, add_months
from competence.web.clock import day_of

DATED = frozenset(MONTHS) - {Keep.UNTIL_NEXT_TALK}


@dataclass(frozen=True)
class Held:
    """One row about somebody: the row, its key as a text, and the last day it is kept, where that is known."""

    row: Any
    key: str
    until: date | None


@dataclass(frozen=True)
class Group:
    """The rows of one table, with what the table declares; others: rows somebody else wrote and has not opened."""

    name: str
    cls: type[Model]
    declared: Personal
    rows: list[Held] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The groups of one part of the product."""

    feature: str
    label: Any
    groups: list[Group]


def gather(actor: Actor) -> list[Section]:
    """Return everything held about the one who asks that they are shown, by parts of the product."""
    by_feature: dict[str, list[Group]] = {feature: [] for feature in FEATURES}
    for name, (cls, declared) in personal_tables().items():
        group = Group(name, cls, declared, list(_held(cls, declared, actor)))
        if group.rows or declared.withheld:
            by_feature[feature_of(cls)].append(group)
    return [Section(feature, FEATURES[feature], groups) for feature, groups in by_feature.items() if groups]


def one(actor: Actor, name: str, key: str) -> tuple[Group, Held] | None:
    """Return one row about the one who asks, if there is such a row and they are shown it."""
    found = personal_tables().get(name)
    if found is None:
        return None
    cls, declared = found
    held = next((held for held in _held(cls, declared, actor) if held.key == key), None)
    return (Group(name, cls, declared), held) if held else None


def _held(cls: type[Model], declared: Personal, actor: Actor) -> Iterator[Held]:
    if declared.withheld or actor.person_id is None:
        return
    for row, is_own in _rows(cls, declared, actor.person_id):
        if _is_shown(row, declared, actor, is_own=is_own):
            yield Held(row, key_of(row), _until(row, declared))


def _rows(cls: type[Model], declared: Personal, person_id: int) -> Iterator[tuple[Any, bool]]:
    """Return the rows about a person, and those of others that are opened to them; True where they are their own."""
    table = table_of(cls)
    own = belongs_to(table, declared, lambda column: column == person_id)
    query = select(cls).order_by(*key_columns(table))
    yield from ((row, True) for row in db.session.scalars(query.where(own)))
    if declared.also_shown:
        to_them = reaches(table, declared.also_shown, lambda column: column == person_id)
        yield from ((row, False) for row in db.session.scalars(query.where(to_them, ~func.coalesce(own, False))))


def _is_shown(row: Any, declared: Personal, actor: Actor, *, is_own: bool) -> bool:
    """Return whether the person a row is about is shown it: others' words only once they are open to them."""
    waits_for = declared.when if not (is_own and declared.also_shown) else ""
    if waits_for and follow(row, waits_for) is None:
        return False
    if declared.opens and not declared.opens(row, actor.person_id or 0):
        return False
    if not declared.only_seen or declared.seen is None or (is_own and _lies_otherwise(row, declared, actor)):
        return True
    return permits(actor, declared.seen, _thing(row, declared.thing))


def _lies_otherwise(row: Any, declared: Personal, actor: Actor) -> bool:
    """Return whether a row is a team's, and the actor's only because they wrote or hold it."""
    if not declared.else_about:
        return False
    table = table_of(type(row))
    is_this = [column == getattr(row, column.name) for column in key_columns(table)]
    lies = belongs_otherwise(table, declared, lambda column: column == actor.person_id)
    return db.session.scalar(select(func.count()).select_from(table).where(*is_this, lies)) == 1


def follow(row: Any, path: str) -> Any:
    """Return what a dotted path over foreign keys leads to from a row, or None."""
    step, _, rest = path.partition(".")
    value = getattr(row, step)
    if not rest or value is None:
        return value
    return follow(parent_of(row, step), rest)


def parent_of(row: Any, column: str) -> Any:
    """Return the row a foreign key points to."""
    value = getattr(row, column)
    (key,) = table_of(type(row)).c[column].foreign_keys
    return None if value is None else db.session.get(tables()[key.column.table.name], value)


def key_of(row: Any) -> str:
    """Return a row's key as a text: its values with a full stop between them."""
    return ".".join(str(getattr(row, column.name)) for column in key_columns(table_of(type(row))))


def _thing(row: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        row = parent_of(row, step)
    return row


def _until(row: Any, declared: Personal) -> date | None:
    """Return the day a row goes, where only a date decides."""
    begun = _begun(row, declared)
    if begun is None:
        return None
    if declared.keep is Keep.SHORT:
        return begun + timedelta(days=SHORT_DAYS)
    return add_months(begun, MONTHS[declared.keep]) if declared.keep in DATED else None


def _begun(row: Any, declared: Personal) -> date | None:
    for since in declared.since:
        value = _newest(row, since) if isinstance(since, Latest) else follow(row, since)
        if value is not None:
            return day_of(value) if isinstance(value, datetime) else value
    if declared.parent:
        parent = parent_of(row, declared.parent)
        return None if parent is None else _begun(parent, type(parent).__privacy__)
    return None


def _newest(row: Any, latest: Latest) -> datetime | None:
    below, column = latest_of(table_of(type(row)), latest)
    (*_, key) = key_columns(table_of(type(row)))
    newest: datetime | None = db.session.scalar(
        select(func.max(below.c[latest.column])).where(column == getattr(row, key.name))
    )
    return newest
