"""Sealed columns: a feature declares which ones they are, and reads and writes plain texts."""

import json
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, cast, overload

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection, Table, Text, TypeDecorator, event, func, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session, column_property, object_session
from sqlalchemy.orm.attributes import set_committed_value

from competence.db import Model
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, CannotOpen, Place, is_box
from competence.privacy.keystore.owners import owner_of, owner_of_new, owners_of_many
from competence.web.refusals import Refusal

T = TypeVar("T")
OWNER = "_owner"  # the attribute that says whose key seals a row; it comes with the row


class NotSealed(TypeError):
    """Something was about to be written to a sealed column that is not sealed."""


class Unreadable(Refusal):
    """A sealed text cannot be opened: it was changed outside the product, or its key is gone."""

    status = 500
    message = _l("En tekst her kan ikke åbnes. Sig det til dem, der passer systemet; de finder den i loggen.")


@dataclass(frozen=True)
class Sealing:
    """That a table has sealed columns: for what kind of text the keys are, and whose they are.

    owners: paths to the person, the first that leads to one; none is the path `__privacy__` names. The person of a row
    never changes.
    """

    data_class: str
    owners: tuple[str, ...] = ()

    def paths(self, cls: Any) -> tuple[str, ...]:
        """Return the paths to the person whose key seals a row of this table."""
        return self.owners or (cls.__privacy__.about,)


@dataclass(frozen=True, repr=False)
class Pending:
    """A text on its way into the database; it is sealed when its row is written."""

    text: str


class SealedText(TypeDecorator[Any]):
    """The type of a sealed column: it takes boxes and nothing else, whichever way a statement was made."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Let a box through, and what is empty. Raises NotSealed."""
        if value not in (None, "") and not isinstance(value, Box):
            raise NotSealed("a sealed column takes boxes; write to the attribute, and the row is sealed")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Box | None:
        """Give a box back."""
        return None if value is None else Box(value)


class Sealed(Generic[T]):
    """A text whose column holds a box. The column is declared before it, with an underscore before the name."""

    empty: Any = ""

    def __set_name__(self, _: type, name: str) -> None:
        self.name, self.kept = name, f"_{name}"

    @overload
    def __get__(self, row: None, owner: type) -> InstrumentedAttribute[Any]: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: Any, owner: type) -> Any:
        """Return the text; of the class the column, of which a statement can ask only whether it is empty."""
        if row is None:
            return getattr(owner, self.kept)
        value = getattr(row, self.kept)
        if isinstance(value, Pending):
            return self.decode(value.text)
        return self.decode(opened(row, self, value)) if value else self.empty

    def __set__(self, row: Any, value: T) -> None:
        text = self.encode(value)
        known = inspect(row)
        if known.persistent and self.encode(self.__get__(row, type(row))) == text:
            return  # nothing changes, so nothing is written
        setattr(row, self.kept, Pending(text) if text else "")

    def encode(self, value: T) -> str:
        """Return a value as the text that is sealed; what is empty is not."""
        return cast(str, value)

    def decode(self, text: str) -> T:
        """Return what was sealed."""
        return cast(T, text)


class SealedJson(Sealed[T]):
    """Words by their names, sealed as one text."""

    @property
    def empty(self) -> Any:
        """No words."""
        return {}

    def encode(self, value: T) -> str:
        """Write the words as JSON."""
        return json.dumps(value, ensure_ascii=False) if value else ""

    def decode(self, text: str) -> T:
        """Read the words."""
        return cast(T, json.loads(text))


# What was opened, or is about to be sealed, so that it is not opened again: box, owner, text.
_opened: weakref.WeakKeyDictionary[Any, dict[str, tuple[str, int, str]]] = weakref.WeakKeyDictionary()


def opened(row: Any, sealed: Sealed[Any], box: Box) -> str:
    """Return what a box in a row holds. Keys of everything else that is loaded are opened along. Raises Unreadable."""
    kept, owner = _opened.setdefault(row, {}), getattr(row, OWNER)
    known = kept.get(sealed.name)
    if known is None or known[:2] != (box, owner):
        if is_box(box) and not unlocking.is_open(box.key_id):
            _unlock_all(object_session(row))
        (number,) = inspect(row).identity
        known = box, owner, open_column(type(row), sealed.name, number, owner, box)
        kept[sealed.name] = known
    return known[2]


def open_column(cls: Any, name: str, number: object, person: int, box: str) -> str:
    """Return what a box holds that was read without its row: number and person say where it lay. Raises Unreadable."""
    if not box:
        return ""
    try:
        return unlocking.open_with_key(cls.__sealed__.data_class, _place(cls, name, number, person), Box(box))
    except CannotOpen as wrong:
        current_app.logger.error("sealed text: %s", wrong)
        raise Unreadable from wrong


