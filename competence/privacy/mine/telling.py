"""Saying in words what a row holds, and as plain values for the package."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import Column

from competence.privacy.datamap.column_words import COLUMNS
from competence.privacy.datamap.columns import Kind
from competence.privacy.datamap.record import told_columns
from competence.privacy.mine.along import parent_of
from competence.privacy.mine.gathering import Group, Held
from competence.web.bilingual import Bilingual
from competence.web.language import day

ABOUT = ("person_id", "subject_id")  # "Person", "Om"; other columns say what somebody did


def in_words(group: Group, held: Held, reader_id: int) -> list[tuple[str, str]]:
    """Return what a row holds as pairs of a label and a text, in the reader's language.

    That it is about the reader goes without saying, but where there is nothing else to say.
    """
    found: list[tuple[str, str]] = []
    about_reader: list[tuple[str, str]] = []
    for column, kind in told_columns(group.cls, group.declared):
        is_theirs = column.name in ABOUT and getattr(held.row, column.name) == reader_id
        text = _said(held.row, column, kind)
        if text:
            (about_reader if is_theirs else found).append((str(COLUMNS[column.name]), text))
    return found or about_reader


def as_values(group: Group, held: Held) -> dict[str, Any]:
    """Return what a row holds as values for a file: a paper by the name it stands under in the package."""
    found = {}
    for column, _kind in told_columns(group.cls, group.declared):
        found[column.name] = _plain(getattr(held.row, column.name), paper_name(group, held))
        if column.foreign_keys and getattr(held.row, column.name) is not None:
            found[f"{column.name.removesuffix('_id')}_called"] = _name_of(parent_of(held.row, column.name))
    return found


def papers(group: Group, held: Held) -> Iterator[tuple[str, bytes]]:
    """Return the papers a row holds, with the names they stand under in the package."""
    for column, _kind in told_columns(group.cls, group.declared):
        value = getattr(held.row, column.name)
        if isinstance(value, bytes):
            yield paper_name(group, held), value


def paper_name(group: Group, held: Held) -> str:
    """Return the name of a row's paper in the package."""
    return f"papers/{group.name}-{held.key}.pdf"


def _said(row: Any, column: Column[Any], kind: Kind) -> str:
    value = getattr(row, column.name)
    if value is None or value == "":
        return ""
    if column.foreign_keys:
        return _name_of(parent_of(row, column.name))
    if kind is Kind.KEY:
        return ""
    return _value_in_words(value)


def _name_of(thing: Any) -> str:
    """Return what a row is called: its title, its text or its name; nothing where it has none."""
    for name in ("title", "name", "text"):
        called = getattr(thing, name, None)
        if isinstance(called, Bilingual):
            return str(called)
        if isinstance(called, str):
            return called
    return ""


def _value_in_words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nej"))
    if isinstance(value, Enum):
        return _choice(value)
    if isinstance(value, datetime):
        return str(format_datetime(value, "d. MMMM y HH:mm"))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in value.items() if text)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(_("Ligger i pakken") if isinstance(value, bytes) else value)


def _choice(value: Enum) -> str:
    """Return the label of a choice; the name where its value speaks to programmers."""
    label = value.value if not isinstance(value.value, str) else _(value.value) if value.value[:1].isupper() else ""
    return str(label or value.name.replace("_", " ").capitalize())


def _plain(value: Any, paper: str) -> Any:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return paper
    return value if isinstance(value, (dict, list, bool, int, float, str, type(None))) else str(value)
