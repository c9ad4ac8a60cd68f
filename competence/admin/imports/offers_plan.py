"""Planning a file of learning offers: pure, from what the house offers and the rows of the file to each row's fate."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar

from competence.admin.imports.columns import OFFERS, Columns, columns_of, read_date
from competence.admin.imports.plan import Fate, Line, Plan, Remark, Say, remark
from competence.admin.imports.tables import Row, Table
from competence.frameworks.rules.editions import CODE, Words
from competence.learning.rules.describing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_AIMS,
    MOST_HOURS,
    MOST_PRICE,
    MOST_SEATS,
    Aim,
    Described,
)
from competence.learning.rules.words import Kind, Provider
from competence.web.clock import DENMARK
from competence.web.tables.files import STARTS_A_FORMULA
from competence.web.text import number_in

NEEDED = ("code", "kind", "title_da", "competence", "from_level", "to_level", "hours")
LIMITS = {
    "title_da": LONGEST_TITLE, "title_en": LONGEST_TITLE, "description_da": LONGEST_TEXT,
    "description_en": LONGEST_TEXT, "provider_name": LONGEST_NAME, "place": LONGEST_PLACE,
}  # fmt: skip
YES = frozenset({"yes", "ja", "x", "1", "true"})
TIME = re.compile(r"(\S+)\s+(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})(?::00)?")
GUARD = "'"  # stands before what a spreadsheet would calculate, in a file we made
Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True)
class Known:
    """An offer as the house knows it, with the moments it is held."""

    said: Described
    starts: frozenset[datetime] = frozenset()


@dataclass(frozen=True)
class OfferState:
    """What the house offers, by code, and what an offer may lead to: the competences, and the scale's highest level."""

    offers: dict[str, Known]
    competences: Collection[str]
    top: int


@dataclass(frozen=True)
class SaveOffer:
    """An offer to make or to bring in step with the file, and the dates to hold it on besides those it has."""

    said: Described
    is_new: bool
    starts: tuple[datetime, ...] = ()
    place: str = ""


def guarded(text: str) -> str:
    """Return a text as it stands in a file for a spreadsheet, which would calculate some beginnings."""
    return GUARD + text if text.startswith((*STARTS_A_FORMULA, GUARD)) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*STARTS_A_FORMULA, GUARD)) else text


def plan_offers(state: OfferState, table: Table) -> Plan:
    """Return what a file of offers would do; offers and dates it does not name stay as they are.

    Raises MissingColumns.
    """
    columns = columns_of("offers", table)
    first: dict[str, int] = {}
    lines, changes = [], []
    for row in table.rows:
        reading = _Reading(table, columns, row, state)
        save = reading.offer()
        if save.said.code in first:
            reading.wrong.append(remark(Say.SAME_CODE, reading.cell("code"), row=first[save.said.code]))
        first.setdefault(save.said.code, row.number)
        fate, remarks = _fate(save, state.offers.get(save.said.code)) if not reading.wrong else (Fate.ERROR, ())
        if fate in (Fate.NEW, Fate.CHANGED):
            changes.append(save)
        lines.append(Line(row.number, save.said.code, save.said.title.da, fate, (*reading.wrong, *remarks)))
    return Plan(tuple(lines), tuple(changes))


