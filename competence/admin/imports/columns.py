"""Which heading means what: Danish and English names for the columns of people, units and learning offers."""

import re
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from competence.admin.imports.refusals import UnreadableFile
from competence.admin.imports.tables import Row, Table

Names = dict[str, tuple[str, ...]]

PEOPLE: Names = {
    "email": ("e-mail", "email", "mail", "e-mailadresse", "email address"),
    "name": ("navn", "name", "fulde navn", "full name", "medarbejder"),
    "unit": ("enhed", "unit", "enhedskode", "unit code", "afdeling"),
    "role": ("rolle", "role", "rolleprofil", "role profile"),
    "start": ("fra", "from", "startdato", "start", "ansat fra"),
    "end": ("til", "to", "slutdato", "slut", "ansat til", "end"),
    "leader": ("leder", "leader", "nærmeste leder", "leders e-mail", "manager"),
    "hours": ("timer om ugen", "hours a week", "ugetimer", "timer pr. uge", "weekly hours", "timer"),
}
EXAMPLE = (  # in the order of PEOPLE; shown on the page
    ("astrid@example.org", "Astrid Skov", "tarup", "librarian", "1.3.2026", "", "bo@example.org", "37"),
    ("bo@example.org", "Bo Lund", "Tarup Bibliotek", "", "2020-08-01", "31.12.2026", "dorte@example.org", "32"),
)
UNITS: Names = {
    "code": ("kode", "code", "enhedskode", "unit code"),
    "title": ("titel", "title", "navn", "name", "title_da", "titel dansk"),
    "title_en": ("title_en", "titel engelsk", "engelsk titel", "english title"),
    "parent": ("overenhed", "parent", "hører under", "under"),
    "kind": ("slags", "kind", "type"),
    "start": ("fra", "from", "startdato"),
    "end": ("til", "to", "slutdato"),
}
OFFERS: Names = {
    "code": ("kode", "code"),
    "kind": ("slags", "kind"),
    "title_da": ("titel", "title_da", "title", "navn"),
    "title_en": ("title_en", "titel engelsk"),
    "description_da": ("beskrivelse", "description_da", "description"),
    "description_en": ("description_en", "beskrivelse engelsk"),
    "competence": ("kompetence", "competence"),
    "from_level": ("fra niveau", "from_level"),
    "to_level": ("til niveau", "to_level"),
    "hours": ("timer", "hours"),
    "seats": ("pladser", "seats"),
    "price": ("pris", "price_dkk", "price"),
    "provider": ("udbyder slags", "provider_kind"),
    "provider_name": ("udbyder", "provider"),
    "fund": ("kompetencefond", "fund_eligible", "fund"),
    "dates": ("dage", "dates", "datoer"),
    "place": ("sted", "place"),
}
KNOWN = {
    "people": (PEOPLE, ("email", "name", "unit")),
    "units": (UNITS, ("code", "title")),
    "offers": (OFFERS, ("code", "kind", "title_da", "competence", "from_level", "to_level", "hours")),
}
FILLING = re.compile(r"[\s._:()*-]+")
DANISH_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
HOURS = re.compile(r"([0-9]{1,3})(?:[.,][0-9]{1,2})?")
MOST_WEEKLY = 60
FIRST_YEAR, LAST_YEAR = 1900, 2100
FOR_EVER = 9999  # how pay systems write "until further notice"


class MissingColumns(UnreadableFile):
    message = _l("Filen mangler en kolonne med overskriften %(missing)s. Den har: %(found)s.")


class TwoColumnsForOne(UnreadableFile):
    message = _l("Overskrifterne »%(first)s« og »%(second)s« betyder det samme. Slet den ene kolonne.")


@dataclass(frozen=True)
class Columns:
    """Where the known columns are in one file: known name to heading; ignored are the headings nobody knows."""

    headings: dict[str, str]
    ignored: tuple[str, ...]

    def text(self, row: Row, column: str) -> str:
        """Return what a row says in a column; "" where the file has no such column."""
        heading = self.headings.get(column)
        return row.cells[heading] if heading is not None else ""


def columns_of(kind: str, table: Table) -> Columns:
    """Return where the columns of one kind of file are.

    Raises MissingColumns where a required one is not there, TwoColumnsForOne where two headings mean one column.
    """
    names, required = KNOWN[kind]
    meaning = {_bare(name): column for column, known in names.items() for name in known}
    headings: dict[str, str] = {}
    ignored = []
    for heading in table.header:
        column = meaning.get(_bare(heading))
        if column is None:
            ignored.append(heading)
        elif column in headings:
            raise TwoColumnsForOne(first=headings[column], second=heading)
        else:
            headings[column] = heading
    missing = [f"»{names[column][0]}«" for column in required if column not in headings]
    if missing:
        raise MissingColumns(missing=", ".join(missing), found=", ".join(table.header))
    return Columns(headings, tuple(ignored))


def read_date(text: str) -> date | None:
    """Return the day a cell names: 1.3.2026, 01-03-2026 or 2026-03-01; None for an empty cell and for 31.12.9999.

    Raises ValueError for anything else, two-digit years included.
    """
    if not text:
        return None
    if danish := DANISH_DATE.fullmatch(text):
        day, month, year = (int(part) for part in danish.groups())
    elif iso := ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise ValueError(text)
    if year == FOR_EVER:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return date(year, month, day)


def read_hours(text: str) -> int | None:
    """Return the whole hours a week a cell names, parts of an hour let go: 37, 37,0 or 32.5; None for anything else."""
    said = HOURS.fullmatch(text)
    hours = int(said[1]) if said else 0
    return hours if 1 <= hours <= MOST_WEEKLY else None


def _bare(heading: str) -> str:
    return FILLING.sub("", heading.casefold())
