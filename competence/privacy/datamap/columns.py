"""What a column is: a key, somebody's name, words, a fact, or what nobody is shown; an unsaid one is found."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Numeric, Table
from sqlalchemy import Enum as Choice
from sqlalchemy.types import TypeEngine

from competence.db import Model, Moment
from competence.privacy.declare import Impersonal, Personal

PLAIN = (Choice, Boolean, Date, DateTime, Integer, Numeric, Moment)  # their type says that nobody's words are in them


class Kind(Enum):
    """What a column holds; the value is the word of the record."""

    KEY = "Nøgle"
    PERSON = "Henvisning til en person"
    WORDS = "Ord, nogen har skrevet"
    CODE = "Systemets egne ord"
    FACT = "Valg, tal eller dato"
    HIDDEN = "Vises for ingen"
    HOUSE = "Om huset, ikke om en person"


@cache
def tables() -> Mapping[str, type[Model]]:
    """Return every table of the product by its name, parents before what hangs under them.

    Put in order once: with every table of a product this size it takes longer than most requests.
    """
    classes = {mapper.local_table: mapper.class_ for mapper in Model.registry.mappers}
    return MappingProxyType({table.name: classes[table] for table in Model.metadata.sorted_tables if table in classes})


@cache
def personal_tables() -> Mapping[str, tuple[type[Model], Personal]]:
    """Return the tables that hold something about people, with what they declare."""
    declared = {name: (cls, getattr(cls, "__privacy__", None)) for name, cls in tables().items()}
    return MappingProxyType({name: (cls, says) for name, (cls, says) in declared.items() if isinstance(says, Personal)})


def table_of(cls: type[Model]) -> Table:
    """Return the table of a class."""
    table = cls.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{cls.__name__} has no table of its own")
    return table


def kind_of(column: Column[object], declared: Personal | Impersonal) -> Kind | None:
    """Return what a column is; None where neither its type nor its table says."""
    if isinstance(declared, Impersonal):
        return Kind.HOUSE
    said = {Kind.HIDDEN: declared.hidden, Kind.WORDS: declared.words, Kind.CODE: declared.codes}
    for kind, names in said.items():
        if column.name in names:
            return kind
    if column.primary_key or column.foreign_keys or column.name in (declared.about, *declared.also, "pid"):
        return Kind.PERSON if leads_to_a_person(column) else Kind.KEY
    return Kind.FACT if _is_plain(column.type) else None


def leads_to_a_person(column: Column[object]) -> bool:
    """Return whether a column holds the id of a person."""
    return any(key.column.table.name == "person" or leads_to_a_person(key.column) for key in column.foreign_keys)


def _is_plain(kind: TypeEngine[object]) -> bool:
    return isinstance(kind, PLAIN)