class _Reading:
    """One row as it is read; what cannot be used is noted by its cell."""

    def __init__(self, table: Table, columns: Columns, row: Row, state: OfferState) -> None:
        self.table, self.columns, self.row, self.state = table, columns, row, state
        self.wrong: list[Remark] = []

    def cell(self, column: str) -> str:
        """Return the name of a cell, or of the code's where the file has no such column."""
        heading = self.columns.headings.get(column) or self.columns.headings["code"]
        return self.table.place(self.row, heading)

    def text(self, column: str) -> str:
        """Return what stands in a cell."""
        return unguarded(self.columns.text(self.row, column).strip())

    def fault(self, say: Say, column: str, **values: str | int) -> None:
        self.wrong.append(remark(say, self.cell(column), **values))

    def offer(self) -> SaveOffer:
        """Return the offer a row describes."""
        texts = {column: self.text(column) for column in OFFERS}
        for column in NEEDED:
            if not texts[column]:
                self.fault(Say.EMPTY, column)
        for column, limit in LIMITS.items():
            if len(texts[column]) > limit:
                self.fault(Say.TOO_LONG, column, limit=limit)
        if texts["code"] and not CODE.match(texts["code"]):
            self.fault(Say.NO_CODE, "code", text=texts["code"][:60])
        said = Described(
            code=texts["code"],
            kind=self._one_of(Kind, "kind", Kind.COURSE),
            title=Words(texts["title_da"], texts["title_en"]),
            description=Words(texts["description_da"], texts["description_en"]),
            aims=self._aims(),
            hours=self._number("hours", 1, MOST_HOURS) or 1,
            seats=self._number("seats", 1, MOST_SEATS),
            price=self._number("price", 0, MOST_PRICE) or 0,
            provider=self._one_of(Provider, "provider", Provider.INTERNAL),
            provider_name=texts["provider_name"],
            fund=texts["fund"].casefold() in YES,
        )
        known = self.state.offers.get(said.code)
        starts = tuple(one for one in self._starts() if known is None or one not in known.starts)
        return SaveOffer(said, known is None, starts, texts["place"])

    def _one_of(self, kind: type[Choice], column: str, otherwise: Choice) -> Choice:
        text = self.text(column)
        found = next((one for one in kind if text.casefold() in (one.name.casefold(), str(one.value).casefold())), None)
        if text and found is None:
            known = ", ".join(one.name.lower() for one in kind)
            self.fault(Say.UNKNOWN_CHOICE, column, text=text[:40], known=known)
        return found or otherwise

    def _number(self, column: str, least: int, most: int) -> int | None:
        text = self.text(column).replace(".", "").replace(" ", "")
        if not text:
            return None
        number = number_in(text)
        if not least <= number <= most:
            self.fault(Say.NO_NUMBER, column, first=least, last=most)
        return number

    def _aims(self) -> tuple[Aim, ...]:
        codes, lows, highs = (_several(self.text(column)) for column in ("competence", "from_level", "to_level"))
        for code in codes:
            if code not in self.state.competences:
                self.fault(Say.UNKNOWN_COMPETENCE, "competence", text=code[:60])
        if not len(codes) == len(lows) == len(highs) or len(set(codes)) < len(codes) or len(codes) > MOST_AIMS:
            self.fault(Say.NOT_IN_STEP, "competence", most=MOST_AIMS)
            return ()
        levels = {str(level): level for level in range(1, self.state.top + 1)}
        aims = tuple(
            Aim(code, levels.get(low, 0), levels.get(high, 0))
            for code, low, high in zip(codes, lows, highs, strict=True)
        )
        if any(not 0 < aim.from_level < aim.to_level for aim in aims):
            self.fault(Say.NO_LEVELS, "to_level", top=self.state.top)
        return aims

    def _starts(self) -> list[datetime]:
        found = []
        for text in _several(self.text("dates")):
            moment = read_moment(text)
            if moment is None:
                self.fault(Say.NO_MOMENT, "dates", text=text[:40])
            else:
                found.append(moment)
        return list(dict.fromkeys(found))


def read_moment(text: str) -> datetime | None:
    """Return the moment a text names on the Danish clock, such as 1.3.2027 9:00; None for anything else."""
    match = TIME.fullmatch(text)
    try:
        day = read_date(match[1]) if match else None
        if match is None or day is None:
            return None
        return datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), tzinfo=DENMARK).astimezone(UTC)
    except ValueError:
        return None


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _fate(save: SaveOffer, known: Known | None) -> tuple[Fate, tuple[Remark, ...]]:
    if known is None:
        return Fate.NEW, (remark(Say.OFFER_IS_NEW),)
    pick: Callable[[Described, str], object] = getattr
    changed = [one.name for one in fields(Described) if pick(known.said, one.name) != pick(save.said, one.name)]
    remarks = [remark(Say.OFFER_CHANGES, parts=", ".join(changed))] if changed else []
    if save.starts:
        remarks.append(remark(Say.DATES_ARE_NEW, number=len(save.starts)))
    return (Fate.CHANGED if remarks else Fate.UNCHANGED), tuple(remarks)