def seal_column(cls: Any, name: str, number: object, person: int, text: str) -> str:
    """Seal a text whose row is written without its object: number and person say where it will lie."""
    place = _place(cls, name, number, person)
    return unlocking.seal_for(place.person, cls.__sealed__.data_class, place, text) if text else ""


def seal_rows(connection: Connection, cls: Any, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return rows, by their columns, as they are written many at once; what they are part of is stored already."""
    if not hasattr(cls, "__sealed__"):
        return rows
    owners = owners_of_many(connection, cls.__table__, rows, *cls.__sealed__.paths(cls))
    unlocking.have_keys(cls.__sealed__.data_class, set(owners))
    return [
        dict(row)
        | {
            one.name: seal_column(cls, one.name, row["id"], owner, one.encode(row[one.name]))
            for one in sealed_of(cls)
            if one.name in row
        }
        for row, owner in zip(rows, owners, strict=True)
    ]


@cache
def sealed_of(cls: Any) -> tuple[Sealed[Any], ...]:
    """Return the sealed texts of a table."""
    return tuple(value for value in vars(cls).values() if isinstance(value, Sealed))


def sealed_tables() -> list[Any]:
    """Return every table with sealed texts."""
    return [mapper.class_ for mapper in Model.registry.mappers if hasattr(mapper.class_, "__sealed__")]


def _unlock_all(session: Session | None) -> None:
    """Open the keys of everything that is loaded in one go: a page asks the keystore once, not for each row."""
    loaded = session.identity_map.values() if session else ()
    held = (row.__dict__.get(sealed.kept) for row in loaded for sealed in sealed_of(type(row)))  # type: ignore[arg-type]
    unlocking.unlock({Box(box).key_id for box in held if is_box(box)})


def _place(cls: Any, name: str, number: object, person: int) -> Place:
    return Place(cls.__tablename__, name, number, person)


@event.listens_for(Mapper, "after_mapper_constructed")
def _let_the_owner_come_along(mapper: Mapper[Any], cls: Any) -> None:
    if hasattr(cls, "__sealed__"):
        mapper.add_property(OWNER, column_property(owner_of(mapper.local_table, *cls.__sealed__.paths(cls))))
        event.listen(cls, "before_insert", _seal_new)
        event.listen(cls, "before_update", _seal)


def _seal_new(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """Give a row its number before it is written, where it or one beside it is sealed: boxes are tied to it."""
    session = cast(Session, object_session(row))
    if not _are_sealed(session, type(row)):
        return
    (key,) = mapper.primary_key
    name = mapper.get_property_by_column(key).key
    if getattr(row, name) is None:
        setattr(row, name, _next_id(session, connection, cast(Table, mapper.local_table)))
    set_committed_value(
        row, OWNER, owner_of_new(session, connection, mapper, row, *type(row).__sealed__.paths(type(row)))
    )
    _seal(mapper, connection, row)


def _seal(mapper: Mapper[Any], _: Connection, row: Any) -> None:
    cls = row.__class__
    for sealed in sealed_of(cls):
        pending = row.__dict__.get(sealed.kept)
        if isinstance(pending, Pending):
            (number,), owner = mapper.primary_key_from_instance(row), getattr(row, OWNER)
            box = seal_column(cls, sealed.name, number, owner, pending.text)
            setattr(row, sealed.kept, box)
            _opened.setdefault(row, {})[sealed.name] = box, owner, pending.text


def _are_sealed(session: Session, cls: type) -> bool:
    """Return whether any new row of a table has a text to seal; numbers are given to all of them, or to none."""
    known: dict[type, bool] = session.info.setdefault("sealed", {})
    if cls not in known:
        kept = [sealed.kept for sealed in sealed_of(cls)]
        known[cls] = any(
            isinstance(one.__dict__.get(name), Pending) for one in session.new if type(one) is cls for name in kept
        )
    return known[cls]


def _next_id(session: Session, connection: Connection, table: Table) -> int:
    """Return the number the database would give the next row; SQLite's is ours while we hold the lock for writing."""
    (key,) = table.primary_key.columns
    if connection.dialect.name == "postgresql":
        return cast(int, connection.scalar(select(func.nextval(func.pg_get_serial_sequence(table.name, key.name)))))
    numbers: dict[str, int] = session.info.setdefault("numbers", {})
    if table.name not in numbers:
        numbers[table.name] = connection.scalar(select(func.max(key))) or 0
    numbers[table.name] += 1
    return numbers[table.name]


@event.listens_for(Session, "after_flush")
@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _: object) -> None:
    """Forget what held for one flush alone."""
    session.info.pop("numbers", None)
    session.info.pop("owners", None)
    session.info.pop("sealed", None)
