"""The record of processing: what each table holds about people, why, who sees it and how long, as they declare it."""

from dataclasses import astuple, dataclass
from functools import cache
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Column

from competence.access.policy import POLICY
from competence.db import Model
from competence.privacy.datamap.column_words import COLUMNS
from competence.privacy.datamap.columns import Kind, kind_of, personal_tables, table_of
from competence.privacy.datamap.words import FEATURES, ONLY_ONESELF, ONLY_YOU, WHO, YOU
from competence.privacy.declare import Personal


@dataclass(frozen=True)
class Line:
    """One category of data, in the reader's language."""

    feature: str
    title: str
    purpose: str
    data: str
    who: str
    keep: str
    erase: str


def lines() -> list[Line]:
    """Return every category of data the product holds about people, by feature."""
    order = list(FEATURES)
    found = sorted(personal_tables().items(), key=lambda pair: order.index(feature_of(pair[1][0])))
    return [_line(cls, declared) for _name, (cls, declared) in found]


def sections() -> list[tuple[str, list[Line]]]:
    """Return the lines of the record in their features."""
    return [(name, list(those)) for name, those in groupby(lines(), key=lambda line: line.feature)]


def sheet() -> list[list[str]]:
    """Return the record as the rows of a table, its heading first."""
    what, how_long = [_("Del"), _("Oplysninger"), _("Formål")], [_("Hvor længe"), _("Ved sletning")]
    heading = [*what, _("Hvad der står"), _("Hvem ser det"), *how_long]
    return [heading, *([str(text) for text in astuple(line)] for line in lines())]


def feature_of(cls: type) -> str:
    """Return the package of the product a table belongs to."""
    return cls.__module__.split(".")[1]


@cache
def told_columns(cls: type[Model], declared: Personal) -> tuple[tuple[Column[Any], Kind], ...]:
    """Return the columns that say something to a reader, with what they are: what nobody is shown does not."""
    kinds = ((column, kind_of(column, declared)) for column in table_of(cls).c)
    return tuple(
        (column, kind)
        for column, kind in kinds
        if kind not in (Kind.HIDDEN, None) and column.name in COLUMNS and column.name != "sort_name"
    )


def who_sees(declared: Personal, *, to_oneself: bool = False) -> list[str]:
    """Return, in words, those POLICY lets read a table's rows; the person it is about first.

    to_oneself: said to that person.
    """
    if declared.seen is None:
        return [str(ONLY_YOU if to_oneself else ONLY_ONESELF)]
    names = dict.fromkeys(["is_own", *(condition.__name__ for condition in POLICY[declared.seen])])
    known = WHO | {"is_own": YOU} if to_oneself else WHO
    return [str(known[name]) for name in names]


def _line(cls: type[Model], declared: Personal) -> Line:
    shown = [str(COLUMNS[column.name]) for column, _kind in told_columns(cls, declared)]
    return Line(
        feature=str(FEATURES[feature_of(cls)]), title=_(declared.title), purpose=_(declared.purpose),
        data=", ".join(dict.fromkeys(shown)), who=", ".join(who_sees(declared)), keep=_(declared.keep.value),
        erase=_(declared.erase.value),
    )  # fmt: skip
