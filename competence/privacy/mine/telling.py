"""Saying in words what a row holds, and as plain values for the package."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import Column

from competence.access.policy import POLICY
from competence.privacy.datamap.column_words import COLUMNS
from competence.privacy.datamap.columns import Kind
from competence.privacy.datamap.record import told_columns
from competence.privacy.mine.along import parent_of
from competence.privacy.mine.gathering import Group, Held
from competence.privacy.mine.words import CHOICES, STEPS, UNSAID, called, choice_called, is_named
from competence.privacy.trail.rules.acts import act_in_words
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.looks import LOOKS
from competence.web.bilingual import Bilingual
from competence.web.language import day, translated

REFUSED = {str(permission): permission.value for permission in POLICY}  # as the trail names what was refused
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
    if group.name == "audit_event":
        found += _purpose(held.row)
    return found or about_reader


def _purpose(event: Any) -> list[tuple[str, str]]:
    """Return what a look at the reader was for."""
    if event.action not in LOOKS:
        return []
    behind_glass = event.capacity is Capacity.GLASS
    return [(str(_("Til hvad")), str(_("Det, HR har begrundet") if behind_glass else LOOKS[event.action].purpose))]


def as_values(group: Group, held: Held) -> dict[str, Any]:
    """Return what a row holds as values for a file: a paper by the name it stands under in the package."""
    found = {}
    for column, _kind in told_columns(group.cls, group.declared):
        found[column.name] = _plain(getattr(held.row, column.name), paper_name(group, held))
        if column.foreign_keys and getattr(held.row, column.name) is not None:
            found[f"{column.name.removesuffix('_id')}_called"] = _name_of(parent_of(held.row, column.name))
    if group.name == "audit_event":
        found["called"] = _act(held.row.action)
        found.update(("purpose", purpose) for _label, purpose in _purpose(held.row))
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
    value, place = getattr(row, column.name), f"{column.table.name}.{column.name}"
    if value is None or value == "" or place in UNSAID:
        return ""
    if column.foreign_keys:
        return _name_of(parent_of(row, column.name))
    if kind is Kind.KEY:
        return ""
    if place == "audit_event.action":
        return _act(value)
    if isinstance(value, Enum):
        return _choice(place, value)
    if kind is Kind.CODE and is_named(place):
        return _coded(place, value)
    if isinstance(value, dict):
        return _worded(place, row, value)
    return _value_in_words(value)


def _act(action: str) -> str:
    """Return what was read, done or refused; "" where only an earlier edition of the product knew it."""
    look = LOOKS.get(action)
    return str(look.what if look else act_in_words(action) or translated(REFUSED.get(action, "")))


def _coded(place: str, value: str) -> str:
    """Return a code, or several with spaces between them, in words."""
    words = [called(place, value)] if called(place, value) else [called(place, code) for code in value.split()]
    return ", ".join(str(translated(word) if isinstance(word, str) else word) for word in words if word)


def _worded(place: str, row: Any, words: dict[str, Any]) -> str:
    """Return what somebody wrote in the fields of a form, each behind what the form calls it."""
    heads = {name: called(place, f"{getattr(row, 'form', '')}.{name}") for name in words}
    return ", ".join(f"{heads[name]}: {text}" if heads[name] else str(text) for name, text in words.items() if text)


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
    if isinstance(value, datetime):
        return str(format_datetime(value, "d. MMMM y HH:mm"))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(_("Ligger i pakken") if isinstance(value, bytes) else value)


def _choice(place: str, value: Enum) -> str:
    """Return the label of a choice: the one its place has words for, else its own value."""
    if place in CHOICES or place in STEPS or is_named(place):
        return str(choice_called(place, value.name))
    return str(translated(value.value) if isinstance(value.value, str) else value.value)


def _plain(value: Any, paper: str) -> Any:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return paper
    return value if isinstance(value, (dict, list, bool, int, float, str, type(None))) else str(value)
