"""Gathering what is held about somebody: every row about them, less what others wrote and have not opened to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from competence.access.actor import Actor
from competence.access.policy import permits
from competence.access.predicates import is_withheld
from competence.db import Model, db
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.datamap.paths import belongs_otherwise, belongs_to, key_columns, reaches
from competence.privacy.datamap.record import feature_of, told_columns
from competence.privacy.datamap.words import FEATURES
from competence.privacy.declare import Keep, Latest, Personal
from competence.privacy.mine.along import hold, newest_under, parent_of, pointed_to, read_along, with_all_under
from competence.privacy.retention.rules import MONTHS, SHORT_DAYS
from competence.web.clock import add_months, day_of

DATED = frozenset(MONTHS) - {Keep.UNTIL_NEXT_TALK}


@dataclass(frozen=True)
class Held:
    """One row about somebody: the row, its key as a text, and the last day it is kept, where that is known."""

    row: Any
    key: str
    until: date | None


@dataclass(frozen=True)
class _Found:
    """A row, whether it is the person's own, and whether it is about nobody and only lies with them (a team's)."""

    row: Any
    is_own: bool
    lies_otherwise: bool


@dataclass(frozen=True)
class Group:
    """The rows of one table, with what the table declares."""

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
        if held := list(_held(cls, declared, actor)):
            shown = [] if declared.withheld else held  # not even how many
            by_feature[feature_of(cls)].append(Group(name, cls, declared, shown))
    return [Section(feature, FEATURES[feature], groups) for feature, groups in by_feature.items() if groups]


def one(actor: Actor, name: str, key: str) -> tuple[Group, Held] | None:
    """Return one row about the one who asks, if there is such a row and they are shown it."""
    found = personal_tables().get(name)
    if found is None or found[1].withheld:
        return None
    cls, declared = found
    held = next((held for held in _held(cls, declared, actor) if held.key == key), None)
    return (Group(name, cls, declared), held) if held else None


def _held(cls: type[Model], declared: Personal, actor: Actor) -> Iterator[Held]:
    if actor.person_id is None:
        return
    rows = list(_rows(cls, declared, actor.person_id))
    hold(row.row for row in rows)
    asked_about = declared.thing if declared.only_seen or declared.opens else ""
    paths = [*_paths(cls, declared), *([declared.thing] if _lies_with(actor, declared) else [])]
    read_along([row.row for row in rows], paths, whole=asked_about)
    for row in rows:
        if _is_shown(row, declared, actor):
            yield Held(row.row, key_of(row.row), _until(row.row, declared))


def _rows(cls: type[Model], declared: Personal, person_id: int) -> Iterator[_Found]:
    """Return the rows about a person, and those of others that are opened to them."""
    table = table_of(cls)
    own = belongs_to(table, declared, lambda column: column == person_id)
    lies_otherwise = belongs_otherwise(table, declared, lambda column: column == person_id)
    query = select(cls, lies_otherwise).order_by(*key_columns(table))
    if declared.only_seen and not declared.thing:
        query = query.options(with_all_under(cls))
    yield from (_Found(row, True, lies) for row, lies in db.session.execute(query.where(own)))
    if declared.also_shown:
        to_them = reaches(table, declared.also_shown, lambda column: column == person_id)
        shown = query.where(to_them, ~func.coalesce(own, False))
        yield from (_Found(row, False, False) for row, _ in db.session.execute(shown))


def _paths(cls: type[Model], declared: Personal) -> list[str]:
    """Return the paths to what is said of a row: what others are called, when it opens, how long it is kept."""
    named = [column.name for column, _ in told_columns(cls, declared) if column.foreign_keys]
    return [*named, *filter(None, [declared.when]), *_paths_of_time(cls, declared)]


def _paths_of_time(cls: type[Model], declared: Personal) -> Iterator[str]:
    yield from (since for since in declared.since if isinstance(since, str))
    if declared.parent:
        yield declared.parent
        above = personal_tables()[table_of(pointed_to(cls, declared.parent)).name]
        yield from (f"{declared.parent}.{path}" for path in _paths_of_time(*above))


def _is_shown(found: _Found, declared: Personal, actor: Actor) -> bool:
    """Return whether the person a row is about is shown it: others' words only once they are open to them."""
    waits_for = declared.when if not (found.is_own and declared.also_shown) else ""
    if waits_for and follow(found.row, waits_for) is None:
        return False
    if declared.opens and not declared.opens(found.row, actor.person_id or 0):
        return False
    if _lies_with(actor, declared) and is_withheld(actor, _thing(found.row, declared.thing)):
        return False
    if not declared.only_seen or declared.seen is None or found.lies_otherwise:
        return True
    return permits(actor, declared.seen, _thing(found.row, declared.thing))


def _lies_with(actor: Actor, declared: Personal) -> bool:
    """Return whether a row of the actor's own may lie with another whose use is restricted, for whom they wrote it."""
    return bool(actor.restricted and declared.thing) and not declared.about.startswith(declared.thing)


def follow(row: Any, path: str) -> Any:
    """Return what a dotted path over foreign keys leads to from a row, or None."""
    step, _, rest = path.partition(".")
    value = getattr(row, step)
    if not rest or value is None:
        return value
    return follow(parent_of(row, step), rest)


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
        value = newest_under(row, since) if isinstance(since, Latest) else follow(row, since)
        if value is not None:
            return day_of(value) if isinstance(value, datetime) else value
    if declared.parent:
        parent = parent_of(row, declared.parent)
        return None if parent is None else _begun(parent, type(parent).__privacy__)
    return None
